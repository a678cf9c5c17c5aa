"""A file of partner returns, CSV or Excel, as the blank form asks for them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from assessment.returns import Adds, Asked, Service, asked_named, service_named
from places.readers.files import BadFile, plain
from places.readers.tables import BadRow, day_of, read_table, said_in
from ui.dates import say_date

HEADINGS = (
    "Service", "Measure", "From", "To", "Value", "Unit", "Provider", "Supplied by", "Supplied on",
    "Note",
)  # fmt: skip
NEEDED = ("Service", "Measure", "From", "To", "Value")
MOST_ROWS = 2000
LARGEST = 1_000_000_000


@dataclass(frozen=True)
class Returned:
    """One row as it was read."""

    line: int
    service: Service
    asked: Asked
    starts: dt.date
    ends: dt.date
    value: float
    provider: str = ""
    supplied_by: str = ""
    supplied_on: dt.date | None = None
    note: str = ""

    @property
    def key(self) -> tuple[str, str, dt.date, dt.date]:
        """What makes it one number and not another."""
        return (self.service.key, self.asked.key, self.starts, self.ends)

    @property
    def said(self) -> str:
        """The number and its period in words."""
        return f"{self.service.name}: {self.asked.name}, {say_span(self.starts, self.ends)}"


def say_span(starts: dt.date, ends: dt.date) -> str:
    """The days in words."""
    return f"{say_date(starts)} to {say_date(ends)}"


def read_returns(name: str, content: bytes, today: dt.date) -> tuple[list[Returned], list[str]]:
    """The rows that hold a value, and what is wrong with others; BadFile if it is no such table.
    A row without a value says nothing: not known is not none."""
    rows = read_table(name, content)
    header = next(rows, None)
    if header is None:
        raise BadFile(f"{name} is empty. Save it again with its rows.")
    places = _places(name, header[1])
    found: list[Returned] = []
    wrong: list[str] = []
    for number, (line, cells) in enumerate(rows):
        if number == MOST_ROWS:
            raise BadFile(f"{name} has over {MOST_ROWS:,} rows. Divide it.")
        cell = {head: cells[at] if at < len(cells) else "" for head, at in places.items()}
        if cell["Value"] in ("", None):
            continue
        try:
            found.append(_row(line, cell, today))
        except BadRow as refusal:
            wrong.append(f"Line {line}: {refusal}.")
    wrong += _twice(found)
    if not found and not wrong:
        raise BadFile(f"{name} has no row with a value.")
    return found, wrong


def _twice(found: list[Returned]) -> list[str]:
    """Numbers that one file gives more than once."""
    first: dict[object, int] = {}
    return [
        f"Line {row.line}: the same measure and period as line {first[row.key]}."
        for row in found
        if first.setdefault(row.key, row.line) != row.line
    ]


def _places(name: str, header: list[Any]) -> dict[str, int]:
    headings = [plain(str(cell)) for cell in header]
    places = {head: headings.index(plain(head)) for head in HEADINGS if plain(head) in headings}
    missing = [head for head in NEEDED if head not in places]
    if missing:
        raise BadFile(
            f"{name} has no column {' or '.join(missing)}. The first row must be the headings: "
            f"{', '.join(HEADINGS)}."
        )
    return places


def _row(line: int, cell: dict[str, Any], today: dt.date) -> Returned:
    service = service_named(said_in(cell["Service"], "the service"))
    if service is None:
        raise BadRow(f"“{str(cell['Service'])[:60]}” is no service")
    asked = asked_named(service, said_in(cell["Measure"], "the measure"))
    if asked is None:
        raise BadRow(f"“{str(cell['Measure'])[:60]}” is nothing that {service.name} reports")
    starts, ends = day_of(cell["From"], today, "first day"), day_of(cell["To"], today, "last day")
    if ends < starts:
        raise BadRow(f"The period ends on {say_date(ends)}, before it starts")
    if ends > today:
        raise BadRow(f"The period ends on {say_date(ends)}, which has not come yet")
    supplied = cell.get("Supplied on")
    return Returned(
        line=line,
        service=service,
        asked=asked,
        starts=starts,
        ends=ends,
        value=_number(cell["Value"], asked),
        provider=str(cell.get("Provider") or "").strip()[:150],
        supplied_by=str(cell.get("Supplied by") or "").strip()[:150],
        supplied_on=day_of(supplied, today, "day of supply") if supplied else None,
        note=str(cell.get("Note") or "").strip()[:300],
    )


def _number(value: Any, asked: Asked) -> float:
    """The number in a cell; a comma before three figures divides thousands."""
    text = str(value).strip().removesuffix("%").replace(",", "")
    try:
        number = float(text)
    except ValueError:
        raise BadRow(f"“{str(value)[:40]}” is no number") from None
    if not 0 <= number < LARGEST:
        raise BadRow(f"{text[:40]} is not a number that can be")
    if asked.adds is Adds.SHARE:
        if number > 100:
            raise BadRow(f"{text[:40]} is over 100 percent")
    elif number != int(number):
        raise BadRow(f"{text[:40]} is not a whole number")
    return number
