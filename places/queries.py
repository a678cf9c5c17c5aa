"""Reads about places."""

from django.db.models import QuerySet

from accounts.models import Partnership, User
from places.models import Area, AreaKind, Population
from places.readers.files import plain
from places.readers.postcodes import canonical
from places.reference import AIRPORTS, BOROUGHS, CITY, LONDON, OTHER_NAMES


def ward_of(postcode: str) -> Area | None:
    """The ward a postcode lies in, or None when the postcode is not held."""
    try:
        wanted = canonical(postcode)
    except ValueError:
        return None
    return Area.objects.filter(postcode__postcode=wanted).first()


def boroughs_beside(area: Area) -> QuerySet[Area]:
    """The boroughs that an area is ranked among, itself included: those with the same parent
    (London's 32), or those without any. Whatever is no borough has none."""
    if area.kind != AreaKind.BOROUGH:
        return Area.objects.none()
    return Area.objects.boroughs().filter(parent=area.parent_id)


def partnership_area() -> Area | None:
    """The partnership's own area, or None before it is set up."""
    partnership = Partnership.current()
    return Area.objects.filter(code=partnership.area_code).first() if partnership else None


def areas_by_name() -> dict[str, Area]:
    """Every area larger than a ward under its plain name, other names included."""
    areas = {
        plain(area.name): area
        for area in Area.objects.exclude(kind=AreaKind.WARD).defer("boundary")
    }
    for other, name in OTHER_NAMES.items():
        if plain(name) in areas:
            areas.setdefault(other, areas[plain(name)])
    return areas


def known_names() -> set[str]:
    """The plain names that recorded crime may use: areas held, and London's, held yet or not."""
    london = {plain(entry.name) for entry in (*BOROUGHS, CITY, AIRPORTS, LONDON)}
    return london | areas_by_name().keys() | OTHER_NAMES.keys()


def london_borough_names() -> set[str]:
    """The plain names of the 32 boroughs."""
    return {plain(entry.name) for entry in BOROUGHS}


def area_named(name: str) -> Area | None:
    """An area larger than a ward by its name, slug or code, in any spelling."""
    code = Area.objects.filter(code=name.strip().upper()).exclude(kind=AreaKind.WARD).first()
    return code or areas_by_name().get(plain(name))


def ward_coded(code: str) -> Area | None:
    """A ward by its code: several may have one name."""
    return Area.objects.wards().filter(code=code.strip().upper()).first()


def residents_by_area(year: int) -> dict[int, Population]:
    """Each area's residents in a mid-year: by ONS where it published one, else the first source."""
    rows = Population.objects.filter(year=year).standing().order_by("-source")
    found = {row.area_id: row for row in rows}
    found.update({row.area_id: row for row in rows if row.source.startswith("ONS")})
    return found


def wards_of_partnership(user: User) -> QuerySet[Area]:
    """The wards of the partnership's area that exist today."""
    own = Partnership.objects.values("area_code")
    return (
        Area.objects.visible_to(user)
        .wards()
        .current()
        .filter(parent__code__in=own)
        .order_by("name", "code")
    )


def newest_populations(user: User, area: Area, limit: int = 20) -> QuerySet[Population]:
    """An area's residents, newest mid-year first."""
    rows = Population.objects.visible_to(user).filter(area=area).standing()
    return rows.order_by("-year", "source")[:limit]


def current_parts(user: User, area: Area, limit: int = 100) -> QuerySet[Area]:
    """The areas that an area consists of today."""
    parts = Area.objects.visible_to(user).filter(parent=area).current().defer("boundary")
    return parts.order_by("name", "code")[:limit]
