"""Offending month by month around the day of joining: what the chart and its table show."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from offenders.lengths import add_months
from offenders.measure import Member, Rate, Settings, days_inside, together

BEFORE, SINCE = 12, 24
WIDTH, HEIGHT, LEFT, TOP, FOOT = 720, 240, 46, 14, 40


@dataclass(frozen=True)
class Month:
    """A month counted from joining: -1 ends with the day of joining, 1 begins with it."""

    number: int
    rate: Rate

    @property
    def label(self) -> str:
        """Its name in the table."""
        side = "before" if self.number < 0 else "since"
        return f"Month {abs(self.number)} {side}"


@dataclass(frozen=True)
class Bar:
    """One month as drawn."""

    x: int
    y: int
    width: int
    height: int
    colour: str


@dataclass(frozen=True)
class Chart:
    """Everything a template needs to draw it, and the same in words."""

    text: str
    width: int
    height: int
    left: int
    base: int
    joined_x: int
    top_label: str
    bars: tuple[Bar, ...]


def months_around(members: Iterable[Member], *, as_of: dt.date, settings: Settings) -> list[Month]:
    """Offences and days at risk of each month around joining, of everybody, whatever their
    exposure; a month that somebody has not lived yet adds nothing."""
    people = list(members)
    numbers = [*range(-BEFORE, 0), *range(1, SINCE + 1)]
    found = [Month(number, _rate(people, number, as_of, settings)) for number in numbers]
    lived = [month.number for month in found if month.rate.days or month.rate.offences]
    return [month for month in found if lived and month.number <= max(lived)]


def _rate(people: list[Member], number: int, as_of: dt.date, settings: Settings) -> Rate:
    return together(_of_one(each, number, as_of, settings) for each in people)


def _of_one(member: Member, number: int, as_of: dt.date, settings: Settings) -> Rate:
    from_joining = number if number < 0 else number - 1
    start = add_months(member.joined_on, from_joining)
    last = as_of
    if number > 0 and member.left_on and not settings.follow_leavers:
        last = min(as_of, member.left_on)
    end = min(add_months(member.joined_on, from_joining + 1), last + dt.timedelta(days=1))
    if end <= start:
        return Rate()
    days = (end - start).days
    if settings.custody_out:
        days -= days_inside(member.custody, start, end)
    offences = sum(start <= each.day < end and settings.counts(each) for each in member.offences)
    return Rate(offences, days)


def draw(months: list[Month]) -> Chart | None:
    """The months as bars, each as high as its rate; None where nobody offended."""
    rates = [month.rate.per_year or 0.0 for month in months]
    most = max(rates, default=0.0)
    if not most:
        return None
    step = (WIDTH - LEFT) // (BEFORE + SINCE)
    base = HEIGHT - FOOT
    bars = []
    for month, rate in zip(months, rates, strict=True):
        at = month.number + BEFORE if month.number < 0 else month.number + BEFORE - 1
        height = round(rate / most * (base - TOP))
        colour = "#8a949a" if month.number < 0 else "#12262b"
        bars.append(Bar(LEFT + at * step, base - height, step - 3, height, colour))
    said = "; ".join(
        f"{month.label.lower()} {rate:.1f}" for month, rate in zip(months, rates, strict=True)
    )
    return Chart(
        text=f"Offences per person-year at risk: {said}.",
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        base=base,
        joined_x=LEFT + BEFORE * step - 2,
        top_label=f"{most:.1f}",
        bars=tuple(bars),
    )
