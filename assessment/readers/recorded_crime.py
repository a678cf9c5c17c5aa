"""Recorded crime by borough or ward and category, one column a month (Metropolitan Police).

Two styles of headings are in use: *Borough, Major Category, Minor Category*, and *MajorText,
MinorText, LookUp_BoroughName* (or *BoroughName*), with *WardName, WardCode* in the file by ward.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import NamedTuple

from places.readers.files import (
    BadFile,
    TextFile,
    columns_of,
    plain,
    read_headed,
    whole_number,
)

HEADINGS = {
    "borough": {"borough", "borough name", "boroughname", "lookup boroughname"},
    "major": {"major category", "majortext", "major text"},
    "minor": {"minor category", "minortext", "minor text"},
}
SHOWN = {"borough": "Borough", "major": "Major Category", "minor": "Minor Category"}
OF_WARD = {"ward": {"ward name", "wardname"}, "ward_code": {"ward code", "wardcode"}}
WARD_CODE = re.compile(r"[A-Z]05\d{6}", re.ASCII)
MONTH = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])", re.ASCII)
MOST_OFFENCES = 10_000_000
LONGEST_NAME = 150


class NamedPlace(NamedTuple):
    """An area as the file names it: a borough, or a ward with its code and its borough."""

    name: str
    code: str = ""
    borough: str = ""

    @property
    def key(self) -> str:
        """What makes it one area, however its name is written: wards go by their code."""
        return self.code or plain(self.name)

    def __str__(self) -> str:
        return f"{self.name}, {self.borough} ({self.code})" if self.code else self.name


class Row(NamedTuple):
    """One line of the file: an area's offences of one category, month by month."""

    line: int
    area: NamedPlace
    major: str
    minor: str
    counts: list[int]


@dataclass(frozen=True)
class Layout:
    """Which column holds what."""

    borough: int
    major: int
    minor: int
    months: tuple[date, ...]
    month_columns: tuple[int, ...]
    ward: int | None = None
    ward_code: int | None = None

    def place(self, cells: list[str]) -> NamedPlace:
        """The area of a row."""
        if self.ward is None or self.ward_code is None:
            return NamedPlace(cells[self.borough])
        return NamedPlace(cells[self.ward], cells[self.ward_code].upper(), cells[self.borough])


@dataclass(frozen=True)
class Table:
    """A file opened as recorded crime: its months, and its rows to be read once."""

    months: tuple[date, ...]
    rows: Iterator[Row]


def open_table(file: TextFile) -> Table:
    """Read the heading and stand before the first row; BadFile if it is not such a file."""
    headings, rows = read_headed(file)
    layout = _layout(file.name, headings)
    first = next(rows, None)
    if first is None:
        raise BadFile(f"{file.name} holds a heading but no rows. Download it again.")
    return Table(layout.months, _rows(file.name, layout, chain([first], rows)))


def _layout(name: str, headings: list[str]) -> Layout:
    plains = [plain(heading) for heading in headings]
    found = {part: _column(name, plains, part) for part in HEADINGS}
    ward = columns_of(headings, OF_WARD)
    if len(ward) == 1:
        raise BadFile(f"{name} counts by ward: it needs both columns, WardName and WardCode.")
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
        **found,
        **ward,
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
        area, major, minor = layout.place(cells), cells[layout.major], cells[layout.minor]
        texts = (area.name, major, minor)
        if not all(texts) or max(len(text) for text in (*texts, area.borough)) > LONGEST_NAME:
            raise BadFile(f"{name}: line {line} has an area or category without a usable name.")
        if layout.ward_code is not None and not WARD_CODE.fullmatch(area.code):
            raise BadFile(f"{name}: line {line}: “{area.code[:20]}” is not a ward like E05013628.")
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
