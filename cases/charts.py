"""Risk over time as drawn shapes: three strips, one for each band, and a mark for each assessment.

Instruments score on scales of their own, so a mark stands in its band's strip as high as its total
stands between that band's ends; the number beside it says the total."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from cases.models import RiskAssessment, RiskBand
from cases.risk_matrix import BANDS, most_of, ranges_of
from ui.dates import say_date

WIDTH = 720
LEFT = 90
RIGHT = 30
TOP = 30
STRIP = 64
MARK = 7
LEAST_APART = 1.0


@dataclass(frozen=True)
class Strip:
    """The place of a band, with the line it begins at."""

    label: str
    y: int
    line_y: int


@dataclass(frozen=True)
class Mark:
    """One assessment: where its score is, where its band is, and whether these differ."""

    x: int
    y: int
    shown: str
    is_judgement: bool
    scored_y: int | None
    diamond: str


@dataclass(frozen=True)
class RiskChart:
    """Everything a template needs to draw it, and the same in words."""

    text: str
    width: int
    height: int
    left: int
    right: int
    bottom: int
    strips: tuple[Strip, ...]
    marks: tuple[Mark, ...]
    line: str
    first: str
    last: str
    has_judgement: bool


def risk_over_time(assessments: Sequence[RiskAssessment]) -> RiskChart | None:
    """The assessments of a case, in any order, as a chart; None for fewer than two of them."""
    rows = sorted(assessments, key=lambda row: (row.assessed_at, row.pk))
    if len(rows) < 2:
        return None
    moments = [row.assessed_at.timestamp() for row in rows]
    wide = max(moments[-1] - moments[0], LEAST_APART)
    across = WIDTH - LEFT - RIGHT - 2 * MARK
    marks = tuple(
        _mark(row, LEFT + MARK + round((at - moments[0]) / wide * across))
        for row, at in zip(rows, moments, strict=True)
    )
    bottom = TOP + STRIP * len(BANDS)
    days = [say_date(timezone.localdate(row.assessed_at)) for row in rows]
    said = (f"{day}: {_in_words(row)}" for day, row in zip(days, rows, strict=True))
    return RiskChart(
        text="; ".join(said) + ".",
        width=WIDTH,
        height=bottom + 30,
        left=LEFT,
        right=WIDTH - RIGHT,
        bottom=bottom,
        strips=tuple(_strip(band) for band in BANDS),
        marks=marks,
        line=" ".join(f"{mark.x},{mark.y}" for mark in marks),
        first=days[0],
        last=days[-1],
        has_judgement=any(mark.is_judgement for mark in marks),
    )


def _strip(band: str) -> Strip:
    foot = _foot(band)
    return Strip(str(RiskBand(band).label), foot - STRIP // 2 + 5, foot)


def _foot(band: str) -> int:
    """The lower edge of a band's strip; a higher band stands higher, so at a smaller number."""
    return TOP + STRIP * (len(BANDS) - BANDS.index(band))


def _mark(row: RiskAssessment, x: int) -> Mark:
    scored_y = _scored_y(row)
    y = _foot(row.band) - STRIP // 2 if row.is_judgement or scored_y is None else scored_y
    diamond = f"{x},{y - MARK} {x + MARK},{y} {x},{y + MARK} {x - MARK},{y}"
    shown = "" if row.total is None else str(row.total)
    return Mark(x, y, shown, row.is_judgement, scored_y if row.is_judgement else None, diamond)


def _scored_y(row: RiskAssessment) -> int | None:
    if row.instrument is None or row.total is None:
        return None
    most = most_of(row.instrument.questions)
    ranges = {band: (low, high) for band, low, high in ranges_of(row.instrument.bands, most)}
    low, high = ranges[row.scored_band]
    part = (row.total - low) / (high - low) if high > low else 0.5
    return _foot(row.scored_band) - MARK - round(part * (STRIP - 2 * MARK))


def _in_words(row: RiskAssessment) -> str:
    score = "no score" if row.total is None else f"score {row.total}"
    how = ", by professional judgement" if row.is_judgement else ""
    return f"{row.get_band_display().lower()}, {score}{how}"
