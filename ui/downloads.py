"""Tables that people take away: CSV for any program, Excel with typed cells."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ui.dates import LONDON

BYTE_ORDER_MARK = "\ufeff"
CELL_LIMIT = 32_767
ROW_LIMIT = 1_048_576
EXACT_DIGITS = 10**15
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# What a spreadsheet may read as the start of a formula, or as the end of the cell before.
_RISKY = re.compile(r"'*[=+\-@|\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@|\t\r\n]")

Row = Sequence[object]


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook."""

    name: str
    header: Sequence[str]
    rows: Iterable[Row]


def csv_response(
    filename: str, header: Sequence[str], rows: Iterable[Row]
) -> StreamingHttpResponse:
    """A CSV file sent row by row, which Excel opens in UTF-8 and in which no cell is a formula."""
    return StreamingHttpResponse(
        _csv_lines(header, rows),
        content_type="text/csv; charset=utf-8",
        headers=as_file(filename),
    )


def xlsx_response(
    filename: str, sheets: Iterable[Sheet], *, definitions: Sequence[tuple[str, str]] = ()
) -> HttpResponse:
    """An Excel file sent as a download."""
    return HttpResponse(
        xlsx_bytes(sheets, definitions=definitions),
        content_type=XLSX,
        headers=as_file(filename),
    )


def xlsx_bytes(sheets: Iterable[Sheet], *, definitions: Sequence[tuple[str, str]] = ()) -> bytes:
    """A workbook with typed cells and frozen headers; definitions get a sheet of their own."""
    output = BytesIO()
    options = {
        "constant_memory": True,
        "remove_timezone": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with Workbook(output, options) as book:
        writer = _SheetWriter(book)
        for sheet in sheets:
            writer.write(sheet)
        if definitions:
            writer.write(Sheet("Definitions", ("Term", "What it means"), definitions))
    return output.getvalue()


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet might run it."""
    return f"'{text}" if _RISKY.match(text) else text


def plain_cell(text: str) -> str:
    """The text as it was before `safe_cell`, for reading our own files back in."""
    return text[1:] if _GUARDED.match(text) else text


class _Echo:
    """A file that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _csv_lines(header: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow([safe_cell(name) for name in header])
    for row in rows:
        yield writer.writerow([_csv_cell(value) for value in row])


def _csv_cell(value: object) -> object:
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case int() | float() | Decimal():
            return value
        case datetime():
            return f"{value.astimezone(LONDON):%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case _:
            return safe_cell(str(value))


def as_file(filename: str) -> dict[str, str]:
    """The header by which a browser saves an answer under a name."""
    disposition = content_disposition_header(as_attachment=True, filename=filename)
    return {"Content-Disposition": disposition or "attachment"}


class _SheetWriter:
    """Writes sheets into one workbook, each value as its own type."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.bold: Format = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.day: Format = book.add_format({"num_format": "d mmmm yyyy"})
        self.moment: Format = book.add_format({"num_format": "d mmmm yyyy hh:mm"})

    def write(self, sheet: Sheet) -> None:
        page = self.book.add_worksheet(sheet.name)
        page.freeze_panes(1, 0)
        page.set_column(0, max(len(sheet.header) - 1, 0), 20)
        for column, name in enumerate(sheet.header):
            page.write_string(0, column, name, self.bold)
        for number, row in enumerate(sheet.rows, start=1):
            if number >= ROW_LIMIT:
                raise ValueError(f"An Excel sheet holds {ROW_LIMIT:,} rows; use CSV for more.")
            for column, value in enumerate(row):
                self._write_cell(page, number, column, value)

    def _write_cell(self, page: Worksheet, row: int, column: int, value: Any) -> None:
        match value:
            case None | "":
                return
            case bool():
                page.write_boolean(row, column, value)
            case int() | float() | Decimal() if abs(float(value)) < EXACT_DIGITS:
                page.write_number(row, column, float(value))
            case datetime():
                page.write_datetime(row, column, value.astimezone(LONDON), self.moment)
            case date():
                page.write_datetime(row, column, value, self.day)
            case _:
                page.write_string(row, column, _fitting(str(value)))


def _fitting(text: str) -> str:
    """Excel drops a cell that is too long without a word; a cut one says so."""
    note = " (cut here: the whole text is in Concord)"
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - len(note)] + note
