"""Bringing in numbers that others publish: offences and rates by year, a survey."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction

from accounts.models import User
from assessment.figures.crime import OFFENCES, PER_RESIDENTS, RATE
from assessment.models import PublishedFile, PublishedNumber, SourceKind
from assessment.period_names import parse_period
from assessment.periods import Period
from assessment.readers.survey import read_survey
from assessment.readers.yearly_crime import Row, read_yearly_crime
from assessment.services.imports import AlreadyImported
from assessment.units import PERCENT
from audit.models import Operation
from audit.services import record
from places.readers.files import BadFile, Source, TextFile, check_text

BATCH = 1000
ALL_OFFENCES = "All offences"
AS_PUBLISHED = "as published"


class Number(NamedTuple):
    """One published number: of which area and period, under which name."""

    measure: str
    area: str
    area_code: str
    period: Period
    value: float
    unit: str


@dataclass(frozen=True)
class SurveyedNumbers:
    """What a file of published numbers holds."""

    sha256: str
    numbers: list[Number]

    @property
    def measures(self) -> list[str]:
        """What is measured, each once."""
        return list(dict.fromkeys(each.measure for each in self.numbers))

    @property
    def areas(self) -> list[str]:
        """Of which areas, each once."""
        return list(dict.fromkeys(each.area for each in self.numbers))

    @property
    def periods(self) -> list[Period]:
        """Of which periods, the earliest first."""
        return sorted({each.period for each in self.numbers}, key=lambda period: period.starts)


def survey_published(source: Source, kind: str, period: str = "") -> SurveyedNumbers:
    """Read a file without keeping anything of it; BadFile says why it cannot be taken. `period`:
    what a survey is of, which its file does not say."""
    file = check_text(source)
    if held := PublishedFile.objects.held().filter(sha256=file.sha256).first():
        raise AlreadyImported(held)
    read = _yearly(file) if kind == SourceKind.YEARLY_CRIME else _survey(file, parse_period(period))
    numbers = list(read)
    if not numbers:
        raise BadFile(f"{file.name} holds no number.")
    return SurveyedNumbers(file.sha256, numbers)


def _yearly(file: TextFile) -> Iterator[Number]:
    """The file does not say which of the two it holds: only rates have decimals."""
    rows = list(read_yearly_crime(file))
    _refuse_repeats(file, rows)
    if all(row.value == int(row.value) for row in rows):
        measure, unit = ALL_OFFENCES, OFFENCES
    else:
        measure, unit = ALL_OFFENCES + PER_RESIDENTS, RATE
    for row in rows:
        yield Number(measure, row.area, row.code, row.year, row.value, unit)


def _refuse_repeats(file: TextFile, rows: list[Row]) -> None:
    seen: dict[object, int] = {}
    for row in rows:
        if before := seen.get((row.area, row.year)):
            raise BadFile(
                f"{file.name}: line {row.line} repeats {row.area}, {row.year} of line {before}."
            )
        seen[row.area, row.year] = row.line


def _survey(file: TextFile, period: Period) -> Iterator[Number]:
    for each in read_survey(file):
        unit = PERCENT if each.is_percent else AS_PUBLISHED
        yield Number(each.question, each.neighbourhood, "", period, each.value, unit)


@transaction.atomic
def import_published(
    source: Source, kind: str, *, by: User | None, period: str = ""
) -> PublishedFile:
    """Bring in a file whole, or raise BadFile and leave everything as it was."""
    surveyed = survey_published(source, kind, period)
    file = PublishedFile.objects.create(
        kind=kind,
        name=source.name[:200],
        sha256=surveyed.sha256,
        rows=len(surveyed.numbers),
        imported_by=by,
    )
    PublishedNumber.objects.bulk_create(
        (
            PublishedNumber(
                file=file,
                measure=each.measure,
                area=each.area,
                area_code=each.area_code,
                starts=each.period.starts,
                ends=each.period.ends,
                value=each.value,
                unit=each.unit,
            )
            for each in surveyed.numbers
        ),
        batch_size=BATCH,
    )
    record(
        f"{kind}.imported",
        by=by,
        subject=f"file {file.name}"[:120],
        operation=Operation.COLLECTION,
        changes={"rows": file.rows, "sha256": file.sha256},
    )
    return file
