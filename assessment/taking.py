"""The figures of one year and area as they stand now, from everything that is held."""

from collections.abc import Collection, Iterator

from assessment.figures.case_data import case_figures
from assessment.figures.cases import first_case_opened_on
from assessment.figures.crime import (
    Place,
    Residents,
    add_up,
    crime_figures,
    headline_figures,
)
from assessment.figures.figure import Figure
from assessment.figures.returns import returned_figures
from assessment.holdings import Holding, held_editions, months_held, years_of_crime
from assessment.periods import Period, say_incomplete
from places.models import Area, AreaKind
from places.queries import boroughs_beside, partnership_area, residents_by_area
from places.reference import LONDON


class CannotTake(ValueError):
    """The figures of this year and area cannot be taken; the message says why."""


def figures_now(year: Period, area: Area) -> tuple[list[Figure], list[str]]:
    """Every figure of a run, and notes on what is missing; CannotTake when nothing is there."""
    own = partnership_area()
    figures, notes = _crime(year, area)
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
            figures += case_figures(each, own)
    if first is None or first <= year.five_years_earlier.starts:
        return figures, []
    return figures, [f"Case data begins on {first:%-d %B %Y}, when the first case was opened."]


def _crime(year: Period, area: Area) -> tuple[list[Figure], list[str]]:
    holdings = held_editions()
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
