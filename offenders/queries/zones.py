"""The exclusion zones of an order on a map of the partnership's wards, and in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from offenders.models import OrderTerm
from places.maps import AreaMap, draw_map, names_touched
from places.queries import wards_of_partnership


@dataclass(frozen=True)
class Zone:
    """One zone: its place in the list, its outlines as data of paths, and where it lies."""

    number: int
    paths: list[str]
    said: str


@dataclass(frozen=True)
class ZoneMap:
    """The zones of an order that are in force, on one map."""

    map: AreaMap
    zones: list[Zone]


def zone_map(user: User, terms: Iterable[OrderTerm]) -> ZoneMap | None:
    """The zones among these terms that have not ended; None where nothing can be drawn."""
    held = [(term, _shapes(term)) for term in terms if term.ended_on is None]
    drawable = [(term, shapes) for term, shapes in held if shapes]
    if not drawable:
        return None
    wards = list(wards_of_partnership(user))
    drawn = draw_map(wards, beside=[shape for _, shapes in drawable for shape in shapes])
    if drawn is None:
        return None
    return ZoneMap(
        drawn,
        [
            Zone(number, [drawn.path_of(shape) for shape in shapes], _said(term, wards))
            for number, (term, shapes) in enumerate(drawable, start=1)
        ],
    )


def ward_map(user: User) -> AreaMap | None:
    """The partnership's wards, to draw a zone on."""
    return draw_map(wards_of_partnership(user))


def _shapes(term: OrderTerm) -> list[dict[str, Any]]:
    ward = term.ward.boundary if term.ward else None
    return [shape for shape in (ward, term.area) if shape]


def _said(term: OrderTerm, wards: Iterable[Any]) -> str:
    ward = f"the whole ward {term.ward.name}" if term.ward else ""
    if not term.area:
        return ward
    touched = names_touched(term.area, wards)
    where = f"in {', '.join(touched)}" if touched else "outside the partnership's wards"
    area = f"a drawn area of {term.corners} corners {where}"
    return f"{ward}, and {area}" if ward else area
