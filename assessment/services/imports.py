"""Bringing in crime by month and area: surveyed whole, then written whole, in one transaction."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from assessment.crime.categories import CategoryName
from assessment.crime.series import Series
from assessment.crime.street_survey import survey_street_file
from assessment.crime.survey import Cell, KnownAreas, Survey, UnknownNames, survey_file
from assessment.models import Category, Edition, RecordedCrime, SourceKind
from assessment.readers.recorded_crime import NamedPlace, open_table
from audit.models import Operation
from audit.services import record
from places.models import Area, AreaKind, BroughtIn
from places.queries import areas_by_name, known_names, london_borough_names
from places.readers.files import BadFile, Source, TextFile, check_text, plain
from places.services import add_london_areas
from ui.batches import batched

BATCH = 5000
SURVEYS: Mapping[str, Callable[[TextFile, KnownAreas], Survey]] = {
    SourceKind.RECORDED_CRIME: survey_file,
    SourceKind.STREET_CRIME: survey_street_file,
}


class AlreadyImported(BadFile):
    """The same file again, which changes nothing."""

    def __init__(self, held: BroughtIn) -> None:
        super().__init__(
            f"The same file was imported on {held.imported_at:%-d %B %Y} as {held.name}. "
            "Nothing has changed."
        )


class Surveyed(NamedTuple):
    """A file that was read whole, what it holds, and what to think of before bringing it in."""

    file: TextFile
    survey: Survey
    replaced: list[str]
    doubts: list[str]

    @property
    def warnings(self) -> list[str]:
        """All that the preview shows beside the numbers, for who brings it in by command."""
        replaced = [f"Figures will use this edition for {each}." for each in self.replaced]
        renamed = [
            f"{label} is counted as {category.minor}." for label, category in self.survey.renamed
        ]
        unknown = self.survey.say_unknown()
        return [
            *replaced,
            *self.doubts,
            *renamed,
            *([f"Some names are not known: {unknown}."] if unknown else []),
        ]


def survey_source(source: Source, kind: str = SourceKind.RECORDED_CRIME) -> Surveyed:
    """Read a file of crime without keeping anything of it."""
    file = check_text(source)
    if edition := Edition.objects.held().filter(sha256=file.sha256).first():
        raise AlreadyImported(edition)
    survey = SURVEYS[kind](file, KnownAreas(known_names(), london_borough_names()))
    shared = _shared_months(survey)
    replaced = [f"{_months(count)} also held from {edition.name}" for edition, count in shared]
    older = [
        _say_older(survey, edition, count)
        for edition, count in shared
        if edition.last_month > survey.months[-1]
    ]
    return Surveyed(file, survey, replaced, [*older, *survey.doubts])


def _shared_months(survey: Survey) -> list[tuple[Edition, int]]:
    """Each edition held that also has months of the file and areas of it, newest first, and how
    many months."""
    months, keys = set(survey.months), {place.key for place in survey.areas}
    shared = [
        (edition, len(months.intersection(edition.month_dates)))
        for edition in Edition.objects.of(survey.series).newest_first().prefetch_related("areas")
        if any(keys & {area.code, plain(area.name)} for area in edition.areas.all())
    ]
    return [(edition, count) for edition, count in shared if count]


def _say_older(survey: Survey, edition: Edition, count: int) -> str:
    """A file that ends before an edition held was published before it, as far as one can tell."""
    return (
        f"This file looks older than {edition.name}: it ends in {survey.months[-1]:%B %Y}, that "
        f"one goes on to {edition.last_month:%B %Y}. Importing it replaces the newer figures of "
        f"{_months(count)} with those of this file."
    )


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"


def import_recorded_crime(
    source: Source, *, by: User | None, accept_unknown: bool = False
) -> Edition:
    """Bring in one edition of recorded crime whole, or raise BadFile and leave everything as it
    was."""
    return import_crime(source, SourceKind.RECORDED_CRIME, by=by, accept_unknown=accept_unknown)


@transaction.atomic
def import_crime(
    source: Source, kind: str, *, by: User | None, accept_unknown: bool = False
) -> Edition:
    """Bring in one edition of a kind whole, or raise BadFile and leave everything as it was."""
    file, survey = survey_source(source, kind)[:2]
    if survey.has_unknown and not accept_unknown:
        raise UnknownNames(
            f"{file.name} has names that are not known: {survey.say_unknown()}. Correct the file, "
            "or choose to count them in the totals under their own name. Nothing was imported."
        )
    areas = _areas(survey)
    categories = _categories(survey)
    edition = Edition.objects.create(
        series=survey.series,
        name=file.name[:200],
        sha256=file.sha256,
        months=[month.isoformat() for month in survey.months],
        rows=survey.rows,
        offences=survey.total,
        accepted_unknown=survey.has_unknown,
        imported_by=by,
    )
    edition.areas.set(areas.values())
    edition.categories.set(categories.values())
    _write(_crimes(file, survey, edition, areas, categories))
    record(
        f"{kind}.imported",
        by=by,
        subject=f"file {file.name}"[:120],
        operation=Operation.COLLECTION,
        changes={"rows": survey.rows, "offences": survey.total, "sha256": file.sha256},
    )
    return edition


def _areas(survey: Survey) -> dict[str, Area]:
    """Each area of the file by its key. A ward that is not held yet joins its borough; an accepted
    unknown area becomes one that never ranks."""
    add_london_areas()
    known = areas_by_name()
    for place in survey.unknown_areas:
        if not place.code and place.key not in known:
            known[place.key] = Area.objects.create(
                code=_free_code(place.name), name=place.name, kind=AreaKind.FORCE_OTHER
            )
    wards = {place.code: place for place in survey.areas if place.code}
    known |= {area.code: area for area in Area.objects.wards().filter(code__in=wards)}
    for code, place in wards.items():
        known[code] = known.get(code) or _new_ward(place, known.get(plain(place.borough)))
    return {place.key: known[place.key] for place in survey.areas}


def _new_ward(place: NamedPlace, borough: Area | None) -> Area:
    return Area.objects.create(code=place.code, name=place.name, kind=AreaKind.WARD, parent=borough)


def _free_code(name: str) -> str:
    stem = f"OTHER-{slugify(name).upper()}"[:16]
    taken = set(Area.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(
        code for code in (stem, *(f"{stem}-{n}" for n in range(2, 999))) if code not in taken
    )


def _categories(survey: Survey) -> dict[CategoryName, Category]:
    held = {(row.major_slug, row.minor_slug): row for row in Category.objects.all()}
    found: dict[CategoryName, Category] = {}
    for category in survey.categories:
        if category.slugs not in held:
            major, minor = category.slugs
            held[category.slugs] = Category.objects.create(
                major_slug=major,
                minor_slug=minor,
                major_name=category.major,
                minor_name=category.minor,
                is_known=category.known,
            )
        found[category] = held[category.slugs]
    return found


def _crimes(
    file: TextFile,
    survey: Survey,
    edition: Edition,
    areas: Mapping[str, Area],
    categories: Mapping[CategoryName, Category],
) -> Iterator[RecordedCrime]:
    """A row for each area, category and month with any."""
    for (area, category, month), offences in _cells(file, survey):
        if offences:
            yield RecordedCrime(
                edition_id=edition.pk,
                area_id=areas[area].pk,
                category_id=categories[category].pk,
                month=month,
                offences=offences,
            )


def _cells(file: TextFile, survey: Survey) -> Iterator[tuple[Cell, int]]:
    """As they were counted; of a table that holds counts, read from it once more."""
    if survey.series != Series.RECORDED:
        yield from survey.counts.items()
        return
    for row in open_table(file).rows:
        category = survey.labels[row.major, row.minor]
        for month, offences in zip(survey.months, row.counts, strict=True):
            yield (row.area.key, category, month), offences


def _write(crimes: Iterator[RecordedCrime]) -> None:
    """In batches, so that memory does not grow with the file."""
    for batch in batched(crimes, BATCH):
        RecordedCrime.objects.bulk_create(batch)
