"""Numbers that others publish, beside the partnership's own: they are shown, not worked on."""

import hashlib
from collections.abc import Iterable, Iterator

from django.utils.text import slugify

from assessment.figures.crime import RATE, Place
from assessment.figures.figure import Figure
from assessment.figures.parts import part_code, part_name
from assessment.models import PublishedNumber, SourceKind
from assessment.periods import Period
from ui.dates import say_date

NEIGHBOURHOOD = "neighbourhood"
OFFENCES_CODE, RATE_CODE = "published.offences", "published.rate"
SURVEY = "survey."
DEFINITIONS = [
    (
        OFFENCES_CODE,
        "All offences, as published by year",
        "All offences of the financial year in the yearly file of the London Datastore.",
    ),
    (
        RATE_CODE,
        "Rate, as published by year",
        "Offences for every 1,000 residents in the yearly file of the London Datastore.",
    ),
    (
        part_code("survey.<question>", NEIGHBOURHOOD, "<neighbourhood>"),
        "An answer to the Public Attitude Survey",
        "What the people asked in a neighbourhood answered, as published. The newest survey that "
        "ends in the period. How many were asked is not published, so neighbourhoods are not "
        "added up.",
    ),
]


def yearly_figures(period: Period, place: Place) -> Iterator[Figure]:
    """The offences and the rate that are published of exactly this period."""
    rows = (
        PublishedNumber.objects.of(SourceKind.YEARLY_CRIME)
        .select_related("file")
        .filter(area_code=place.code, starts=period.starts, ends=period.ends)
    )
    for row in _newest(rows):
        code = RATE_CODE if row.unit == RATE else OFFENCES_CODE
        name = f"{row.measure}, as published by year"
        yield _figure(row, period, place)._replace(code=code, name=name)


def survey_figures(period: Period, place: Place) -> Iterator[Figure]:
    """What the neighbourhoods of the area answered, in the newest survey that ends in the period:
    the survey has them as *Barnet - East*."""
    waves = PublishedNumber.objects.of(SourceKind.SURVEY).filter(
        ends__range=period.span.days, area__istartswith=f"{place.name} - "
    )
    newest = waves.order_by("-ends", "-file").values_list("file", flat=True).first()
    rows = waves.filter(file=newest).select_related("file").order_by("pk")
    for row in rows:
        same = (row.starts, row.ends) == (period.starts, period.ends)
        asked = "" if same else f"Asked from {say_date(row.starts)} to {say_date(row.ends)}."
        label = row.area.partition(" - ")[2]
        yield _figure(row, period, place)._replace(
            code=part_code(question_code(row.measure), NEIGHBOURHOOD, slugify(label)[:80]),
            name=part_name(row.measure[:190], NEIGHBOURHOOD, label)[:350],
            note=asked,
        )


def question_code(question: str) -> str:
    """The code of a question: questions may begin alike, so its fingerprint ends it."""
    fingerprint = hashlib.sha256(question.encode()).hexdigest()[:6]
    return f"{SURVEY}{slugify(question)[:100]}-{fingerprint}"


def _newest(rows: Iterable[PublishedNumber]) -> Iterable[PublishedNumber]:
    """Of each measure the number of the newest file."""
    by_measure = {row.measure: row for row in sorted(rows, key=lambda row: row.file_id)}
    return by_measure.values()


def _figure(row: PublishedNumber, period: Period, place: Place) -> Figure:
    return Figure(
        code="",
        name="",
        area_code=place.code,
        area=place.name,
        period_start=period.starts,
        period_end=period.ends,
        value=row.value,
        unit=row.unit,
        source=f"Published: {row.file.name}"[:500],
    )
