"""Charts as drawn shapes: a bar for each number, each with its number beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

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


class Bars(NamedTuple):
    """One measure: its name, its numbers from the oldest to the newest, and the same as shown."""

    name: str
    values: Sequence[float | None]
    shown: Sequence[str]


def bars_of(row: Row) -> Bars:
    """A row of a summary as bars."""
    shown = (row.base_shown, row.previous_shown, row.shown)
    return Bars(row.figure.name, (row.base, row.previous, row.figure.value), shown)


def three_years(title: str, years: Sequence[str], measures: Sequence[Bars]) -> Chart | None:
    """Each measure's three years as bars; None when there is nothing to draw."""
    most = max((value or 0 for each in measures for value in each.values), default=0)
    if not most:
        return None
    scale = (WIDTH - NUMBER_WIDTH) / most
    height = LABEL_HEIGHT + len(years) * BAR + GROUP_GAP
    groups = tuple(_group(each, scale, TOP + at * height) for at, each in enumerate(measures))
    keys = tuple(
        Key(year, colour, at * KEY_WIDTH)
        for at, (year, colour) in enumerate(zip(years, COLOURS, strict=True))
    )
    said = "; ".join(f"{each.name} {', '.join(each.shown)}" for each in measures)
    text = f"{', '.join(years)}: {said}."
    return Chart(title, text, WIDTH, TOP + len(groups) * height, keys, groups)


def _group(measure: Bars, scale: float, top: int) -> Group:
    bars = []
    for at, (value, colour) in enumerate(zip(measure.values, COLOURS, strict=True)):
        if value is None:
            continue
        width = round(value * scale)
        y = top + LABEL_HEIGHT + at * BAR
        bars.append(
            Bar(
                0, y, width, BAR - 2, colour, f"{value:,.0f}", width + 6, y + BAR - 4,
            )
        )  # fmt: skip
    return Group(measure.name, top + LABEL_HEIGHT - 6, tuple(bars))
