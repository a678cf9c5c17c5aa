"""Sentences made from figures: the words fit the number, and nobody types the number."""

import re
from collections.abc import Iterable

from assessment.comparison import change_to_say
from assessment.periods import Period
from assessment.summary import Row
from assessment.units import IN_PERCENT, counted

SAME = 0.05
"""A change, in percent, that is none to one decimal."""

FRACTIONS = ((25, "a quarter"), (100 / 3, "a third"), (50, "a half"), (200 / 3, "two thirds"))
NEAR = 1.0
"""How near, in percentage points, a change is to a fraction to be called about that."""

_NUMBER = re.compile(r"(?<![\w.,/-])\d[\d,]*(?:\.\d+)?%?(?![\w/-])", re.ASCII)
_YEAR = re.compile(r"(?:19|20|21)\d\d", re.ASCII)


def sentence(row: Row, period: Period) -> str:
    """One figure beside its year before and five years before, in words."""
    name, unit = row.figure.name, row.figure.unit
    if row.figure.value is None:
        return f"{name}: {row.shown} for {period}."
    now = f"{counted(row.shown_in_full, unit)} in {period}"
    told = [
        said
        for value, shown, then in (
            (row.previous, row.previous_shown, period.previous),
            (row.base, row.base_shown, period.five_years_earlier),
        )
        if value is not None and (said := _against(row, value, shown, then))
    ]
    rank = f"; {row.rank_words}" if row.rank_words else ""
    return f"{name}: {', '.join([now, *told])}{rank}."


def _against(row: Row, earlier: float, shown: str, then: Period) -> str:
    value = row.figure.value or 0.0
    if row.figure.is_partial:
        return ""
    if row.figure.unit in IN_PERCENT:
        points = value - earlier
        if abs(points) < SAME:
            return f"unchanged from {then}"
        way = "up" if points > 0 else "down"
        return f"{way} {abs(points):.1f} percentage points from {shown} in {then}"
    if value == earlier:
        return f"unchanged from {then}"
    way = "up" if value > earlier else "down"
    change = change_to_say(row.figure.unit, value, earlier)
    by = "" if change is None else f" {_about(abs(change))}"
    return f"{way}{by} from {shown} in {then}"


def _about(change: float) -> str:
    """10.3%, or with the fraction that readers keep in mind: 33.1%, about a third."""
    if change < SAME:
        return "by less than 0.1%"
    said = next((f", about {word}," for part, word in FRACTIONS if abs(change - part) <= NEAR), "")
    return f"{change:.1f}%{said}"


def typed_numbers(text: str, shown: Iterable[str]) -> list[str]:
    """The numbers in a typed text that are not in what figures show: each may be one that
    contradicts them. Years, and whole numbers below ten, are left alone."""
    known = set(_numbers(" ".join(shown)))
    return [number for number in dict.fromkeys(_numbers(text)) if number not in known]


def _numbers(text: str) -> list[str]:
    found = [each.rstrip(",") for each in _NUMBER.findall(text)]
    return [each for each in found if not _YEAR.fullmatch(each) and not _is_small(each)]


def _is_small(number: str) -> bool:
    return number.isdigit() and int(number) < 10
