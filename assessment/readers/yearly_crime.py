"""All offences, or their rate for every 1,000 residents, by area and financial year, as the London
Datastore publishes them: *Code, Borough, Year, Value*. The year is a day: 31 December of the year
in which the financial year starts."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assessment.periods import FinancialYear
from places.readers.files import (
    NOT_GIVEN,
    BadFile,
    TextFile,
    columns_of,
    decimal_number,
    read_headed,
)

HEADINGS = {"code": {"code"}, "area": {"borough", "area"}, "year": {"year"}, "value": {"value"}}
DAY = re.compile(r"(\d{4})-\d{2}-\d{2}(?: 00:00:00)?|\d{1,2}/\d{1,2}/(\d{4})", re.ASCII)
YEAR = re.compile(r"((?:19|20)\d{2})(?:[/-](?:\d{2}|\d{4}))?", re.ASCII)
MOST = 1_000_000_000


class Row(NamedTuple):
    """One number as printed. The code is empty for an area without residents."""

    line: int
    code: str
    area: str
    year: FinancialYear
    value: float


def read_yearly_crime(file: TextFile) -> Iterator[Row]:
    """Each number of the file; BadFile names the line that cannot be taken."""
    headings, rows = read_headed(file)
    columns = columns_of(headings, HEADINGS)
    if len(columns) < len(HEADINGS):
        raise BadFile(
            f"{file.name} is not offences or rates by borough and year: its headings are Code, "
            "Borough, Year and Value."
        )
    for line, cells in rows:
        code, area, year, value = (cells[columns[part]] for part in HEADINGS)
        if not area or len(area) > 150:
            raise BadFile(f"{file.name}: line {line} names no area.")
        when = _year(file.name, line, year)
        if value.casefold() in NOT_GIVEN:
            continue
        try:
            number = decimal_number(value, most=MOST)
        except ValueError as error:
            raise BadFile(f"{file.name}: line {line}: {error}.") from error
        known = re.fullmatch(r"[A-Z]\d{8}", code, re.ASCII)
        yield Row(line, code if known else "", area, when, number)


def _year(name: str, line: int, text: str) -> FinancialYear:
    """Only the year of a day matters, so its order does not."""
    match = DAY.fullmatch(text) or YEAR.fullmatch(text)
    year = int(next((each for each in match.groups() if each), "0")) if match else 0
    if not 1900 <= year <= 2199:
        raise BadFile(f"{name}: line {line}: “{text[:20]}” is not a year like 2016-12-31.")
    return FinancialYear(year)
