"""In which ward something lies: by its small area, or else by its position."""

import datetime as dt

from places.maps import Point, is_within, rings_of
from places.models import Area, SmallArea


class Placing:
    """The wards that existed on a day, read once, to be asked many times. Where the days of wards
    are not held, the newest code is taken."""

    def __init__(self, day: dt.date) -> None:
        wards = Area.objects.wards().current(day).select_related("parent")
        self._wards = {ward.pk: ward for ward in wards.order_by("-code")}
        pairs = SmallArea.objects.filter(ward__in=self._wards).order_by("ward__code")
        self._by_small_area = dict(pairs.values_list("code", "ward"))
        self._shapes = [
            (ward.pk, rings) for ward in self._wards.values() if (rings := rings_of(ward.boundary))
        ]
        self._asked: dict[Point, int | None] = {}

    def ward(self, small_area: str, position: Point | None) -> Area | None:
        """The ward of a small area; of a position (longitude, latitude), if there is none."""
        pk = self._by_small_area.get(small_area)
        if pk is None and position is not None:
            pk = self._at(position)
        return None if pk is None else self._wards[pk]

    def _at(self, position: Point) -> int | None:
        """Published positions are snapped to few places, so each is looked up once."""
        if position not in self._asked:
            inside = (pk for pk, rings in self._shapes if is_within(position, rings))
            self._asked[position] = next(inside, None)
        return self._asked[position]
