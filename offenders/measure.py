"""The measure: offending since joining against the 12 months before. Pure: rows in, a number out.

The report compares members of the cohort with "their average offending rate in the 12 months
prior to joining". Every choice that the sentence leaves open is in `Settings` or in `DEFINITION`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from offenders.interval import Interval, rate_ratio

YEAR_DAYS = 365
PROVEN = frozenset({"convicted", "cautioned"})
NEVER_COUNTED = frozenset({"no_action"})

DEFINITION = (
    "Offences per person-year since joining, compared to their average offending rate in the "
    "12 months prior to joining.",
    "The 12 months prior are the 365 days before the day of joining. The time since runs from the "
    "day of joining to the day of measuring, both counted. A year is 365 days.",
    "An offence counts on the day it was committed, not the day it was recorded.",
    "A person who came back counts once, from the first time they joined.",
)
CAUTION = (
    "People are chosen after a run of offending. A run of offending ends by itself for some, so "
    "selection after a peak makes any rate fall: the change alone does not show what the work did."
)
INTERVAL = (
    "The interval is the exact 95% confidence interval of a ratio of two Poisson rates "
    "(Przyborowski and Wilenski 1940, after Clopper and Pearson 1934). It takes each offence as "
    "independent of the others; offences come in runs, so the truth is less certain than it says."
)


@dataclass(frozen=True)
class Settings:
    """The choices printed beside the number."""

    proven_only: bool = False
    minimum_days: int = 90
    custody_out: bool = True
    follow_leavers: bool = True
    category: str = ""

    def counts(self, offence: "Offending") -> bool:
        """Whether an offence counts."""
        if self.category and offence.category != self.category:
            return False
        if self.proven_only:
            return offence.status in PROVEN
        return offence.status not in NEVER_COUNTED

    def sentences(self) -> Iterator[str]:
        """The settings in words."""
        if self.proven_only:
            yield "Only proven offences count: convicted or cautioned."
        else:
            yield (
                "Alleged, charged, convicted and cautioned offences count; those that ended in no "
                "further action do not."
            )
        if self.category:
            yield "Only offences of one category count."
        if self.custody_out:
            yield (
                "Days in custody are taken out of both times, the first and the last day included: "
                "the rate is that of the days at risk. Offences in custody count."
            )
        else:
            yield (
                "Days in custody are not taken out: nobody can offend in the community from a "
                "cell, so time in custody lowers a rate."
            )
        if self.follow_leavers:
            yield "People who have left are kept in, and followed to the day of measuring."
        else:
            yield "People who have left are kept in, and followed to the day they left."
        yield (
            f"Whoever was at risk for fewer than {self.minimum_days} days since joining, or in the "
            "12 months before, is left out by name."
        )


class Offending(NamedTuple):
    """One offence: the day it was committed, what came of it, its category."""

    day: dt.date
    status: str
    category: str = ""


class Inside(NamedTuple):
    """One time in custody, both days included; without an end it goes on."""

    first: dt.date
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A person in the cohort, under a reference."""

    reference: str
    joined_on: dt.date
    offences: tuple[Offending, ...] = ()
    custody: tuple[Inside, ...] = ()
    left_on: dt.date | None = None
    cohort: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """Offences over days at risk."""

    offences: int = 0
    days: int = 0

    @property
    def per_year(self) -> float | None:
        """Offences per person-year; None without a day at risk."""
        return self.offences * YEAR_DAYS / self.days if self.days else None


def together(rates: Iterable[Rate]) -> Rate:
    """The offences and the days of all."""
    offences = days = 0
    for rate in rates:
        offences += rate.offences
        days += rate.days
    return Rate(offences, days)


@dataclass(frozen=True, slots=True)
class Line:
    """What one person adds, or why nothing."""

    reference: str
    joined_on: dt.date
    before: Rate
    since: Rate
    left_out: str = ""


