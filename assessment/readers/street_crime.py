"""Street-level crime and outcomes as data.police.uk publishes them: a row for each crime, one file
for each month and force, or the answer of the API, which has a position but no small area.

Positions are snapped to a place nearby. A crime may stand on several rows under one number, and
each row is an offence; anti-social behaviour never has a number. The month of an outcome is its
own, not the crime's. https://data.police.uk/about/
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from assessment.crime.series import Series
from places.readers.files import BadFile, TextFile, columns_of, read_headed

HEADINGS = {
    "month": {"month"},
    "code": {"lsoa code"},
    "name": {"lsoa name"},
    "longitude": {"longitude"},
    "latitude": {"latitude"},
    "location": {"location"},
    "crime": {"crime type", "category"},
    "outcome": {"outcome type"},
}
MONTH = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])", re.ASCII)
SMALL_AREA = re.compile(r"[A-Z]01\d{6}", re.ASCII)
OF_BOROUGH = re.compile(r"(.+) \d{3}[A-Z]", re.ASCII)
SAID_IN_API = re.compile(r"'(latitude|longitude)': '(-?\d{1,3}(?:\.\d{1,12})?)'", re.ASCII)
NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{1,12})?", re.ASCII)
LONGEST_NAME = 150
Position = tuple[float, float]


class Row(NamedTuple):
    """One crime or outcome: its month, what it was, its small area with its borough, and where it
    is placed (longitude, latitude in WGS 84). What the file leaves out is empty."""

    line: int
    month: date
    kind: str
    small_area: str
    borough: str
    position: Position | None


@dataclass(frozen=True)
class Table:
    """A file opened as street-level crime: which of the two it is, and its rows to be read once."""

    series: Series
    rows: Iterator[Row]


def open_street_table(file: TextFile) -> Table:
    """Read the heading and stand before the first row; BadFile if it is not such a file."""
    headings, rows = read_headed(file)
    columns = columns_of(headings, HEADINGS)
    kind = next((part for part in ("outcome", "crime") if part in columns), None)
    placed = "code" in columns or "location" in columns
    if kind is None or "month" not in columns or not placed:
        raise BadFile(
            f"{file.name} is neither street-level crime nor outcomes of police.uk. Its headings "
            "are Month, Longitude, Latitude, LSOA code, LSOA name, and Crime type or Outcome type."
        )
    series = Series.OUTCOMES if kind == "outcome" else Series.STREET
    columns["kind"] = columns[kind]
    return Table(series, _rows(file.name, columns, rows))


def _rows(
    name: str, columns: dict[str, int], lines: Iterator[tuple[int, list[str]]]
) -> Iterator[Row]:
    months: dict[str, date] = {}
    for line, cells in lines:
        text = cells[columns["month"]]
        month = months.get(text) or months.setdefault(text, _month(name, line, text))
        kind = cells[columns["kind"]]
        if not kind or len(kind) > LONGEST_NAME:
            raise BadFile(f"{name}: line {line} does not say what it was.")
        code = cells[columns["code"]] if "code" in columns else ""
        if code and not SMALL_AREA.fullmatch(code):
            raise BadFile(f"{name}: line {line}: “{code[:20]}” is no small area like E01000115.")
        borough = OF_BOROUGH.fullmatch(cells[columns["name"]]) if "name" in columns else None
        position = None if code else _position(columns, cells)
        yield Row(line, month, kind, code, borough[1] if borough else "", position)


def _month(name: str, line: int, text: str) -> date:
    match = MONTH.fullmatch(text)
    if not match:
        raise BadFile(f"{name}: line {line}: “{text[:20]}” is not a month like 2017-03.")
    return date(int(match[1]), int(match[2]), 1)


def _position(columns: dict[str, int], cells: list[str]) -> Position | None:
    """Where it is placed; None for what has no location."""
    if "longitude" in columns and "latitude" in columns:
        said = {part: cells[columns[part]] for part in ("longitude", "latitude")}
    elif "location" in columns:
        said = dict(SAID_IN_API.findall(cells[columns["location"]]))
    else:
        return None
    texts = [said.get(part, "") for part in ("longitude", "latitude")]
    if not all(NUMBER.fullmatch(text) for text in texts):
        return None
    return float(texts[0]), float(texts[1])
