"""Residents by area and mid-year, in the forms that ONS and the GLA publish."""

import re
from collections.abc import Iterator
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
    "code": {"gss code", "code", "area code", "lad code"},
    "name": {"borough", "name", "area name", "area", "lad name"},
    "year": {"mid year", "year"},
    "residents": {"population", "residents", "persons"},
    "source": {"source"},
}
NEEDED = ("code", "name", "year", "residents")
CODE = re.compile(r"[A-Z]\d{8}|X[A-Z0-9-]{2,19}", re.ASCII)
ONS = "ONS mid-year estimate"
SOURCE_NAMES = {"ons mye": ONS, "gla population projections": "GLA population projection"}
MOST_PEOPLE = 2_000_000_000


class Row(NamedTuple):
    """One estimate as printed."""

    line: int
    code: str
    name: str
    year: int
    residents: int
    source: str


def read_population(file: TextFile) -> Iterator[Row]:
    """Each estimate of the file; BadFile names the line that cannot be taken."""
    headings, rows = read_headed(file)
    columns = _columns(file.name, headings)
    for line, cells in rows:
        yield _row(file.name, line, {part: cells[at] for part, at in columns.items()})


def _columns(name: str, headings: list[str]) -> dict[str, int]:
    found = columns_of(headings, HEADINGS)
    missing = [part for part in NEEDED if part not in found]
    if missing:
        raise BadFile(
            f"{name} is not a population file: no column for {', '.join(missing)}. Its headings "
            "are gss_code, borough, mid_year, population (or Code, Name, Year, Source, Population)."
        )
    return found


def _row(name: str, line: int, cells: dict[str, str]) -> Row:
    code = cells["code"].upper()
    if not CODE.fullmatch(code):
        raise BadFile(f"{name}: line {line}: “{code[:20]}” is not an area code like E09000003.")
    if not cells["name"] or len(cells["name"]) > 150:
        raise BadFile(f"{name}: line {line} names no area.")
    if not re.fullmatch(r"(18|19|20|21)\d{2}", cells["year"], re.ASCII):
        raise BadFile(f"{name}: line {line}: “{cells['year'][:20]}” is not a year like 2016.")
    try:
        residents = whole_number(cells["residents"], most=MOST_PEOPLE)
    except ValueError as error:
        raise BadFile(f"{name}: line {line}, population: {error}.") from error
    source = cells.get("source", "") or ONS
    return Row(
        line,
        code,
        cells["name"],
        int(cells["year"]),
        residents,
        SOURCE_NAMES.get(plain(source), source)[:100],
    )
