"""All figures from the partnership's own cases, taken for one year."""

from collections.abc import Iterable, Iterator
from typing import Any

from assessment.figures import cases, meetings, offenders, reviews, support, victims, wards
from assessment.figures.crime import Place
from assessment.figures.figure import Count, Figure, Measure, T
from assessment.periods import Period, Span
from offenders.queries import cohort_counts
from reviews.queries import yearly_counts
from victims.queries import support_counts, support_splits

SOURCE = "Case data of the partnership"
MEASURES: tuple[Measure[Any], ...] = (
    *cases.MEASURES,
    *meetings.MEASURES,
    *victims.MEASURES,
    *offenders.MEASURES,
    *reviews.MEASURES,
)


def case_figures(year: Period, place: Place) -> Iterator[Figure]:
    """Each case-data figure of the partnership in one period."""
    for measure, count in _counted(year.span):
        yield Figure(
            code=measure.code,
            name=measure.name,
            area_code=place.code,
            area=place.name,
            period_start=year.starts,
            period_end=year.ends,
            value=count.value,
            unit=measure.unit,
            source=SOURCE,
            numerator=count.numerator,
            denominator=count.denominator,
            note=count.note,
        )


def _counted(span: Span) -> Iterator[tuple[Measure[Any], Count]]:
    """Each measure with its count; what an app counts for several is counted once."""
    yield from _take(cases.MEASURES, span)
    by_ward = wards.opened_by_ward(span)
    yield from _take(wards.ward_measures(by_ward), by_ward)
    yield from _take(meetings.MEASURES, span)
    counts = support_counts(*span.days)
    yield from _take((*victims.MEASURES, *support.kind_measures()), counts)
    splits = support_splits(*span.days)
    yield from _take(support.split_measures(splits), splits)
    yield from _take(offenders.MEASURES, cohort_counts(*span.days))
    yield from _take(reviews.MEASURES, yearly_counts(*span.days))


def _take(measures: Iterable[Measure[T]], counted: T) -> Iterator[tuple[Measure[T], Count]]:
    for measure in measures:
        yield measure, measure.take(counted)


def case_definitions() -> list[tuple[str, str, str]]:
    """Code, name and published definition of each case-data figure."""
    defined = [(measure.code, measure.name, measure.definition) for measure in MEASURES]
    return defined + support.split_definitions() + wards.ward_definitions()
