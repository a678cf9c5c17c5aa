"""A table that somebody made, CSV or Excel: its rows as they stand, with their lines."""

import datetime as dt
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from places.readers.files import BadFile, Source, check_text, read_rows
from ui.dates import parse_date
from ui.downloads import plain_cell

MOST_UNPACKED = 100 * 1024 * 1024
ZIPPED = b"PK\x03\x04"


class BadRow(ValueError):
    """A row that cannot be taken; the message says what to correct."""


def read_table(name: str, content: bytes) -> Iterator[tuple[int, list[Any]]]:
    """Each row that holds anything, of a CSV or of the first sheet of a workbook; BadFile if it is
    neither. Cells of a workbook keep their kind: text, number, day."""
    return _excel(name, content) if content.startswith(ZIPPED) else _text(name, content)


def day_of(value: Any, today: dt.date, what: str) -> dt.date:
    """The day in a cell, day first where it is text; BadRow names what is wrong with it."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = said_in(value, f"the {what}")
    try:
        return parse_date(text, today)
    except ValueError:
        raise BadRow(f"“{text[:40]}” is no {what}: write it like 27 3 2026") from None


def said_in(value: Any, what: str) -> str:
    """The text in a cell; BadRow if there is none."""
    text = "" if value is None else str(value).strip()
    if not text:
        raise BadRow(f"Enter {what}")
    return text


def _text(name: str, content: bytes) -> Iterator[tuple[int, list[Any]]]:
    for line, cells in read_rows(check_text(Source.of_bytes(name, content))):
        yield line, [plain_cell(cell) for cell in cells]


def _excel(name: str, content: bytes) -> Iterator[tuple[int, list[Any]]]:
    """What unpacks to far more than was sent is not opened."""
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
