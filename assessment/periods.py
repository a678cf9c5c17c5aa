"""Periods of whole months: years, quarters, months; and whether one is held whole."""

import re
from abc import ABC, abstractmethod
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import ClassVar, Self

from django.utils import timezone

MOST_MONTHS = 120
FORM = re.compile(r"(\d{4})[/-](\d{2}|\d{4})", re.ASCII)


class BadPeriod(ValueError):
    """A text that names no period."""


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
class Period(ABC):
    """Whole months in a row. Each kind is compared with the same months one and five years before,
    and names itself; none is compared with another kind."""

    @property
    @abstractmethod
    def length(self) -> int:
        """How many months."""

    @property
    @abstractmethod
    def starts(self) -> date:
        """Its first day."""

    @abstractmethod
    def earlier(self, years: int) -> Self:
        """The same months, so many years before."""

    @property
    @abstractmethod
    def slug(self) -> str:
        """As an address names it."""

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each of its months, in order."""
        return tuple(_months_after(self.starts, number) for number in range(self.length))

    @property
    def ends(self) -> date:
        """Its last day."""
        return _months_after(self.starts, self.length) - timedelta(days=1)

    @property
    def span(self) -> Span:
        """Its days."""
        return Span(self.starts, self.ends)

    @property
    def previous(self) -> Self:
        """A year earlier."""
        return self.earlier(1)

    @property
    def five_years_earlier(self) -> Self:
        """Five years earlier."""
        return self.earlier(5)

    @property
    def compared(self) -> tuple[Self, Self, Self]:
        """Itself, a year earlier and five years earlier."""
        return self, self.previous, self.five_years_earlier

    @property
    def is_a_year(self) -> bool:
        """Whether rates for residents make sense: they are those of twelve months."""
        return self.length == 12

    @property
    def residents_of(self) -> int:
        """The year whose residents rates are worked out with: the one in which most of its months
        lie, the earlier of two with as many."""
        years = [month.year for month in self.months]
        return max(sorted(set(years)), key=years.count)

    @property
    def days_said(self) -> str:
        """1 April 2016 to 31 March 2017."""
        return f"{self.starts:%-d %B %Y} to {self.ends:%-d %B %Y}"


@dataclass(frozen=True, order=True)
class FinancialYear(Period):
    """The twelve months from 1 April of the starting year."""

    start_year: int
    length: ClassVar[int] = 12

    @classmethod
    def parse(cls, text: str) -> "FinancialYear":
        """Read 2016/17, 2016-17 or 2016/2017; BadPeriod says what is wrong."""
        match = FORM.fullmatch(text.strip())
        if not match:
            raise BadPeriod(f"Enter a financial year like 2016/17, not “{text.strip()[:20]}”.")
        start, end = int(match[1]), match[2]
        check_year(start)
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

    def earlier(self, years: int) -> "FinancialYear":
        return FinancialYear(self.start_year - years)


@dataclass(frozen=True, order=True)
class CalendarYear(Period):
    """The twelve months from 1 January."""

    year: int
    length: ClassVar[int] = 12

    def __str__(self) -> str:
        return str(self.year)

    @property
    def slug(self) -> str:
        return str(self)

    @property
    def starts(self) -> date:
        return date(self.year, 1, 1)

    def earlier(self, years: int) -> "CalendarYear":
        return CalendarYear(self.year - years)


@dataclass(frozen=True, order=True)
class Quarter(Period):
    """Three months of a financial year: the first is April to June."""

    start_year: int
    number: int
    length: ClassVar[int] = 3

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter that a day falls in."""
        year = FinancialYear.of(day)
        return cls(year.start_year, (day.month - 4) % 12 // 3 + 1)

    def __str__(self) -> str:
        return f"Q{self.number} {FinancialYear(self.start_year)}"

    @property
    def slug(self) -> str:
        return f"{FinancialYear(self.start_year).slug}-q{self.number}"

    @property
    def starts(self) -> date:
        return _months_after(date(self.start_year, 4, 1), 3 * (self.number - 1))

    def earlier(self, years: int) -> "Quarter":
        return Quarter(self.start_year - years, self.number)


@dataclass(frozen=True, order=True)
class Month(Period):
    """One month."""

    year: int
    number: int
    length: ClassVar[int] = 1

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month that a day falls in."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.starts:%B %Y}"

    @property
    def slug(self) -> str:
        return f"{self.starts:%Y-%m}-month"

    @property
    def starts(self) -> date:
        return date(self.year, self.number, 1)

    def earlier(self, years: int) -> "Month":
        return Month(self.year - years, self.number)


@dataclass(frozen=True, order=True)
class TwelveMonths(Period):
    """The twelve months up to a month and with it."""

    year: int
    number: int
    length: ClassVar[int] = 12

    def __str__(self) -> str:
        return f"12 months to {self.ends:%B %Y}"

    @property
    def slug(self) -> str:
        return f"{self.ends:%Y-%m}-12-months"

    @property
    def starts(self) -> date:
        return _months_after(date(self.year, self.number, 1), -11)

    def earlier(self, years: int) -> "TwelveMonths":
        return TwelveMonths(self.year - years, self.number)


@dataclass(frozen=True, order=True)
class Months(Period):
    """Any months in a row, as since a date. Compared with the same months one and five years
    before; where they are more than a year, with months that they have none in common with: three
    years with the three before."""

    year: int
    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.starts:%B %Y} to {self.ends:%B %Y}"

    @property
    def length(self) -> int:
        return self.count

    @property
    def slug(self) -> str:
        return f"{self.starts:%Y-%m}-to-{self.ends:%Y-%m}"

    @property
    def starts(self) -> date:
        return date(self.year, self.number, 1)

    def earlier(self, years: int) -> "Months":
        whole_years = -(-self.count // 12)
        return Months(self.year - years * whole_years, self.number, self.count)


def months_between(first: date, last: date) -> Period:
    """The months from one to another, both included; BadPeriod if they are out of order."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if count < 1:
        raise BadPeriod(f"{last:%B %Y} is before {first:%B %Y}.")
    if count > MOST_MONTHS:
        raise BadPeriod(f"At most {MOST_MONTHS // 12} years are counted together.")
    if count == 1:
        return Month(first.year, first.month)
    if count == 12:
        return TwelveMonths(last.year, last.month)
    return Months(first.year, first.month, count)


def last_whole_month(today: date) -> date:
    """The first day of the month before a day's."""
    return _months_after(today.replace(day=1), -1)


def check_year(year: int) -> int:
    """The year, if it is one that can be counted; else BadPeriod."""
    if not 1900 <= year <= 2199:
        raise BadPeriod(f"{year} is not a year that Concord can count.")
    return year


def _months_after(first: date, number: int) -> date:
    """The first day of the month so many months after a month."""
    months = first.year * 12 + first.month - 1 + number
    return date(months // 12, months % 12 + 1, 1)


def is_complete(period: Period, held: Collection[date]) -> bool:
    """A period is only one when every one of its months is held."""
    return not missing_months(period, held)


def complete_years(held: Collection[date]) -> list[FinancialYear]:
    """The financial years of which every month is held, oldest first."""
    years = {FinancialYear.of(month) for month in held}
    return sorted(year for year in years if is_complete(year, held))


def missing_months(period: Period, held: Collection[date]) -> tuple[date, ...]:
    return tuple(month for month in period.months if month not in held)


def say_incomplete(period: Period, held: Collection[date]) -> str:
    """Why a part of a period is not shown as one; empty when it is whole."""
    missing = missing_months(period, held)
    if not missing:
        return ""
    count = len(period.months) - len(missing)
    if not count:
        return f"No month of {period} is held."
    return (
        f"{period} is not complete: {count} of its {len(period.months)} months are held, "
        f"{say_months(missing)} missing."
    )


def say_months(months: Collection[date]) -> str:
    """Months in words, runs joined: January to March 2019, June 2019."""
    runs: list[list[date]] = []
    for month in sorted(months):
        if runs and _months_after(runs[-1][-1], 1) == month:
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