@dataclass(frozen=True)
class Measure:
    """What the measure found, with all that is needed to print it honestly."""

    as_of: dt.date
    settings: Settings
    lines: tuple[Line, ...] = field(default=())

    @cached_property
    def counted(self) -> tuple[Line, ...]:
        """The people who count."""
        return tuple(line for line in self.lines if not line.left_out)

    @cached_property
    def left_out(self) -> tuple[Line, ...]:
        """The people who do not, each with why."""
        return tuple(line for line in self.lines if line.left_out)

    @property
    def people(self) -> int:
        """How many count."""
        return len(self.counted)

    @cached_property
    def before(self) -> Rate:
        """The 12 months before joining, of all who count."""
        return together(line.before for line in self.counted)

    @cached_property
    def since(self) -> Rate:
        """The time since joining, of all who count."""
        return together(line.since for line in self.counted)

    @property
    def change_percent(self) -> float | None:
        """Change of the rate in per cent; None when nobody counts or nobody offended before."""
        before, since = self.before, self.since
        if not before.offences or not since.days:
            return None
        was = before.offences * since.days
        now = since.offences * before.days
        return (now - was) * 100 / was

    @property
    def interval(self) -> Interval | None:
        """The 95% interval of the change in per cent; None where there is no change."""
        if self.change_percent is None:
            return None
        before, since = self.before, self.since
        found = rate_ratio(before.offences, before.days, since.offences, since.days)
        return found and Interval((found.low - 1) * 100, (found.high - 1) * 100)

    @property
    def statement(self) -> str:
        """The change in words."""
        change = self.change_percent
        if not self.people:
            return f"Not calculable: nobody was at risk for {self.settings.minimum_days} days."
        if change is None:
            return "Not calculable: no offences in the 12 months before joining."
        rounded = round(abs(change), 1)
        if rounded == 0:
            return "No change from the 12 months before joining."
        way = "lower" if change < 0 else "higher"
        return f"{rounded}% {way} than in the 12 months before joining."

    @property
    def interval_said(self) -> str:
        """How sure the change is, in words; empty where there is none."""
        found = self.interval
        if found is None:
            return ""
        return f"95% confidence interval: from {_way(found.low)} to {_way(found.high)}."

    @property
    def definition(self) -> list[str]:
        """Everything that must stand beside the number."""
        return [*DEFINITION, *self.settings.sentences(), INTERVAL, CAUTION]


def _way(percent: float) -> str:
    if round(percent, 1) == 0:
        return "no change"
    return f"{abs(percent):.1f}% {'lower' if percent < 0 else 'higher'}"


def days_inside(custody: Iterable[Inside], start: dt.date, end: dt.date) -> int:
    """Days in custody from `start` up to but not including `end`; a day counts once however many
    periods hold it."""
    days, reached = 0, start
    for period in sorted(custody, key=lambda each: each.first):
        first = max(period.first, reached)
        after = end if period.last is None else min(period.last + dt.timedelta(days=1), end)
        if after > first:
            days += (after - first).days
            reached = after
    return days


def measure(members: Iterable[Member], *, as_of: dt.date, settings: Settings) -> Measure:
    """Offending of these people before and since joining, as known on a day."""
    lines = tuple(line_of(member, as_of, settings) for member in members)
    return Measure(as_of, settings, lines)


def line_of(member: Member, as_of: dt.date, settings: Settings) -> Line:
    """What one person adds to the measure."""
    start = member.joined_on - dt.timedelta(days=YEAR_DAYS)
    last = as_of
    if member.left_on and not settings.follow_leavers:
        last = min(as_of, member.left_on)
    end = max(last + dt.timedelta(days=1), member.joined_on)
    before = _rate(member, start, member.joined_on, settings)
    since = _rate(member, member.joined_on, end, settings)
    return Line(
        member.reference, member.joined_on, before, since, _why_out(before, since, settings)
    )


def _why_out(before: Rate, since: Rate, settings: Settings) -> str:
    least = max(settings.minimum_days, 1)
    if since.days < least:
        return f"{_days(since.days)} at risk since joining"
    if before.days < min(least, YEAR_DAYS):
        return f"{_days(before.days)} at risk in the 12 months before joining"
    return ""


def _days(days: int) -> str:
    return "no day" if not days else "1 day" if days == 1 else f"{days} days"


def _rate(member: Member, start: dt.date, end: dt.date, settings: Settings) -> Rate:
    """Offences that count and days at risk from `start` up to but not including `end`."""
    offences = sum(start <= each.day < end and settings.counts(each) for each in member.offences)
    days = (end - start).days
    if settings.custody_out and member.custody:
        days -= days_inside(member.custody, start, end)
    return Rate(offences, days)


class Group(NamedTuple):
    """The measure of a part of the people, or of the offences, under a name."""

    name: str
    measure: Measure


def by_year(members: list[Member], *, as_of: dt.date, settings: Settings) -> list[Group]:
    """By the calendar year in which they joined."""
    years = sorted({member.joined_on.year for member in members})
    return [
        Group(
            f"Joined in {year}",
            measure(
                (each for each in members if each.joined_on.year == year),
                as_of=as_of,
                settings=settings,
            ),
        )
        for year in years
    ]


def by_cohort(
    members: list[Member], names: dict[str, str], *, as_of: dt.date, settings: Settings
) -> list[Group]:
    """By cohort."""
    return [
        Group(
            name,
            measure(
                (each for each in members if each.cohort == key), as_of=as_of, settings=settings
            ),
        )
        for key, name in names.items()
    ]


def by_category(
    members: list[Member], names: dict[str, str], *, as_of: dt.date, settings: Settings
) -> list[Group]:
    """By category of offence: the same people, and only offences of that category."""
    return [
        Group(name, measure(members, as_of=as_of, settings=replace(settings, category=key)))
        for key, name in names.items()
    ]
