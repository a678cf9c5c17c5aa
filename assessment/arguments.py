"""What the commands about figures are given: a period and an area."""

from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandError

from assessment.period_names import parse_period
from assessment.periods import BadPeriod, Period
from places.models import Area
from places.queries import area_named, partnership_area


def add_year_and_area(parser: ArgumentParser) -> None:
    """The two arguments."""
    parser.add_argument("year", help="a period, like 2016/17, 2016, 'Q3 2016/17' or 'March 2017'")
    parser.add_argument("--area", help="a borough; the partnership's own if unset")


def year_and_area(options: Mapping[str, Any]) -> tuple[Period, Area]:
    """Both as they were meant, or a CommandError that says what to change."""
    try:
        year = parse_period(options["year"])
    except BadPeriod as error:
        raise CommandError(str(error)) from error
    if options["area"]:
        area = area_named(options["area"])
        if area is None:
            raise CommandError(f"No area is called {options['area']}. Import its figures first.")
        return year, area
    own = partnership_area()
    if own is None:
        raise CommandError("The partnership has no area yet. Name one with --area.")
    return year, own
