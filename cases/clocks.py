"""How long there is left: working days from the London day on which something began."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from ui.working_days import add_working_days, working_days_between


@dataclass(frozen=True)
class Clock:
    """Something owed by a day, and the moment it was done, if it was."""

    label: str
    due: dt.date
    met_at: dt.datetime | None = None

    def days_left(self, today: dt.date) -> int:
        """Working days until the due day; below zero once it has passed."""
        return working_days_between(today, self.due)

    @property
    def was_late(self) -> bool:
        """Whether it was done after its day."""
        return self.met_at is not None and timezone.localdate(self.met_at) > self.due

    def say(self, today: dt.date) -> str:
        """2 working days left; due today; 3 working days late; in time; late."""
        if self.met_at is not None:
            return "late" if self.was_late else "in time"
        if self.due == today:
            return "due today"
        left = self.days_left(today)
        days = "working day" if abs(left) == 1 else "working days"
        return f"{left} {days} left" if today < self.due else f"{-left} {days} late"


def due_after(began: dt.datetime, working_days: int) -> dt.date:
    """The day by which something is due that many working days after a moment."""
    return add_working_days(timezone.localdate(began), working_days)


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier, or the last day of that month if it has no such day."""
    month = day.year * 12 + day.month - 1 - months
    first = dt.date(month // 12, month % 12 + 1, 1)
    following = dt.date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (following - dt.timedelta(days=1)).day
    return first.replace(day=min(day.day, last))
