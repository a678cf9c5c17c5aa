"""Reading a period as people write it, or as an address names it."""

import re
from datetime import date

from assessment.periods import (
    FORM,
    BadPeriod,
    CalendarYear,
    FinancialYear,
    Month,
    Period,
    Quarter,
    TwelveMonths,
    check_year,
)


def parse_period(text: str) -> Period:
    """Read a period as people write it or as an address names it; BadPeriod says what is wrong."""
    said = text.strip()
    if match := re.fullmatch(r"(\d{4})", said, re.ASCII):
        return CalendarYear(check_year(int(match[1])))
    if match := re.fullmatch(r"[Qq]([1-4])[ ,]+(\d{4}[/-]\d{2,4})", said, re.ASCII):
        return Quarter(FinancialYear.parse(match[2]).start_year, int(match[1]))
    if match := re.fullmatch(r"(\d{4}-\d{2})-q([1-4])", said, re.ASCII):
        return Quarter(FinancialYear.parse(match[1]).start_year, int(match[2]))
    if match := re.fullmatch(r"(\d{4})-(\d{2})-(month|12-months)", said, re.ASCII):
        kind = Month if match[3] == "month" else TwelveMonths
        return kind(check_year(int(match[1])), _check_month(int(match[2])))
    if match := re.fullmatch(r"(?i:(12|twelve) months to )?([A-Za-z]+) (\d{4})", said, re.ASCII):
        kind = TwelveMonths if match[1] else Month
        return kind(check_year(int(match[3])), _month_named(match[2]))
    if FORM.fullmatch(said):
        return FinancialYear.parse(said)
    raise BadPeriod(
        "Enter a period like 2016/17, 2016, Q3 2016/17, March 2017 or 12 months to March 2017, "
        f"not “{said[:20]}”."
    )


def _check_month(number: int) -> int:
    if not 1 <= number <= 12:
        raise BadPeriod(f"{number} is no month: a year has twelve.")
    return number


def _month_named(name: str) -> int:
    for number in range(1, 13):
        full = f"{date(2000, number, 1):%B}"
        if full.lower().startswith(name.lower()) and len(name) >= 3:
            return number
    raise BadPeriod(f"{name[:20]} is no month.")
