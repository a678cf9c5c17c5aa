"""Reading a period as people write it, or as an address names it."""

import re
from collections.abc import Callable
from datetime import date

from django.utils import timezone

from assessment.periods import (
    BadPeriod,
    CalendarYear,
    FinancialYear,
    Month,
    Period,
    Quarter,
    TwelveMonths,
    check_year,
    last_whole_month,
    months_between,
)

_MONTH = r"([A-Za-z]+) (\d{4})"
_IN_ADDRESS = r"(\d{4})-(\d{2})"


def parse_period(text: str) -> Period:
    """Read a period as people write it or as an address names it; BadPeriod says what is wrong."""
    said = text.strip()
    for form, read in FORMS:
        if match := re.fullmatch(form, said, re.ASCII):
            return read(*match.groups())
    raise BadPeriod(
        "Enter a period like 2016/17, 2016, Q3 2016/17, March 2017, 12 months to March 2017, "
        f"April 2014 to March 2017 or since April 2014, not “{said[:20]}”."
    )


def _quarter(number: str, year: str) -> Period:
    return Quarter(FinancialYear.parse(year).start_year, int(number))


def _since(month: str, year: str) -> Period:
    return months_between(_named(month, year), last_whole_month(timezone.localdate()))


def _twelve_months(last: date) -> Period:
    return TwelveMonths(last.year, last.month)


def _numbered(year: str, month: str) -> date:
    """The first day of a month."""
    if not 1 <= int(month) <= 12:
        raise BadPeriod(f"{month} is no month: a year has twelve.")
    return date(check_year(int(year)), int(month), 1)


def _named(month: str, year: str) -> date:
    """The first day of a month; three letters of its name are enough."""
    for number in range(1, 13):
        full = f"{date(2000, number, 1):%B}"
        if full.lower().startswith(month.lower()) and len(month) >= 3:
            return date(check_year(int(year)), number, 1)
    raise BadPeriod(f"{month[:20]} is no month.")


FORMS: tuple[tuple[str, Callable[..., Period]], ...] = (
    (r"(\d{4})", lambda year: CalendarYear(check_year(int(year)))),
    (r"(\d{4}[/-](?:\d{2}|\d{4}))", FinancialYear.parse),
    (r"[Qq]([1-4])[ ,]+(\d{4}[/-]\d{2,4})", _quarter),
    (r"(\d{4}-\d{2})-q([1-4])", lambda year, number: _quarter(number, year)),
    (rf"{_IN_ADDRESS}-month", lambda *month: Month.of(_numbered(*month))),
    (rf"{_IN_ADDRESS}-12-months", lambda *month: _twelve_months(_numbered(*month))),
    (
        rf"{_IN_ADDRESS}-to-{_IN_ADDRESS}",
        lambda *both: months_between(_numbered(*both[:2]), _numbered(*both[2:])),
    ),
    (_MONTH, lambda *month: Month.of(_named(*month))),
    (rf"(?i:(?:12|twelve) months to) {_MONTH}", lambda *month: _twelve_months(_named(*month))),
    (
        rf"{_MONTH} to {_MONTH}",
        lambda *both: months_between(_named(*both[:2]), _named(*both[2:])),
    ),
    (rf"(?i:since) {_MONTH}", _since),
)
"""Each way to write a period, and what it means."""
