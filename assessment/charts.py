"""Charts as drawn shapes: a bar for each number, each with its number beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.summary import Row

# Narrow, each name above its bars: on a telephone the words stay large enough to read.
WIDTH = 380
NUMBER_WIDTH = 60
KEY_WIDTH = 110
LABEL_HEIGHT = 22
BAR = 16
GROUP_GAP = 12
TOP = 34
# Light to dark, oldest to newest; each tells itself from the page by at least 3 to 1.
COLOURS = ("#8a949a", "#4f7f8f", "#12262b")


@dataclass(frozen=True)
class Bar:
    """One number as a bar."""

    x: int
    y: int
    width: int
    height: int
    colour: str
    shown: str
    text_x: int
    text_y: int


@dataclass(frozen=True)
class Group:
    """One measure: its name and its bars."""

    label: str
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Key:
    """What a colour stands for."""

    label: str
    colour: str
    x: int


@dataclass(frozen=True)
class Chart:
    """Everything a template needs to draw it, and the same in words."""

    title: str
    text: str
    width: int
    height: int
    keys: tuple[Key, ...]
    groups: tuple[Group, ...]


def three_years(title: str, years: Sequence[str], rows: Sequence[Row]) -> Chart | None:
    """Each measure's three years as bars; None when there is nothing to draw."""
    numbers = [(row, (row.base, row.previous, row.figure.value)) for row in rows]
    most = max((value or 0 for _, values in numbers for value in values), default=0)
    if not most:
        return None
    scale = (WIDTH - NUMBER_WIDTH) / most
    height = LABEL_HEIGHT + len(years) * BAR + GROUP_GAP
    groups = tuple(
        _group(row, values, scale, TOP + at * height) for at, (row, values) in enumerate(numbers)
    )
    keys = tuple(
        Key(year, colour, at * KEY_WIDTH)
        for at, (year, colour) in enumerate(zip(years, COLOURS, strict=True))
    )
    said = "; ".join(
        f"{row.figure.name} {row.base_shown}, {row.previous_shown}, {row.shown}"
        for row, _ in numbers
    )
    text = f"{', '.join(years)}: {said}."
    return Chart(title, text, WIDTH, TOP + len(groups) * height, keys, groups)


def _group(row: Row, values: Sequence[float | None], scale: float, top: int) -> Group:
    bars = []
    for at, (value, colour) in enumerate(zip(values, COLOURS, strict=True)):
        if value is None:
            continue
        width = round(value * scale)
        y = top + LABEL_HEIGHT + at * BAR
        bars.append(
            Bar(
                0, y, width, BAR - 2, colour, f"{value:,.0f}", width + 6, y + BAR - 4,
            )
        )  # fmt: skip
    return Group(row.figure.name, top + LABEL_HEIGHT - 6, tuple(bars))
