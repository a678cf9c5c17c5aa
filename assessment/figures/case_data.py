"""All figures from the partnership's own cases, taken for one year."""

from collections.abc import Iterator

from assessment.figures import cases
from assessment.figures.crime import Place
from assessment.figures.figure import Figure, Measure
from assessment.periods import FinancialYear

SOURCE = "Case data of the partnership"
MEASURES: tuple[Measure, ...] = (*cases.MEASURES,)


def case_figures(year: FinancialYear, place: Place) -> Iterator[Figure]:
    """Each case-data figure of the partnership in one financial year."""
    for measure in MEASURES:
        count = measure.take(year.span)
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


def case_definitions() -> list[tuple[str, str, str]]:
    """Code, name and published definition of each case-data figure."""
    return [(measure.code, measure.name, measure.definition) for measure in MEASURES]
