"""Bringing in places: each file in one transaction, checked whole before anything is written."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from accounts.models import Partnership, User
from audit.models import Operation
from audit.services import record
from places.models import Area, AreaKind, FileKind, ImportedFile, Population, Postcode
from places.queries import partnership_area
from places.readers.boundaries import Shape, read_boundaries
from places.readers.files import BadFile, Source, TextFile, check_text
from places.readers.population import Row, read_population
from places.readers.postcodes import read_postcodes
from places.reference import AIRPORTS, BOROUGHS, CITY, LONDON

BATCH = 2000
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
LONDON_CODES = {entry.code for entry in (LONDON, CITY, AIRPORTS, *BOROUGHS)}


@dataclass(frozen=True)
class Outcome:
    """What an import did: the file it became, and whether it had been imported before."""

    file: ImportedFile
    is_new: bool
    said: str


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
    if held := _held(FileKind.WARDS, file):
        return held
    if any(shape.code.startswith("E09") for shape in shapes):
        add_london_areas()
    parent = parent or _own_area()
    known = {area.code: area for area in Area.objects.filter(code__in=[s.code for s in shapes])}
    for shape in shapes:
        area = known.get(shape.code) or Area(code=shape.code, kind=_kind(shape.code))
        _draw(area, shape, parent=parent, valid_from=valid_from, valid_to=valid_to)
        area.save()
        Postcode.objects.filter(ward=None, ward_code=area.code).update(ward=area)
    new = len(shapes) - len(known)
    return _keep(FileKind.WARDS, file, len(shapes), f"{new} new areas, {len(known)} known", by)


def _own_area() -> Area | None:
    """In a rehearsal the own area is invented, and real wards do not belong to it."""
    partnership = Partnership.current()
    return None if partnership and partnership.is_rehearsal else partnership_area()


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
def import_postcodes(source: Source, *, by: User | None) -> Outcome:
    """Bring in postcodes; those held already take the new position and ward."""
    file = check_text(source)
    if held := _held(FileKind.POSTCODES, file):
        return held
    wards = dict(Area.objects.wards().values_list("code", "pk"))
    seen: dict[str, int] = {}
    homeless = 0
    rows: list[Postcode] = []
    for row in read_postcodes(file):
        if before := seen.get(row.postcode):
            raise BadFile(f"{file.name}: line {row.line} repeats {row.postcode} of line {before}.")
        seen[row.postcode] = row.line
        homeless += row.ward_code not in wards
        rows.append(
            Postcode(
                postcode=row.postcode,
                ward_id=wards.get(row.ward_code),
                ward_code=row.ward_code,
                easting=row.easting,
                northing=row.northing,
            )
        )
        if len(rows) == BATCH:
            _write_postcodes(rows)
    _write_postcodes(rows)
    said = f"{len(seen):,} postcodes"
    if homeless:
        said += f", {homeless:,} of them in wards not known yet (import those and they are joined)"
    return _keep(FileKind.POSTCODES, file, len(seen), said, by)


def _write_postcodes(rows: list[Postcode]) -> None:
    Postcode.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["postcode"],
        update_fields=["ward", "ward_code", "easting", "northing"],
    )
    rows.clear()


@dataclass(frozen=True)
class PopulationPreview:
    """What a population file holds, before it is kept."""

    rows: list[Row]
    years: list[int]
    sources: list[str]
    areas: list[str]
    new_areas: list[str]


def preview_population(source: Source) -> PopulationPreview:
    """Read a whole population file, keeping nothing; BadFile says why it cannot be taken."""
    file = check_text(source)
    if held := _held(FileKind.POPULATION, file):
        raise BadFile(f"{file.name}: {held.said}.")
    rows: list[Row] = []
    seen: dict[tuple[str, int, str], int] = {}
    known = set(Area.objects.values_list("code", flat=True)) | LONDON_CODES
    names: dict[str, str] = {}
    for row in read_population(file):
        if row.code not in known and row.code[:3] not in KINDS:
            raise BadFile(
                f"{file.name}: line {row.line}: the area {row.code}, {row.name} is not known."
            )
        key = (row.code, row.year, row.source)
        if before := seen.get(key):
            raise BadFile(
                f"{file.name}: line {row.line} repeats {row.name}, {row.year} of line {before}."
            )
        seen[key] = row.line
        names.setdefault(row.code, row.name)
        rows.append(row)
    if not rows:
        raise BadFile(f"{file.name} holds a heading but no rows. Download it again.")
    return PopulationPreview(
        rows=rows,
        years=sorted({row.year for row in rows}),
        sources=sorted({row.source for row in rows}),
        areas=sorted(names.values()),
        new_areas=sorted(name for code, name in names.items() if code not in known),
    )


@transaction.atomic
def import_population(source: Source, *, by: User | None) -> Outcome:
    """Bring in residents by area, mid-year and source; a newer edition replaces the same ones."""
    file = check_text(source)
    if held := _held(FileKind.POPULATION, file):
        return held
    add_london_areas()
    preview = preview_population(source)
    areas = dict(Area.objects.values_list("code", "pk"))
    for row in preview.rows:
        if row.code not in areas:
            area = Area.objects.create(code=row.code, name=row.name, kind=_kind(row.code))
            areas[row.code] = area.pk
    Population.objects.bulk_create(
        [
            Population(
                area_id=areas[row.code], year=row.year, residents=row.residents, source=row.source
            )
            for row in preview.rows
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["area", "year", "source"],
        update_fields=["residents"],
    )
    said = f"{len(preview.rows):,} estimates, {preview.years[0]} to {preview.years[-1]}"
    return _keep(FileKind.POPULATION, file, len(preview.rows), said, by)


def _kind(code: str) -> AreaKind:
    return KINDS.get(code[:3], AreaKind.WARD)


def _held(kind: FileKind, file: TextFile) -> Outcome | None:
    before = ImportedFile.objects.filter(kind=kind, sha256=file.sha256).first()
    if before is None:
        return None
    said = f"the same file was imported on {before.imported_at:%-d %B %Y}; nothing has changed"
    return Outcome(before, is_new=False, said=said)


def _keep(kind: FileKind, file: TextFile, rows: int, said: str, by: User | None) -> Outcome:
    kept = ImportedFile.objects.create(
        kind=kind, name=file.name[:200], sha256=file.sha256, rows=rows, imported_by=by
    )
    record(
        f"places.{kind.value}_imported",
        by=by,
        subject=f"file {file.name}"[:120],
        operation=Operation.COLLECTION,
        changes={"rows": rows, "sha256": file.sha256},
    )
    return Outcome(kept, is_new=True, said=said)
