"""The Public Attitude Survey by neighbourhood, as the London Datastore publishes it: a row for each
neighbourhood, a column for each question. Two or three heading rows say the question, the group
that was asked, and which answers are counted; no heading alone need be unique."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from places.readers.files import (
    NOT_GIVEN,
    BadFile,
    TextFile,
    decimal_number,
    plain,
    read_headed,
)

ASIDE = {"code", "group"}
LONGEST = 300
MOST_QUESTIONS = 200
MOST = 1_000_000


class Answer(NamedTuple):
    """What one neighbourhood answered to one question: a number, and whether it is a percentage."""

    line: int
    neighbourhood: str
    question: str
    value: float
    is_percent: bool


def read_survey(file: TextFile) -> Iterator[Answer]:
    """Each answer of the file, blanks and n/a left out; BadFile names what cannot be taken."""
    top, lines = read_headed(file)
    headings, first = _headings(file.name, top, lines)
    questions = _questions(file.name, headings)
    seen: dict[str, int] = {}
    for line, cells in chain([first] if first else [], lines):
        name = cells[0]
        if not name or len(name) > 150:
            raise BadFile(f"{file.name}: line {line} names no neighbourhood.")
        if before := seen.get(plain(name)):
            raise BadFile(f"{file.name}: line {line} repeats {name} of line {before}.")
        seen[plain(name)] = line
        for at, question in questions.items():
            if cells[at].casefold() not in NOT_GIVEN:
                yield _answer(file.name, line, name, question, cells[at])


def _headings(
    name: str, top: list[str], lines: Iterator[tuple[int, list[str]]]
) -> tuple[list[list[str]], tuple[int, list[str]] | None]:
    """The heading rows, which have nothing in their first cell but the first, and the row after."""
    if plain(top[0]) not in {"neighbourhood", "neighborhood", "area", "ward"}:
        raise BadFile(f"{name} is no survey by neighbourhood: its first heading is Neighbourhood.")
    headings = [top]
    for line, cells in lines:
        if cells[0]:
            return headings, (line, cells)
        if len(headings) == 4:
            raise BadFile(f"{name}: line {line} is no heading and names no neighbourhood.")
        headings.append(cells)
    return headings, None


def _questions(name: str, headings: list[list[str]]) -> dict[int, tuple[str, bool]]:
    """By column, the question with its group and answer, and whether answers are percentages."""
    found: dict[int, tuple[str, bool]] = {}
    for at in range(1, len(headings[0])):
        parts = [row[at] for row in headings if row[at]]
        if not parts or plain(headings[0][at]) in ASIDE:
            continue
        said = ": ".join(parts)
        if len(said) > LONGEST:
            raise BadFile(
                f"{name}: the question in column {at + 1} is longer than {LONGEST} letters."
            )
        if said in {other for other, _ in found.values()}:
            raise BadFile(f"{name} asks “{said[:60]}” in two columns that nothing tells apart.")
        found[at] = (said, "%" in said)
    if not found:
        raise BadFile(f"{name} has no question beside its neighbourhoods.")
    if len(found) > MOST_QUESTIONS:
        raise BadFile(f"{name} has over {MOST_QUESTIONS} questions. Divide it.")
    return found


def _answer(name: str, line: int, place: str, question: tuple[str, bool], text: str) -> Answer:
    said, is_percent = question
    try:
        number = decimal_number(text, most=100 if is_percent else MOST)
    except ValueError as error:
        raise BadFile(f"{name}: line {line}, {said[:60]}: {error}.") from error
    return Answer(line, place, said, number, is_percent)
