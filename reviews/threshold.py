"""The threshold of section 104, worked out from complaints. Pure: it knows no database.

A complaint qualifies if it was made within one month beginning with the day of the behaviour, and
the application within six months beginning with the day of the complaint. Three that qualify, or
fewer where the published procedure says so, and the relevant bodies must decide that it is met.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from cases.counting import Report, marks
from ui.dates import say_date


def last_day(start: dt.date, months: int) -> dt.date:
    """The last day of so many months beginning with a day: of one from 5 January, 4 February; of
    one from 31 January, the end of February."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    length = monthrange(year, month + 1)[1]
    if start.day > length:
        return dt.date(year, month + 1, length)
    return dt.date(year, month + 1, start.day) - dt.timedelta(days=1)


@dataclass(frozen=True)
class Told:
    """One report of the behaviour to somebody."""

    happened_on: dt.date
    reported_on: dt.date
    heading: str
    reported_to: str
    place: str = ""
    reference: str = ""
    source: str = ""
    day_assumed: bool = False
    group: int = 0
    incident: int = 0
    hands: str = ""

    def as_report(self, key: int) -> Report:
        """As the rule takes it. All are about one person, so where nobody wrote down the place it
        is one place."""
        what = (self.happened_on, self.place, self.heading)
        return Report(self.incident or -key, what, (self.hands,) if self.hands else (), self.group)


@dataclass(frozen=True)
class Rules:
    """The partnership's numbers, and since when they apply."""

    complaints: int = 3
    complaints_by_several: int = 5
    window_months: int = 6
    report_within_months: int = 1
    since: dt.date | None = None


@dataclass(frozen=True)
class Line:
    """A report, whether it counts, and why."""

    told: Told
    counts: bool
    why: str


@dataclass(frozen=True)
class Finding:
    """What the complaints come to. `reports` counts one incident told to two as two."""

    lines: tuple[Line, ...]
    incidents: int
    reports: int
    rules: Rules
    by_several: bool

    @property
    def is_met(self) -> bool:
        """Whether the number alone meets the threshold."""
        several = self.by_several and self.reports >= self.rules.complaints_by_several
        return self.incidents >= self.rules.complaints or several


def work_out(
    told: Iterable[Told],
    *,
    applied_on: dt.date,
    rules: Rules,
    by_several: bool = False,
    apart: Collection[tuple[int, int]] = frozenset(),
) -> Finding:
    """Go through the reports in the order they were made: each counts or does not, with why. One
    incident counts once (`cases.counting`); `apart` are the pairs found to be two."""
    order = sorted(told, key=lambda one: (one.reported_on, one.happened_on, one.heading))
    faults = [_fault(each, applied_on, rules) for each in order]
    qualify = {key: each for key, each in enumerate(order, 1) if not faults[key - 1]}
    reports = {key: each.as_report(key) for key, each in qualify.items()}
    incident = marks(reports.values(), apart)
    lines: list[Line] = []
    seen: set[int] = set()
    for key, each in enumerate(order, 1):
        if key not in qualify:
            lines.append(Line(each, False, faults[key - 1]))
            continue
        mark = incident[reports[key].key]
        again = mark in seen
        seen.add(mark)
        lines.append(Line(each, not again, _AGAIN if again else _counted(each, rules)))
    return Finding(tuple(lines), len(seen), len(qualify), rules, by_several)


_AGAIN = "The same incident as one above, told to another agency or again. It counts once."


def _fault(told: Told, applied_on: dt.date, rules: Rules) -> str:
    """Why a report does not qualify; empty if it does."""
    if not told.reported_to:
        return "No agency is named that was told."
    if told.reported_on < told.happened_on:
        return "Reported before it happened: one of the two days must be wrong."
    if told.reported_on > applied_on:
        return "Reported after the application was received."
    latest = last_day(told.happened_on, rules.report_within_months)
    if told.reported_on > latest:
        return f"Reported too late: it had to be reported by {say_date(latest)}."
    latest = last_day(told.reported_on, rules.window_months)
    if applied_on > latest:
        return f"Reported too long ago: the application had to come by {say_date(latest)}."
    return ""


def _counted(told: Told, rules: Rules) -> str:
    by = say_date(last_day(told.happened_on, rules.report_within_months))
    until = say_date(last_day(told.reported_on, rules.window_months))
    return f"Reported by {by}, and applied for by {until}."
