"""Financial years, April to March, and whether one is held whole."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

FORM = re.compile(r"(\d{4})[/-](\d{2}|\d{4})", re.ASCII)


class BadPeriod(ValueError):
    """A text that names no financial year."""


@dataclass(frozen=True)
class Span:
    """The days from one to another, both included."""

    start: date
    end: date

    @property
    def days(self) -> tuple[date, date]:
        """For `__range` over dates."""
        return self.start, self.end

    @property
    def first_moment(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.start, time.min))

    @property
    def after(self) -> datetime:
        """The first moment that is no longer in it."""
        return timezone.make_aware(datetime.combine(self.end + timedelta(days=1), time.min))


@dataclass(frozen=True, order=True)
class FinancialYear:
    """The twelve months from 1 April of the starting year."""

    start_year: int

    @classmethod
    def parse(cls, text: str) -> "FinancialYear":
        """Read 2016/17, 2016-17 or 2016/2017; BadPeriod says what is wrong."""
        match = FORM.fullmatch(text.strip())
        if not match:
            raise BadPeriod(f"Enter a financial year like 2016/17, not “{text.strip()[:20]}”.")
        start, end = int(match[1]), match[2]
        if not 1900 <= start <= 2199:
            raise BadPeriod(f"{start} is not a year that Concord can count.")
        if str(start + 1)[-len(end) :] != end:
            raise BadPeriod(f"A financial year is two years in a row: {cls(start)}, not {text}.")
        return cls(start)

    @classmethod
    def of(cls, day: date) -> "FinancialYear":
        """The financial year that a day falls in."""
        return cls(day.year if day.month >= 4 else day.year - 1)

    def __str__(self) -> str:
        return f"{self.start_year}/{(self.start_year + 1) % 100:02d}"

    @property
    def slug(self) -> str:
        return str(self).replace("/", "-")

    @property
    def starts(self) -> date:
        return date(self.start_year, 4, 1)

    @property
    def ends(self) -> date:
        return date(self.start_year + 1, 3, 31)

    @property
    def span(self) -> "Span":
        return Span(self.starts, self.ends)

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each of its months, in order."""
        this, after = self.start_year, self.start_year + 1
        return tuple(
            [date(this, month, 1) for month in range(4, 13)]
            + [date(after, month, 1) for month in range(1, 4)]
        )

    @property
    def previous(self) -> "FinancialYear":
        return FinancialYear(self.start_year - 1)

    @property
    def five_years_earlier(self) -> "FinancialYear":
        return FinancialYear(self.start_year - 5)


def is_complete(year: FinancialYear, held: Collection[date]) -> bool:
    """A year is only a year when every one of its months is held."""
    return not missing_months(year, held)


def complete_years(held: Collection[date]) -> list[FinancialYear]:
    """The financial years of which every month is held, oldest first."""
    years = {FinancialYear.of(month) for month in held}
    return sorted(year for year in years if is_complete(year, held))


def missing_months(year: FinancialYear, held: Collection[date]) -> tuple[date, ...]:
    return tuple(month for month in year.months if month not in held)


def say_incomplete(year: FinancialYear, held: Collection[date]) -> str:
    """Why a part of a year is not shown as a year; empty when it is whole."""
    missing = missing_months(year, held)
    if not missing:
        return ""
    count = len(year.months) - len(missing)
    if not count:
        return f"No month of {year} is held."
    return (
        f"{year} is not complete: {count} of its 12 months are held, {say_months(missing)} missing."
    )


def say_months(months: Collection[date]) -> str:
    """Months in words, runs joined: January to March 2019, June 2019."""
    runs: list[list[date]] = []
    for month in sorted(months):
        if runs and _next(runs[-1][-1]) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(_say_run(run) for run in runs)


def _say_run(run: list[date]) -> str:
    first, last = run[0], run[-1]
    if first == last:
        return f"{first:%B %Y}"
    if first.year == last.year:
        return f"{first:%B} to {last:%B %Y}"
    return f"{first:%B %Y} to {last:%B %Y}"


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
