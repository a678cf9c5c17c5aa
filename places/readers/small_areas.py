"""Which ward a small area of the census fits best, as the Office for National Statistics looks it
up: one row a small area, headings with the year of each code (*LSOA11CD, WD21CD, LAD21CD*)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from places.readers.files import BadFile, TextFile, read_headed

HEADINGS = {
    "code": re.compile(r"lsoa\d\dcd"),
    "ward": re.compile(r"wd\d\dcd"),
    "ward_name": re.compile(r"wd\d\dnm"),
    "borough": re.compile(r"(lad|ltla)\d\dcd"),
}
SMALL_AREA = re.compile(r"[EW]01\d{6}", re.ASCII)
WARD = re.compile(r"[EW]05\d{6}", re.ASCII)


class Row(NamedTuple):
    """One small area with its ward."""

    line: int
    code: str
    ward: str
    ward_name: str
    borough: str


def read_small_areas(file: TextFile) -> Iterator[Row]:
    """Each small area of the file; BadFile names the line that cannot be taken."""
    headings, rows = read_headed(file)
    columns = _columns(file.name, headings)
    seen: dict[str, int] = {}
    for line, cells in rows:
        row = Row(line, **{part: cells[at] for part, at in columns.items()})
        _check(file.name, row)
        if before := seen.get(row.code):
            raise BadFile(f"{file.name}: line {line} repeats {row.code} of line {before}.")
        seen[row.code] = line
        yield row


def _columns(name: str, headings: list[str]) -> dict[str, int]:
    found = {
        part: at
        for part, form in HEADINGS.items()
        for at, heading in enumerate(headings)
        if form.fullmatch(heading.casefold())
    }
    if len(found) < len(HEADINGS):
        raise BadFile(
            f"{name} does not look up wards: its headings are LSOA21CD, WD22CD, WD22NM and "
            "LAD22CD or LTLA22CD, each with the year of its codes."
        )
    return found


def _check(name: str, row: Row) -> None:
    if not SMALL_AREA.fullmatch(row.code):
        raise BadFile(f"{name}: line {row.line}: “{row.code[:20]}” is no code like E01000115.")
    if not WARD.fullmatch(row.ward):
        raise BadFile(f"{name}: line {row.line}: “{row.ward[:20]}” is no ward like E05013628.")
    if not row.ward_name or len(row.ward_name) > 150:
        raise BadFile(f"{name}: line {row.line} names no ward.")
