"""Comparing figures: change, rate and rank as pure functions of unrounded numbers."""

from collections.abc import Mapping
from dataclasses import dataclass


def percent_change(value: float, earlier: float) -> float | None:
    """Change against an earlier value in percent of it; None when there was nothing to change."""
    if not earlier:
        return None
    return (value - earlier) / earlier * 100


FEW = 10
"""A count below this is given without a percentage: one more or less would be a leap."""


def is_few(unit: str, value: float, earlier: float) -> bool:
    """Whether a count, now or then, is too small for a change in percent to say anything; a rate
    is none."""
    return "residents" not in unit and min(abs(value), abs(earlier)) < FEW


def change_to_say(unit: str, value: float | None, earlier: float | None) -> float | None:
    """The change in percent of two numbers of a unit; None where it would say nothing."""
    if value is None or earlier is None or is_few(unit, value, earlier):
        return None
    return percent_change(value, earlier)


def rate_per_1000(count: float, residents: int) -> float | None:
    """Count for every thousand residents; None where nobody lives."""
    if residents <= 0:
        return None
    return count / residents * 1000


@dataclass(frozen=True)
class Rank:
    """A place in an order, highest value first; equal values share their place."""

    place: int
    of: int
    tied: int = 0

    @property
    def from_lowest(self) -> int:
        return self.of - self.place - self.tied + 1


def rank(values: Mapping[str, float], key: str) -> Rank | None:
    """The place of one area among all of them; None when it is not among them."""
    if key not in values:
        return None
    own = values[key]
    higher = sum(value > own for value in values.values())
    equal = sum(value == own for value in values.values())
    return Rank(higher + 1, len(values), equal - 1)


def say_change(change: float | None, than: str) -> str:
    """A change in words: 15.0% lower than a year earlier."""
    if change is None:
        return f"no comparison with {than}"
    if change == 0:
        return f"the same as {than}"
    if abs(change) < 0.05:
        return f"less than 0.1% {'higher' if change > 0 else 'lower'} than {than}"
    return f"{abs(change):.1f}% {'higher' if change > 0 else 'lower'} than {than}"


def say_rank(place: Rank) -> str:
    """A rank in words, counted from the nearer end: 8th lowest of 32 boroughs."""
    if place.place <= place.from_lowest:
        number, end = place.place, "highest"
    else:
        number, end = place.from_lowest, "lowest"
    words = end if number == 1 else f"{ordinal(number)} {end}"
    tied = f", tied with {place.tied}" if place.tied else ""
    return f"{words} of {place.of} boroughs{tied}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"
