"""Residents by area and mid-year, in the forms that ONS and the GLA publish."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from places.readers.files import BadFile, TextFile, plain, read_rows, whole_number

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
    lines = read_rows(file)
    heading = next(lines, None)
    if heading is None:
        raise BadFile(f"{file.name} holds no rows. Download it again.")
    columns = _columns(file.name, heading[1])
    width = len(heading[1])
    for line, cells in lines:
        if len(cells) != width:
            raise BadFile(
                f"{file.name}: line {line} has {len(cells)} cells, the heading {width}. "
                "The file may be cut off: download it again."
            )
        yield _row(file.name, line, {part: cells[at] for part, at in columns.items()})


def _columns(name: str, headings: list[str]) -> dict[str, int]:
    plains = [plain(heading) for heading in headings]
    found = {
        part: at
        for part, names in HEADINGS.items()
        for at, heading in enumerate(plains)
        if heading in names
    }
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
