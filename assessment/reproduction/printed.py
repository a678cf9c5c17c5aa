"""The figures that the report prints, as facts: what, where, when, how much, and how it is said."""

import csv
import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assessment.periods import FinancialYear

TABLES = Path(__file__).with_name("tables")
BARNET = "E09000003"
LONDON = "E12000007"


@dataclass(frozen=True)
class PrintedFigure:
    """One printed figure.

    `stated` is *exact*, *over* (a lower bound) or *about*; `gap` is what the report leaves unsaid
    without which nobody can derive the figure.
    """

    id: str
    paragraph: str
    measure: str
    area: str
    series: str
    kind: str
    of: str
    per: str
    period_start: str
    period_end: str
    wave: str
    earlier_start: str
    earlier_end: str
    direction: str
    text: str
    stated: str
    unit: str
    source: str
    gap: str

    @property
    def value(self) -> float:
        """The printed number."""
        return float(self.text)

    @property
    def half_digit(self) -> float:
        """Half of the last printed digit: how far rounding can move a number."""
        decimals = len(self.text.partition(".")[2])
        return 0.5 / 10.0**decimals

    @property
    def year(self) -> FinancialYear | None:
        """The financial year it is of, if it is of one."""
        return _financial_year(self.period_start, self.period_end)

    @property
    def earlier_year(self) -> FinancialYear | None:
        """The financial year it is compared with, if it is one."""
        return _financial_year(self.earlier_start, self.earlier_end)

    @property
    def is_dated(self) -> bool:
        """Whether the report says of when it is."""
        return bool(self.period_end or self.wave)

    @property
    def period(self) -> str:
        """Its period in words."""
        if self.wave:
            return self.wave
        if not self.period_end:
            return "period not stated"
        end = _say(self.period_end)
        return f"{_say(self.period_start)} to {end}" if self.period_start else f"on {end}"


@cache
def printed_figures() -> tuple[PrintedFigure, ...]:
    """All of them, in the report's order."""
    with (TABLES / "printed.csv").open(newline="", encoding="utf-8") as file:
        return tuple(PrintedFigure(text=row.pop("value"), **row) for row in csv.DictReader(file))


def _financial_year(start: str, end: str) -> FinancialYear | None:
    if not (start and end):
        return None
    year = FinancialYear.of(dt.date.fromisoformat(start))
    return year if (year.starts.isoformat(), year.ends.isoformat()) == (start, end) else None


def _say(day: str) -> str:
    return f"{dt.date.fromisoformat(day):%-d %B %Y}"
