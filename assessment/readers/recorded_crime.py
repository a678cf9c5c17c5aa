"""Recorded crime by borough and category, one column a month, as the Metropolitan Police do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import NamedTuple

from places.readers.files import BadFile, TextFile, plain, read_rows, whole_number

HEADINGS = {
    "area": {"borough", "borough name", "boroughname", "lookup boroughname"},
    "major": {"major category", "majortext", "major text"},
    "minor": {"minor category", "minortext", "minor text"},
}
SHOWN = {"area": "Borough", "major": "Major Category", "minor": "Minor Category"}
MONTH = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])", re.ASCII)
MOST_OFFENCES = 10_000_000
LONGEST_NAME = 150


class Row(NamedTuple):
    """One line of the file: an area's offences of one category, month by month."""

    line: int
    area: str
    major: str
    minor: str
    counts: list[int]


@dataclass(frozen=True)
class Layout:
    """Which column holds what."""

    area: int
    major: int
    minor: int
    months: tuple[date, ...]
    month_columns: tuple[int, ...]
    width: int


@dataclass(frozen=True)
class Table:
    """A file opened as recorded crime: its months, and its rows to be read once."""

    months: tuple[date, ...]
    rows: Iterator[Row]


def open_table(file: TextFile) -> Table:
    """Read the heading and stand before the first row; BadFile if it is not such a file."""
    lines = read_rows(file)
    first = next(lines, None)
    if first is None:
        raise BadFile(f"{file.name} holds no rows. Download it again.")
    layout = _layout(file.name, first[1])
    second = next(lines, None)
    if second is None:
        raise BadFile(f"{file.name} holds a heading but no rows. Download it again.")
    return Table(layout.months, _rows(file.name, layout, chain([second], lines)))


def _layout(name: str, headings: list[str]) -> Layout:
    plains = [plain(heading) for heading in headings]
    if "wardcode" in plains or "ward code" in plains:
        raise BadFile(f"{name} counts by ward. Use the file that counts by borough.")
    found = {part: _column(name, plains, part) for part in HEADINGS}
    months: dict[date, int] = {}
    for column, heading in enumerate(headings):
        match = MONTH.fullmatch(heading)
        if not match:
            continue
        month = date(int(match[1]), int(match[2]), 1)
        if month in months:
            raise BadFile(f"{name}: the heading has the month {heading} twice.")
        months[month] = column
    if not months:
        raise BadFile(f"{name} has no month columns. They are named like 201604.")
    ordered = tuple(sorted(months))
    return Layout(
        months=ordered,
        month_columns=tuple(months[month] for month in ordered),
        width=len(headings),
        **found,
    )


def _column(name: str, headings: list[str], part: str) -> int:
    columns = [at for at, heading in enumerate(headings) if heading in HEADINGS[part]]
    if len(columns) == 1:
        return columns[0]
    if columns:
        raise BadFile(f"{name}: the heading has more than one column for {SHOWN[part]}.")
    raise BadFile(
        f"{name} has no column {SHOWN[part]}, so it is not recorded crime by borough. "
        "Its headings are Borough, Major Category, Minor Category and months like 201604."
    )


def _rows(name: str, layout: Layout, lines: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
    for line, cells in lines:
        if len(cells) != layout.width:
            said = f"{name}: line {line} has {len(cells)} cells, the heading {layout.width}."
            cut = " The file is cut off there: download it again."
            raise BadFile(said + cut if len(cells) < layout.width else said)
        area, major, minor = cells[layout.area], cells[layout.major], cells[layout.minor]
        if not (area and major and minor) or max(len(area), len(major), len(minor)) > LONGEST_NAME:
            raise BadFile(f"{name}: line {line} has an area or category without a usable name.")
        yield Row(line, area, major, minor, _counts(name, layout, line, cells))


def _counts(name: str, layout: Layout, line: int, cells: list[str]) -> list[int]:
    counts = []
    for column, month in zip(layout.month_columns, layout.months, strict=True):
        # A blank is what spreadsheets make of the zero that an absent row also means.
        text = cells[column] or "0"
        try:
            counts.append(whole_number(text, most=MOST_OFFENCES))
        except ValueError as error:
            raise BadFile(f"{name}: line {line}, month {month:%Y%m}: {error}.") from error
    return counts
