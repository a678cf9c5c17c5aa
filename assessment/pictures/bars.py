"""Charts as drawn shapes: a bar for each number, each with its number beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.template.loader import render_to_string

from assessment.summary import Row
from ui.papers import Picture
from ui.papers.drawing import png_of

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


class Text(NamedTuple):
    """Words at a place of the drawing."""

    x: int
    y: int
    said: str


@dataclass(frozen=True)
class Year:
    """The bars of one year: their colour, what they are called in the key, and all as one path."""

    colour: str
    key: Text
    key_x: int
    path: str


@dataclass(frozen=True)
class Chart:
    """Everything a template needs to draw it, and the same in words."""

    title: str
    text: str
    width: int
    height: int
    years: list[Year]
    names: list[Text]
    numbers: list[Text]


class Bars(NamedTuple):
    """One measure: its name, its numbers from the oldest to the newest, and the same as shown."""

    name: str
    values: Sequence[float | None]
    shown: Sequence[str]


class _Bar(NamedTuple):
    year: int
    y: int
    width: int
    value: float


def bars_of(row: Row) -> Bars:
    """A row of a summary as bars."""
    shown = (row.base_shown, row.previous_shown, row.shown)
    return Bars(row.figure.name, (row.base, row.previous, row.figure.value), shown)


def three_years(title: str, years: Sequence[str], measures: Sequence[Bars]) -> Chart | None:
    """Each measure's three years as bars; None when there is nothing to draw."""
    most = max((value or 0 for each in measures for value in each.values), default=0)
    if not most:
        return None
    height = LABEL_HEIGHT + len(years) * BAR + GROUP_GAP
    tops = [TOP + at * height for at in range(len(measures))]
    bars = list(_bars(measures, tops, (WIDTH - NUMBER_WIDTH) / most))
    said = "; ".join(f"{each.name} {', '.join(each.shown)}" for each in measures)
    return Chart(
        title,
        f"{', '.join(years)}: {said}.",
        WIDTH,
        TOP + len(measures) * height,
        [_year(at, year, bars) for at, year in enumerate(years)],
        [
            Text(0, top + LABEL_HEIGHT - 6, each.name)
            for each, top in zip(measures, tops, strict=True)
        ],
        [Text(bar.width + 6, bar.y + BAR - 4, f"{bar.value:,.0f}") for bar in bars],
    )


def chart_picture(chart: Chart) -> Picture:
    """A chart on paper."""
    svg = render_to_string("assessment/_drawing.svg", {"chart": chart})
    return Picture(png_of(svg), chart.text, chart.title, width=45)


def _bars(measures: Sequence[Bars], tops: Sequence[int], scale: float) -> Iterator[_Bar]:
    for measure, top in zip(measures, tops, strict=True):
        for year, value in enumerate(measure.values):
            if value is not None:
                yield _Bar(year, top + LABEL_HEIGHT + year * BAR, round(value * scale), value)


def _year(at: int, name: str, bars: Sequence[_Bar]) -> Year:
    x = at * KEY_WIDTH
    shapes = [f"M0 {bar.y}h{bar.width}v{BAR - 2}H0z" for bar in bars if bar.year == at]
    return Year(COLOURS[at], Text(x + 20, 18, name), x, "".join(shapes))
