"""Bringing in residents, and taking a file of them back."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from places.models import Area, FileKind, ImportedFile, Population
from places.readers.files import BadFile, Source, check_text
from places.readers.population import Row, read_population
from places.reference import AIRPORTS, BOROUGHS, CITY, LONDON
from places.services.areas import KINDS, add_london_areas, kind_of
from places.services.files import BATCH, Outcome, held_before, keep, take_back

LONDON_CODES = {entry.code for entry in (LONDON, CITY, AIRPORTS, *BOROUGHS)}


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
    if held := held_before(FileKind.POPULATION, file):
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
    """Bring in residents by area, mid-year and source; those of a newer file are the ones read."""
    file = check_text(source)
    if held := held_before(FileKind.POPULATION, file):
        return held
    add_london_areas()
    preview = preview_population(source)
    areas = dict(Area.objects.values_list("code", "pk"))
    for row in preview.rows:
        if row.code not in areas:
            area = Area.objects.create(code=row.code, name=row.name, kind=kind_of(row.code))
            areas[row.code] = area.pk
    said = f"{len(preview.rows):,} estimates, {preview.years[0]} to {preview.years[-1]}"
    outcome = keep(FileKind.POPULATION, file, len(preview.rows), said, by)
    Population.objects.bulk_create(
        [
            Population(
                area_id=areas[row.code],
                year=row.year,
                residents=row.residents,
                source=row.source,
                file=outcome.file,
            )
            for row in preview.rows
        ],
        batch_size=BATCH,
    )
    return outcome


def undo_population(file: ImportedFile, *, by: User) -> None:
    """Take a file of residents back; what other files of places brought is joined to cases."""
    if file.kind != FileKind.POPULATION:
        raise ValueError(f"{file} holds no residents, so it is not taken back.")
    take_back(file, "places.population_undone", by=by)
