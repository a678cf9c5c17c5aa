"""The days on which a panel is to meet, bank holidays moved to the next working day."""

import datetime as dt
from collections.abc import Iterator
from itertools import count, islice
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from panels.models import Cadence, Meeting, Panel
from ui.working_days import add_working_days, is_working_day

LAST = 5
MONTHS = 12
NEAR = dt.timedelta(days=4)


def working_day(day: dt.date) -> dt.date:
    """The day itself, or the next working day where it is a bank holiday."""
    return day if is_working_day(day) else add_working_days(day, 1)


def nth_weekday(year: int, month: int, week: int, weekday: int) -> dt.date:
    """The second Wednesday of a month, say; week 5 is the last there is."""
    first = dt.date(year, month, 1)
    day = first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (min(week, LAST) - 1))
    return day if day.month == month else day - dt.timedelta(days=7)


def monthly(start: dt.date, week: int, weekday: int) -> Iterator[dt.date]:
    """The panel's day of each month, from the month of `start` on, none of them before `start`."""
    for number in count(start.month - 1):
        day = nth_weekday(start.year + number // MONTHS, number % MONTHS + 1, week, weekday)
        if day >= start:
            yield day


def weekly(start: dt.date, weekday: int, weeks: int) -> Iterator[dt.date]:
    """The first such weekday from `start` on, then every so many weeks."""
    first = start + dt.timedelta(days=(weekday - start.weekday()) % 7)
    for number in count():
        yield first + dt.timedelta(weeks=weeks * number)


def days_of(panel: Panel, start: dt.date, last: dt.date | None = None) -> Iterator[dt.date]:
    """The working days on which a panel meets from `start` on. `last` is the day of its newest
    meeting: weeks are counted from it."""
    if panel.cadence == Cadence.MONTHLY:
        days = monthly(start, panel.week_of_month, panel.weekday)
    elif panel.cadence == Cadence.WEEKLY:
        weeks = max(panel.every_weeks, 1)
        after = max(start, last + dt.timedelta(weeks=weeks) - NEAR) if last else start
        days = weekly(after, panel.weekday, weeks)
    else:
        return
    for day in days:
        yield working_day(day)


def proposed_days(panel: Panel, today: dt.date, *, number: int = 3) -> list[dt.date]:
    """The next days on which the panel is to meet and no meeting is planned yet. A meeting moved
    within the week stands for its day."""
    rows = Meeting.objects.standing().filter(panel=panel).order_by("-starts_at")
    taken = [meeting.day for meeting in rows[: MONTHS * 2]]
    start = today + dt.timedelta(days=1)
    free = (
        day
        for day in days_of(panel, start, max(taken, default=None))
        if not any(abs(day - other) <= NEAR for other in taken)
    )
    return list(islice(free, number))


def planned_next(panels: QuerySet[Panel], panel: str, day: str) -> dict[str, Any]:
    """What the form for a new meeting starts with: the panel asked for, or the only one there is,
    its usual time and place, and the day asked for, or the next that its cadence proposes."""
    rows = panels.filter(pk=panel) if panel.isdecimal() and len(panel) < 12 else panels
    found = list(rows[:2])
    if len(found) != 1:
        return {}
    chosen = found[0]
    wanted = _typed(day) or next(iter(proposed_days(chosen, timezone.localdate(), number=1)), None)
    usual = {"panel": chosen, "time": chosen.usual_time, "place": chosen.usual_place}
    return {**usual, "day": wanted} if wanted else usual


def _typed(day: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(day)
    except ValueError:
        return None
