"""A partner's table of offences, CSV or Excel: its rows as they say, each with what is wrong."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from offenders.models import OffenceCategory, OffenceStatus
from places.readers.files import BadFile, plain
from places.readers.tables import BadRow, day_of, read_table, said_in
from ui.dates import say_date

MOST_ROWS = 5000
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
    rows = read_table(name, content)
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
            person=said_in(cell("person"), "the person's reference").upper(),
            born=day_of(cell("born"), today, "date of birth") if cell("born") else None,
            committed_on=_past(day_of(cell("committed_on"), today, "date of offence"), today),
            category=_one_of(cell("category"), CATEGORIES, "category"),
            status=_one_of(cell("status"), STATUSES, "status"),
            reference=_reference(cell("reference")),
            description=str(cell("description"))[:2000].strip(),
        )
    except BadRow as refusal:
        return RowError(line, str(refusal))


def _reference(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()[:60]


def _past(day: dt.date, today: dt.date) -> dt.date:
    if day > today:
        raise BadRow(f"{say_date(day)} has not come yet")
    return day


def _one_of(value: Any, known: dict[str, str], what: str) -> str:
    text = said_in(value, f"the {what}")
    if plain(text) not in known:
        raise BadRow(f"“{text[:40]}” is no {what}")
    return known[plain(text)]
