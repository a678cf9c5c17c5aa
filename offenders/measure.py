"""The measure: offending since joining against the 12 months before. Pure: rows in, a number out.

The report compares members of the cohort with "their average offending rate in the 12 months
prior to joining". Every choice that the sentence leaves open is in `Settings` or in `DEFINITION`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

YEAR_DAYS = 365
PROVEN = frozenset({"convicted", "cautioned"})
NEVER_COUNTED = frozenset({"no_action"})

DEFINITION = (
    "Offences per person-year since joining, compared to their average offending rate in the "
    "12 months prior to joining.",
    "The 12 months prior are the 365 days before the day of joining. The time since runs from the "
    "day of joining to the day of measuring, both counted. A year is 365 days.",
    "An offence counts on the day it was committed, not the day it was recorded.",
    "Days in custody are not taken out: nobody can offend in the community from a cell, so time "
    "in custody lowers the rate since joining.",
    "People who have left the cohort are still followed. A person who came back counts once, from "
    "the first time they joined.",
)
CAUTION = (
    "People are chosen after a run of offending. A run of offending ends by itself for some, so "
    "selection after a peak makes any rate fall: the change alone does not show what the work did."
)


@dataclass(frozen=True)
class Settings:
    """The choices printed beside the number."""

    proven_only: bool = False
    minimum_days: int = 90

    def counts(self, status: str) -> bool:
        """Whether an offence of this status counts."""
        return status in PROVEN if self.proven_only else status not in NEVER_COUNTED

    def sentences(self) -> Iterator[str]:
        """The settings in words."""
        if self.proven_only:
            yield "Only proven offences count: convicted or cautioned."
        else:
            yield (
                "Alleged, charged, convicted and cautioned offences count; those that ended in no "
                "further action do not."
            )
        yield f"Whoever joined fewer than {self.minimum_days} days ago is left out."


@dataclass(frozen=True)
class Member:
    """A person in the cohort, under a reference: the day they joined, and (day, status) of each
    offence."""

    reference: str
    joined_on: dt.date
    offences: tuple[tuple[dt.date, str], ...] = ()


@dataclass(frozen=True)
class Rate:
    """Offences over days at risk."""

    offences: int = 0
    days: int = 0

    def __add__(self, other: "Rate") -> "Rate":
        return Rate(self.offences + other.offences, self.days + other.days)

    @property
    def per_year(self) -> float | None:
        """Offences per person-year; None without a day at risk."""
        return self.offences * YEAR_DAYS / self.days if self.days else None


@dataclass(frozen=True)
class Measure:
    """What the measure found, with all that is needed to print it honestly."""

    as_of: dt.date
    settings: Settings
    people: int
    before: Rate
    since: Rate
    left_out: tuple[str, ...] = field(default=())

    @property
    def change_percent(self) -> float | None:
        """Change of the rate in per cent; None when nobody counts or nobody offended before."""
        if not self.before.offences or not self.since.days:
            return None
        was = self.before.offences * self.since.days
        now = self.since.offences * self.before.days
        return (now - was) * 100 / was

    @property
    def statement(self) -> str:
        """The change in words."""
        change = self.change_percent
        if not self.people:
            return f"Not calculable: nobody joined {self.settings.minimum_days} days ago or more."
        if change is None:
            return "Not calculable: no offences in the 12 months before joining."
        rounded = round(abs(change), 1)
        if rounded == 0:
            return "No change from the 12 months before joining."
        way = "lower" if change < 0 else "higher"
        return f"{rounded}% {way} than in the 12 months before joining."

    @property
    def definition(self) -> list[str]:
        """Everything that must stand beside the number."""
        return [*DEFINITION, *self.settings.sentences(), CAUTION]


def days_since(joined_on: dt.date, as_of: dt.date) -> int:
    """Days at risk from joining to the day of measuring, both counted; none before joining."""
    return max(0, (as_of - joined_on).days + 1)


def measure(members: Iterable[Member], *, as_of: dt.date, settings: Settings) -> Measure:
    """Offending of these people before and since joining, as known on a day."""
    before, since, people, left_out = Rate(), Rate(), 0, []
    for member in members:
        if days_since(member.joined_on, as_of) < max(settings.minimum_days, 1):
            left_out.append(member.reference)
            continue
        people += 1
        before += _before(member, settings)
        since += _since(member, as_of, settings)
    return Measure(as_of, settings, people, before, since, tuple(left_out))


def _before(member: Member, settings: Settings) -> Rate:
    start = member.joined_on - dt.timedelta(days=YEAR_DAYS)
    return Rate(_count(member, start, member.joined_on, settings), YEAR_DAYS)


def _since(member: Member, as_of: dt.date, settings: Settings) -> Rate:
    end = as_of + dt.timedelta(days=1)
    days = days_since(member.joined_on, as_of)
    return Rate(_count(member, member.joined_on, end, settings), days)


def _count(member: Member, start: dt.date, end: dt.date, settings: Settings) -> int:
    """Offences that count from `start` up to but not including `end`."""
    return sum(start <= day < end and settings.counts(status) for day, status in member.offences)
