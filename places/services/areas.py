"""Bringing in areas: London's, wards with their boundaries, and the small areas in them."""

import datetime as dt

from django.db import transaction

from accounts.models import Partnership, User
from places.models import Area, AreaKind, FileKind, Postcode, SmallArea
from places.queries import partnership_area
from places.readers.boundaries import Shape, read_boundaries
from places.readers.files import BadFile, Source, check_text
from places.readers.small_areas import read_small_areas
from places.reference import AIRPORTS, BOROUGHS, CITY, LONDON
from places.services.files import BATCH, Outcome, held_before, keep

# The kind of area that the first letters of a national code stand for.
KINDS = {
    "E05": AreaKind.WARD,
    "E06": AreaKind.BOROUGH,
    "E07": AreaKind.BOROUGH,
    "E08": AreaKind.BOROUGH,
    "E09": AreaKind.BOROUGH,
    "E12": AreaKind.REGION,
    "E13": AreaKind.REGION,
    "E92": AreaKind.COUNTRY,
    "K02": AreaKind.COUNTRY,
}


@transaction.atomic
def add_london_areas() -> None:
    """Make sure that London, its boroughs, the City and the airports are known."""
    london, _ = Area.objects.get_or_create(
        code=LONDON.code, defaults={"name": LONDON.name, "kind": LONDON.kind}
    )
    held = set(Area.objects.filter(parent=london).values_list("code", flat=True))
    missing = [entry for entry in (*BOROUGHS, CITY, AIRPORTS) if entry.code not in held]
    for entry in missing:
        Area.objects.update_or_create(
            code=entry.code, defaults={"name": entry.name, "kind": entry.kind, "parent": london}
        )


@transaction.atomic
def import_wards(
    source: Source,
    *,
    by: User | None,
    parent: Area | None = None,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
) -> Outcome:
    """Bring in areas with their boundaries, matched by code; wards join the partnership's area."""
    file = check_text(source)
    shapes = read_boundaries(file)
    if held := held_before(FileKind.WARDS, file):
        return held
    if any(shape.code.startswith("E09") for shape in shapes):
        add_london_areas()
    parent = parent or _own_area()
    known = {area.code: area for area in Area.objects.filter(code__in=[s.code for s in shapes])}
    for shape in shapes:
        area = known.get(shape.code) or Area(code=shape.code, kind=kind_of(shape.code))
        _draw(area, shape, parent=parent, valid_from=valid_from, valid_to=valid_to)
        area.save()
        Postcode.objects.filter(ward=None, ward_code=area.code).update(ward=area)
    new = len(shapes) - len(known)
    return keep(FileKind.WARDS, file, len(shapes), f"{new} new areas, {len(known)} known", by)


def _draw(
    area: Area,
    shape: Shape,
    *,
    parent: Area | None,
    valid_from: dt.date | None,
    valid_to: dt.date | None,
) -> None:
    area.boundary = shape.geometry
    if area.kind != AreaKind.WARD:
        area.name = area.name or shape.name
        return
    area.name = shape.name
    area.parent = parent or area.parent
    area.valid_from = valid_from or area.valid_from
    area.valid_to = valid_to or area.valid_to


@transaction.atomic
def import_small_areas(source: Source, *, by: User | None) -> Outcome:
    """Bring in which ward each small area fits best; wards not known yet are added by their code.
    Wards of another date stand beside them."""
    file = check_text(source)
    if held := held_before(FileKind.SMALL_AREAS, file):
        return held
    rows = list(read_small_areas(file))
    if not rows:
        raise BadFile(f"{file.name} holds a heading but no rows. Download it again.")
    wards = {area.code: area for area in Area.objects.filter(code__in={r.ward for r in rows})}
    boroughs = {area.code: area for area in Area.objects.filter(code__in={r.borough for r in rows})}
    own = _own_area()
    new = 0
    for row in rows:
        if row.ward not in wards:
            parent = boroughs.get(row.borough) or own
            wards[row.ward] = Area.objects.create(
                code=row.ward, name=row.ward_name, kind=AreaKind.WARD, parent=parent
            )
            new += 1
    made = [SmallArea(code=row.code, ward=wards[row.ward]) for row in rows]
    SmallArea.objects.bulk_create(made, batch_size=BATCH, ignore_conflicts=True)
    said = f"{len(rows):,} small areas in {len(wards)} wards, {new} of them not known before"
    return keep(FileKind.SMALL_AREAS, file, len(rows), said, by)


def _own_area() -> Area | None:
    """In a rehearsal the own area is invented, and real wards do not belong to it."""
    partnership = Partnership.current()
    return None if partnership and partnership.is_rehearsal else partnership_area()


def kind_of(code: str) -> AreaKind:
    """The kind of area that a national code stands for."""
    return KINDS.get(code[:3], AreaKind.WARD)
