"""The figures of one year and area as they stand now, from everything that is held."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial

from assessment.crime.holdings import Holding, held_editions, months_held, years_of_crime
from assessment.crime.series import Series
from assessment.figures.case_data import case_figures
from assessment.figures.cases import first_case_opened_on
from assessment.figures.completeness import with_completeness
from assessment.figures.crime import (
    Place,
    Residents,
    YearOfCrime,
    add_up,
    as_part,
    crime_figures,
    headline_figures,
    ward_counts,
)
from assessment.figures.figure import Figure
from assessment.figures.parts import WARD, part_code
from assessment.figures.published import OFFENCES_CODE, survey_figures, yearly_figures
from assessment.figures.returns import returned_figures
from assessment.figures.street import TOTALS, street_figures
from assessment.periods import Period, say_incomplete
from places.models import Area, AreaKind
from places.queries import boroughs_beside, partnership_area, residents_by_area
from places.reference import LONDON

ALL = "crime.total"


class CannotTake(ValueError):
    """The figures of this year and area cannot be taken; the message says why."""


def figures_now(year: Period, area: Area) -> tuple[list[Figure], list[str]]:
    """Every figure of a run, and notes on what is missing; CannotTake when nothing is there."""
    own = partnership_area()
    figures, notes = _crime(year, area)
    for series in TOTALS:
        more, missing = _street(year, area, series)
        figures, notes = figures + more, notes + missing
    place = Place(area.code, area.name)
    for each in year.compared:
        figures += [*yearly_figures(each, place), *survey_figures(each, place)]
    notes += _doubts(figures, year)
    if not figures and area != own:
        raise CannotTake(" ".join(notes))
    if own is not None:
        more, missing = _cases(year, Place(own.code, own.name))
        figures, notes = figures + more, notes + missing
        for each in year.compared:
            figures += returned_figures(each, Place(own.code, own.name))
    return figures, notes


def _cases(year: Period, own: Place) -> tuple[list[Figure], list[str]]:
    """Case data of the year, and of earlier years that it reaches back to: where nothing was
    kept yet, none is not a number to compare with."""
    first = first_case_opened_on()
    figures: list[Figure] = []
    for each in year.compared:
        if each == year or (first and first <= each.ends):
            taken = case_figures(each, own)
            figures += with_completeness(taken, each.span) if each == year else taken
    if first is None or first <= year.five_years_earlier.starts:
        return figures, []
    return figures, [f"Case data begins on {first:%-d %B %Y}, when the first case was opened."]


def _crime(year: Period, area: Area) -> tuple[list[Figure], list[str]]:
    """Recorded crime in the area, in those it is ranked among, and in its wards."""
    holdings = held_editions()
    figures, notes = _in_area(holdings, year, area)
    for each in year.compared:
        figures += _by_ward(holdings, each, area, ward_counts)
    return figures, notes


def _in_area(
    holdings: Collection[Holding], year: Period, area: Area
) -> tuple[list[Figure], list[str]]:
    held = months_held(holdings, area.pk)
    if reason := say_incomplete(year, held):
        return [], [f"Recorded crime in {area.name}: {reason}"]
    figures: list[Figure] = []
    notes: list[str] = []
    for each in year.compared:
        crime = years_of_crime(holdings, each, [area]).get(area.pk)
        if crime is None:
            notes.append(f"Recorded crime in {area.name}: {say_incomplete(each, held)}")
            continue
        residents = _residents(each).get(area.code)
        figures += crime_figures(crime, residents)
        if residents is None and each.is_a_year:
            notes.append(f"No rates for {each}: residents of mid-{each.residents_of} are not held.")
    figures += _other_areas(holdings, year, area)
    return figures, notes


def _street(year: Period, area: Area, series: Series) -> tuple[list[Figure], list[str]]:
    """What police.uk places in the area and its wards, of each period that is held whole."""
    holdings = held_editions(series)
    counted = partial(street_figures, series=series)
    figures: list[Figure] = []
    for each in year.compared:
        if crime := years_of_crime(holdings, each, [area]).get(area.pk):
            figures += counted(crime)
        if series == Series.STREET:
            figures += _by_ward(holdings, each, area, counted)
    held = months_held(holdings, area.pk).intersection(year.months)
    reason = say_incomplete(year, held)
    return figures, [f"{series.label} in {area.name}: {reason}"] if reason and held else []


def _by_ward(
    holdings: Collection[Holding],
    period: Period,
    area: Area,
    counted: Callable[[YearOfCrime], Iterable[Figure]],
) -> Iterator[Figure]:
    """The same of each ward of which the whole period is held, as parts of the area's."""
    if not any(period.starts in holding.months for holding in holdings):
        return
    wards = Area.objects.wards().filter(parent=area).defer("boundary")
    for crime in years_of_crime(holdings, period, wards).values():
        for figure in counted(crime):
            yield as_part(figure, Place(area.code, area.name))


def _doubts(figures: Iterable[Figure], year: Period) -> Iterator[str]:
    """Where two sources of the same year do not agree."""
    now = {each.code: each.value or 0 for each in figures if each.period_start == year.starts}
    if ALL not in now:
        return
    by_ward = [value for code, value in now.items() if code.startswith(part_code(ALL, WARD, ""))]
    if by_ward and sum(by_ward) != now[ALL]:
        yield (
            f"Recorded crime by ward adds up to {sum(by_ward):,.0f} offences in {year}, by borough "
            f"it is {now[ALL]:,.0f}: they are separate files, revised at different times."
        )
    printed = now.get(OFFENCES_CODE, now[ALL])
    if printed != now[ALL]:
        yield (
            f"Published by year are {printed:,.0f} offences in {year}, the months held add up to "
            f"{now[ALL]:,.0f}: the yearly file is of another edition, or of a part of the year."
        )


def _other_areas(holdings: Collection[Holding], year: Period, area: Area) -> Iterator[Figure]:
    """The boroughs that the area is ranked among; for one of London's, London too when every one
    of them is held."""
    ranked = list(boroughs_beside(area).defer("boundary"))
    residents = _residents(year)
    crimes = years_of_crime(holdings, year, ranked)
    for crime in crimes.values():
        if crime.place.code != area.code:
            yield from headline_figures(crime, residents.get(crime.place.code))
    in_london = area.parent is not None and area.parent.code == LONDON.code
    if in_london and crimes and len(crimes) == len(ranked):
        london, people = add_up(crimes.values(), Place(LONDON.code, LONDON.name), residents)
        yield from headline_figures(london, people)


def _residents(year: Period) -> dict[str, Residents]:
    """By area code, the residents of the middle of the year in which most of the twelve months
    lie; none for a part of a year, whose rate nobody could compare."""
    if not year.is_a_year:
        return {}
    codes = dict(Area.objects.exclude(kind=AreaKind.WARD).values_list("pk", "code"))
    return {
        codes[pk]: Residents(row.residents, row.year, row.source)
        for pk, row in residents_by_area(year.residents_of).items()
        if pk in codes
    }
