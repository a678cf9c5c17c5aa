"""What makes an order impossible: pure arithmetic over one row of the ladder, each fault with its
rule and the source of the rule."""

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from ui.dates import say_date

HOURS_A_DAY = 24


class Rule(Protocol):
    """The part of a power that is arithmetic."""

    name: str
    source: str
    lowest_age: int | None
    highest_age: int | None
    shortest_months: int | None
    longest_months: int | None
    longest_hours: int | None
    longest_extended_months: int | None
    longest_extended_hours: int | None
    needs_end: bool
    may_extend: bool
    in_force_from: dt.date | None
    in_force_to: dt.date | None


@dataclass(frozen=True)
class Span:
    """When an order begins and ends. Without times of day, whole days count."""

    begins_on: dt.date
    expires_on: dt.date | None
    begins_time: dt.time | None = None
    expires_time: dt.time | None = None


@dataclass(frozen=True)
class Fault:
    """One thing that cannot be: the field it belongs to, and why."""

    field: str
    text: str


class Impossible(ValueError):
    """An order that cannot have been made like this."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("; ".join(fault.text for fault in faults))


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some months on, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def age_on(born: dt.date, day: dt.date) -> int:
    """Whole years of age on a day; who is born on 29 February turns older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def faults_of(rule: Rule, span: Span, *, made_on: dt.date, born: dt.date | None) -> list[Fault]:
    """Everything impossible about an order when it is made."""
    if wrong_law := _law(rule, made_on):
        return wrong_law
    found = _age(rule, made_on, born)
    if span.expires_on is None:
        if rule.needs_end:
            why = f"Enter the last day: this may not run without an end ({rule.source})"
            found.append(Fault("expires_on", why))
        return found
    return [*found, *_order_of_days(span), *_too_short(rule, span), *_too_long(rule, span)]


def extension_faults(rule: Rule, span: Span, *, old: Span, on: dt.date) -> list[Fault]:
    """Everything impossible about a later last day, decided on a day."""
    if old.expires_on is None:
        return [Fault("expires_on", "It has no end, so there is nothing to extend")]
    if not rule.may_extend:
        return [Fault("expires_on", f"This cannot be extended ({rule.source}). Record a new one")]
    if on > old.expires_on:
        why = f"It ran out on {say_date(old.expires_on)}, before this day. Record a new one"
        return [Fault("happened_on", why)]
    if _end(span) <= _end(old):
        why = f"Enter a later end than now, which is {say_date(old.expires_on)}"
        return [Fault("expires_on", why)]
    return list(_too_long(rule, span, extended=True))


def _end(span: Span) -> dt.datetime:
    """The moment it ends; the end of the day where no time is given."""
    return dt.datetime.combine(span.expires_on or dt.date.max, span.expires_time or dt.time.max)


def _law(rule: Rule, made_on: dt.date) -> list[Fault]:
    if rule.in_force_from and made_on < rule.in_force_from:
        why = f"This could not be made before {say_date(rule.in_force_from)} ({rule.source})"
        return [Fault("power", why)]
    if rule.in_force_to and made_on > rule.in_force_to:
        why = f"This could not be made after {say_date(rule.in_force_to)} ({rule.source})"
        return [Fault("power", why)]
    return []


def _age(rule: Rule, made_on: dt.date, born: dt.date | None) -> list[Fault]:
    if born is None:
        return []
    age = age_on(born, made_on)
    if age < 0:
        return [Fault("made_on", f"They were born on {say_date(born)}, after this day")]
    if rule.lowest_age is not None and age < rule.lowest_age:
        why = f"They were {age} that day; this is for {rule.lowest_age} and over ({rule.source})"
        return [Fault("power", why)]
    if rule.highest_age is not None and age > rule.highest_age:
        why = f"They were {age} that day; this is for {rule.highest_age} and under ({rule.source})"
        return [Fault("power", why)]
    return []


def _order_of_days(span: Span) -> list[Fault]:
    if span.expires_on is None:
        return []
    if span.expires_on < span.begins_on:
        return [Fault("expires_on", f"Enter a day on or after {say_date(span.begins_on)}")]
    if span.expires_on > span.begins_on or not (span.begins_time and span.expires_time):
        return []
    if span.expires_time > span.begins_time:
        return []
    return [Fault("expires_time", "Enter a time after it begins")]


def _too_short(rule: Rule, span: Span) -> list[Fault]:
    """A term of two years from 24 November ends on 23 or, as courts write it, 24 November."""
    if not rule.shortest_months or span.expires_on is None:
        return []
    first = add_months(span.begins_on, rule.shortest_months) - dt.timedelta(days=1)
    if span.expires_on >= first:
        return []
    without = "" if rule.needs_end else ", or leave it empty if it has no end"
    why = (
        f"Too short: at least {say_months(rule.shortest_months)}, so not before {say_date(first)}"
        f"{without} ({rule.source})"
    )
    return [Fault("expires_on", why)]


def _too_long(rule: Rule, span: Span, *, extended: bool = False) -> list[Fault]:
    months, hours = rule.longest_months, rule.longest_hours
    if extended:
        months = rule.longest_extended_months or months
        hours = rule.longest_extended_hours or hours
    if hours:
        return _too_many_hours(rule, span, hours)
    if not months or span.expires_on is None:
        return []
    last = add_months(span.begins_on, months)
    if span.expires_on <= last:
        return []
    why = (
        f"Too long: at most {say_months(months)}{' in all' if extended else ''}, so not after "
        f"{say_date(last)} ({rule.source})"
    )
    return [Fault("expires_on", why)]


def _too_many_hours(rule: Rule, span: Span, hours: int) -> list[Fault]:
    """Hours are counted from time to time: what is counted in hours needs both."""
    missing = [
        Fault(field, f"Enter the time: this is counted in hours ({rule.source})")
        for field, value in (("made_time", span.begins_time), ("expires_time", span.expires_time))
        if value is None
    ]
    if missing or span.expires_on is None:
        return missing
    begins = dt.datetime.combine(span.begins_on, span.begins_time or dt.time())
    ends = dt.datetime.combine(span.expires_on, span.expires_time or dt.time())
    if ends - begins <= dt.timedelta(hours=hours):
        return []
    return [Fault("expires_on", f"Too long: at most {hours} hours ({rule.source})")]


def say_months(months: int) -> str:
    """2 years, 12 months."""
    if months % 12 or months == 12:
        return f"{months} months"
    return f"{months // 12} years"
