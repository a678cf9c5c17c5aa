"""A partner's table of offences, CSV or Excel: its rows as they say, each with what is wrong."""

import datetime as dt
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from offenders.models import OffenceCategory, OffenceStatus
from places.readers.files import BadFile, Source, check_text, plain, read_rows
from ui.dates import parse_date, say_date
from ui.downloads import plain_cell

MOST_ROWS = 5000
MOST_UNPACKED = 100 * 1024 * 1024
ZIPPED = b"PK\x03\x04"
COLUMNS = {
    "person": ("person", "nominal", "reference of the person"),
    "born": ("date of birth", "born", "dob"),
    "committed_on": ("date of offence", "offence date", "committed on", "date"),
    "category": ("category", "offence category", "major category"),
    "status": ("status", "outcome"),
    "reference": ("reference", "crime number", "source reference"),
    "description": ("what happened", "description", "details"),
}
NEEDED = ("person", "committed_on", "category", "status")
HEADINGS = (
    "Person",
    "Date of birth",
    "Date of offence",
    "Category",
    "Status",
    "Reference",
    "What happened",
)
CATEGORIES = {
    name: key for key, label in OffenceCategory.choices for name in (plain(key), plain(str(label)))
}
STATUSES = {
    name: key for key, label in OffenceStatus.choices for name in (plain(key), plain(str(label)))
}


class BadRow(ValueError):
    """A row that cannot be taken; the message says what to correct."""


@dataclass(frozen=True)
class OffenceRow:
    """One row as it was read. Whether the person is known is for the database to say."""

    line: int
    person: str
    born: dt.date | None
    committed_on: dt.date
    category: str
    status: str
    reference: str
    description: str


@dataclass(frozen=True)
class RowError:
    """A row that cannot be taken, by its line in the file."""

    line: int
    text: str


def read_offences(name: str, content: bytes, today: dt.date) -> list[OffenceRow | RowError]:
    """Every row of the table, good or not; BadFile if it is no such table."""
    rows = _excel(name, content) if content.startswith(ZIPPED) else _text(name, content)
    header = next(rows, None)
    if header is None:
        raise BadFile(f"{name} is empty. Save it again with its rows.")
    places = _places(name, header[1])
    found = [_row(line, cells, places, today) for line, cells in rows]
    if not found:
        raise BadFile(f"{name} has headings and no rows.")
    if len(found) > MOST_ROWS:
        raise BadFile(f"{name} has {len(found):,} rows. Divide it: at most {MOST_ROWS:,} at once.")
    return found


def _text(name: str, content: bytes) -> Iterator[tuple[int, list[Any]]]:
    for line, cells in read_rows(check_text(Source.of_bytes(name, content))):
        yield line, [plain_cell(cell) for cell in cells]


def _excel(name: str, content: bytes) -> Iterator[tuple[int, list[Any]]]:
    """The first sheet. What unpacks to far more than was sent is not opened."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise BadFile(f"{name} is too large when opened. Save it as CSV.")
        sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, CalamineError, IndexError, OSError) as error:
        raise BadFile(f"{name} cannot be opened as an Excel workbook. Save it again.") from error
    for line, cells in enumerate(rows, start=1):
        if any(cell not in ("", None) for cell in cells):
            yield line, list(cells)


def _places(name: str, header: list[Any]) -> dict[str, int]:
    headings = [plain(str(cell)) for cell in header]
    places = {
        column: headings.index(known)
        for column, names in COLUMNS.items()
        for known in reversed(names)
        if known in headings
    }
    missing = [COLUMNS[column][0] for column in NEEDED if column not in places]
    if missing:
        raise BadFile(
            f"{name} has no column {' or '.join(missing)}. The first row must be the headings: "
            f"{', '.join(HEADINGS)}."
        )
    return places


def _row(
    line: int, cells: list[Any], places: dict[str, int], today: dt.date
) -> OffenceRow | RowError:
    def cell(column: str) -> Any:
        at = places.get(column)
        return "" if at is None or at >= len(cells) else cells[at]

    try:
        return OffenceRow(
            line=line,
            person=_said(cell("person"), "the person's reference").upper(),
            born=_day(cell("born"), today, "date of birth") if cell("born") else None,
            committed_on=_past(_day(cell("committed_on"), today, "date of offence"), today),
            category=_one_of(cell("category"), CATEGORIES, "category"),
            status=_one_of(cell("status"), STATUSES, "status"),
            reference=_reference(cell("reference")),
            description=str(cell("description"))[:2000].strip(),
        )
    except BadRow as refusal:
        return RowError(line, str(refusal))


def _said(value: Any, what: str) -> str:
    text = str(value).strip()
    if not text:
        raise BadRow(f"Enter {what}")
    return text


def _reference(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()[:60]


def _day(value: Any, today: dt.date, what: str) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return parse_date(_said(value, f"the {what}"), today)
    except ValueError as error:
        if isinstance(error, BadRow):
            raise
        raise BadRow(f"“{str(value)[:40]}” is no {what}: write it like 27 3 2026") from None


def _past(day: dt.date, today: dt.date) -> dt.date:
    if day > today:
        raise BadRow(f"{say_date(day)} has not come yet")
    return day


def _one_of(value: Any, known: dict[str, str], what: str) -> str:
    text = _said(value, f"the {what}")
    if plain(text) not in known:
        raise BadRow(f"“{text[:40]}” is no {what}")
    return known[plain(text)]
