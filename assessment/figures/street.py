"""Street-level crime, anti-social behaviour and outcomes of police.uk as figures. They are counted
otherwise than recorded crime by borough and are never added to it."""

from collections.abc import Iterator, Mapping

from assessment.crime.categories import name_slug
from assessment.crime.series import Series
from assessment.crime.street_types import ASB, CRIMES, OUTCOMES
from assessment.figures.crime import YearOfCrime, count_of
from assessment.figures.figure import Figure

TOTALS: Mapping[Series, tuple[str, str, str]] = {
    Series.STREET: (
        "street.crimes",
        "Street-level crimes",
        "Crimes that police.uk places in the area, of every type but anti-social behaviour.",
    ),
    Series.OUTCOMES: (
        "outcomes.total",
        "Outcomes",
        "Outcomes of crimes that police.uk places in the area, in the month of the outcome.",
    ),
}
STREET_DEFINITION = (
    "What police.uk places in the area under this type, each row of its files once. Positions are "
    "snapped to a place nearby, so an area's count is close, not exact."
)
OUTCOME_DEFINITION = (
    "Crimes that police.uk places in the area whose outcome of this kind came in the period."
)
UNITS = {Series.STREET: "crimes", Series.OUTCOMES: "outcomes"}


def street_figures(crime: YearOfCrime, series: Series) -> Iterator[Figure]:
    """The total of an area's period, then each type or outcome, by name."""
    code, name, _ = TOTALS[series]
    of_asb = {category for category in crime.offences if category.minor == ASB}
    total = crime.total - sum(crime.offences[category] for category in of_asb)
    yield count_of(crime, code, name, total)._replace(unit=UNITS[series])
    for category, number in sorted(crime.offences.items()):
        unit = "incidents" if category in of_asb else UNITS[series]
        each = count_of(crime, street_code(series, category.minor), category.minor, number)
        yield each._replace(unit=unit)


def street_code(series: Series, name: str) -> str:
    """The code of a type or outcome."""
    return f"{series}.{name_slug(name)}"


def street_definitions() -> list[tuple[str, str, str]]:
    """Code, name and published definition of each."""
    rows = [TOTALS[Series.STREET]]
    rows += [(street_code(Series.STREET, name), name, STREET_DEFINITION) for name in CRIMES]
    rows.append(TOTALS[Series.OUTCOMES])
    rows += [(street_code(Series.OUTCOMES, name), name, OUTCOME_DEFINITION) for name in OUTCOMES]
    return rows
