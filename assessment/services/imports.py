"""Bringing in recorded crime: surveyed whole, then written whole, in one transaction."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from assessment.categories import CategoryName
from assessment.models import Category, Edition, PendingImport, RecordedCrime, SourceKind
from assessment.readers.recorded_crime import open_table
from assessment.survey import KnownAreas, Survey, UnknownNames, survey_file
from audit.models import Operation
from audit.services import record
from places.models import Area, AreaKind
from places.queries import areas_by_name, known_names, london_borough_names
from places.readers.files import BadFile, Source, TextFile, check_text, plain
from places.services import (
    PopulationPreview,
    add_london_areas,
    import_population,
    preview_population,
)

BATCH = 5000
UPLOAD_KEPT = dt.timedelta(days=1)


class AlreadyImported(BadFile):
    """The same file again, which changes nothing."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        super().__init__(
            f"The same file was imported on {edition.imported_at:%-d %B %Y} as {edition.name}. "
            "Nothing has changed."
        )


class Surveyed(NamedTuple):
    """A file that was read whole, and what it holds."""

    file: TextFile
    survey: Survey
    replaced: dict[str, int]


def survey_source(source: Source) -> Surveyed:
    """Read a file of recorded crime without keeping anything of it."""
    file = check_text(source)
    if edition := Edition.objects.filter(sha256=file.sha256).first():
        raise AlreadyImported(edition)
    survey = survey_file(file, KnownAreas(known_names(), london_borough_names()))
    return Surveyed(file, survey, _replaced_months(survey))


def _replaced_months(survey: Survey) -> dict[str, int]:
    """How many of the file's months each edition held now also holds."""
    months = set(survey.months)
    shared = {
        edition.name: len(months.intersection(edition.month_dates))
        for edition in Edition.objects.newest_first()
    }
    return {name: count for name, count in shared.items() if count}


@transaction.atomic
def import_recorded_crime(
    source: Source, *, by: User | None, accept_unknown: bool = False
) -> Edition:
    """Bring in one edition whole, or raise BadFile and leave everything as it was."""
    file, survey, _ = survey_source(source)
    if survey.has_unknown and not accept_unknown:
        raise UnknownNames(
            f"{file.name} has names that are not known: {survey.say_unknown()}. Correct the file, "
            "or choose to count them in the totals under their own name. Nothing was imported."
        )
    areas = _areas(survey)
    categories = _categories(survey)
    edition = Edition.objects.create(
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
        "recorded_crime.imported",
        by=by,
        subject=f"file {file.name}"[:120],
        operation=Operation.COLLECTION,
        changes={"rows": survey.rows, "offences": survey.total, "sha256": file.sha256},
    )
    return edition


def _areas(survey: Survey) -> dict[str, Area]:
    """Each plain name's area; an accepted unknown one becomes an area that never ranks."""
    add_london_areas()
    known = areas_by_name()
    for name in survey.unknown_areas:
        if plain(name) not in known:
            known[plain(name)] = Area.objects.create(
                code=_free_code(name), name=name, kind=AreaKind.FORCE_OTHER
            )
    return {plain(name): known[plain(name)] for name in survey.areas}


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
    areas: dict[str, Area],
    categories: dict[CategoryName, Category],
) -> Iterator[RecordedCrime]:
    for row in open_table(file).rows:
        area = areas[plain(row.area)].pk
        category = categories[survey.labels[row.major, row.minor]].pk
        for month, offences in zip(survey.months, row.counts, strict=True):
            if offences:
                yield RecordedCrime(
                    edition_id=edition.pk,
                    area_id=area,
                    category_id=category,
                    month=month,
                    offences=offences,
                )


def _write(crimes: Iterator[RecordedCrime]) -> None:
    """In batches, so that memory does not grow with the file."""
    while batch := list(islice(crimes, BATCH)):
        RecordedCrime.objects.bulk_create(batch)


@transaction.atomic
def hold_upload(*, kind: SourceKind, name: str, content: bytes, by: User) -> PendingImport:
    """Keep an upload until its analyst has seen the preview; drop those a day old."""
    PendingImport.objects.filter(uploaded_at__lt=timezone.now() - UPLOAD_KEPT).delete()
    return PendingImport.objects.create(kind=kind, name=name[:200], content=content, uploaded_by=by)


@transaction.atomic
def confirm_import(pending: PendingImport, *, by: User, accept_unknown: bool = False) -> str:
    """Bring in what was previewed, drop the upload, and say what was brought in."""
    source = pending_source(pending)
    if pending.kind == SourceKind.POPULATION:
        said = import_population(source, by=by).said
    else:
        edition = import_recorded_crime(source, by=by, accept_unknown=accept_unknown)
        months = f"{edition.first_month:%B %Y} to {edition.last_month:%B %Y}"
        said = f"{edition.offences:,} offences, {months}"
    pending.delete()
    return f"{source.name}: {said}."


@transaction.atomic
def discard_import(pending: PendingImport, *, by: User) -> None:
    """Drop an upload that its analyst does not want."""
    record(
        "import.discarded",
        by=by,
        subject=f"file {pending.name}"[:120],
        operation=Operation.ERASURE,
    )
    pending.delete()


def preview_import(pending: PendingImport) -> Surveyed | PopulationPreview:
    """What a waiting upload holds; BadFile says why it cannot be imported."""
    source = pending_source(pending)
    if pending.kind == SourceKind.POPULATION:
        return preview_population(source)
    return survey_source(source)


def pending_source(pending: PendingImport) -> Source:
    """A waiting upload as a file to be read."""
    return Source.of_bytes(pending.name, bytes(pending.content))
