"""Postcodes from Ordnance Survey's Code-Point Open: no heading, padded to seven characters."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from places.readers.files import BadFile, TextFile, read_rows, whole_number

POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}", re.ASCII)
WARD = re.compile(r"[A-Z]\d{8}|X[A-Z0-9-]{2,19}|", re.ASCII)
WIDTH = 10
MOST_METRES = 1_400_000


class Row(NamedTuple):
    """One postcode as printed."""

    line: int
    postcode: str
    easting: int
    northing: int
    ward_code: str


def canonical(text: str) -> str:
    """A postcode in its usual form, N11 1AA; ValueError if it is none."""
    bare = "".join(text.split()).upper()
    if not POSTCODE.fullmatch(bare):
        raise ValueError(f"“{text[:12]}” is not a postcode like N11 1AA")
    return f"{bare[:-3]} {bare[-3:]}"


def read_postcodes(file: TextFile) -> Iterator[Row]:
    """Each postcode of the file; BadFile names the line that cannot be taken."""
    some = False
    for number, (line, cells) in enumerate(read_rows(file)):
        if number < 2 and cells[0].casefold() in {"pc", "postcode"}:
            continue
        some = True
        yield _row(file.name, line, cells)
    if not some:
        raise BadFile(f"{file.name} holds no postcodes. Download it again.")


def _row(name: str, line: int, cells: list[str]) -> Row:
    if len(cells) != WIDTH:
        raise BadFile(
            f"{name}: line {line} has {len(cells)} cells where Code-Point Open has {WIDTH}. "
            "The file is of another kind, or cut off."
        )
    if not WARD.fullmatch(cells[9]):
        raise BadFile(f"{name}: line {line}: “{cells[9][:20]}” is not a ward code.")
    try:
        return Row(
            line,
            canonical(cells[0]),
            whole_number(cells[2], most=MOST_METRES),
            whole_number(cells[3], most=MOST_METRES),
            cells[9],
        )
    except ValueError as error:
        raise BadFile(f"{name}: line {line}: {error}.") from error
