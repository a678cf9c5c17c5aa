"""Panel meetings in a period, from what the panels app counts."""

from collections.abc import Callable
from statistics import median
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from assessment.figures.figure import Count, Measure, Rows, percent_of
from assessment.periods import Span
from cases.models import Action
from panels.models import AgendaItem, Attendance, Meeting
from panels.queries import figures
from panels.queries.figures import Period


def meetings_held(span: Span) -> Count:
    """Panel meetings that began in the period, of every panel of the partnership."""
    return Count(figures.meetings_held(_period(span)))


def cases_heard(span: Span) -> Count:
    """Cases on the agenda of a meeting that began in the period; a case on two agendas counts
    twice."""
    return Count(figures.cases_heard(_period(span)))


def repeat_cases(span: Span) -> Count:
    """Different cases heard in the period that a meeting had heard before, as a share of all
    different cases heard in it."""
    period = _period(span)
    again, all_heard = figures.repeat_cases(period), figures.different_cases_heard(period)
    return percent_of(again, all_heard, of="cases heard")


def attendance(span: Span) -> Count:
    """Seats of agencies at meetings begun in the period at which somebody of the agency was
    present, as a share of all agencies' seats; seats for one case only are not counted."""
    rows = figures.attendance_by_agency(_period(span))
    return percent_of(sum(row.part for row in rows), sum(row.whole for row in rows), of="seats")


def panel_actions_on_time(span: Span) -> Count:
    """Actions that a meeting set, due in the period and done on or before their due date, as a
    share of all that a meeting set, due in the period; those that proved not possible are left
    out of both."""
    rows = figures.actions_on_time_by_agency(_period(span))
    return percent_of(
        sum(row.part for row in rows), sum(row.whole for row in rows), of="actions due"
    )


def days_to_panel(span: Span) -> Count:
    """Median days from the day a referral was sent to the first meeting that heard its case, for
    cases first heard in the period."""
    days = figures.days_from_referral(_period(span))
    if not days:
        return Count(None, None, 0, "No referred case was first heard in the period.")
    return Count(float(median(days)), None, len(days), f"Of {len(days)} cases.")


def _period(span: Span) -> Period:
    return Period(span.start, span.end)


def _of(find: Callable[[Period, Any], QuerySet[Any]]) -> Callable[[Span, Any], QuerySet[Any]]:
    return lambda span, among: find(_period(span), among)


def _told_item(user: User) -> Q:
    return figures.told_to(user, meeting="meeting")


def _heard(find: Callable[[Period, Any], QuerySet[Any]]) -> Rows:
    return Rows(_of(find), AgendaItem, told=_told_item)


SEATS = Rows(_of(figures.seats), Attendance, told=_told_item)
MEASURES: tuple[Measure[Span], ...] = (
    Measure(
        "panel.meetings-held",
        "Panel meetings held",
        "meetings",
        meetings_held,
        Rows(_of(figures.held), Meeting, told=figures.told_to),
    ),
    Measure(
        "panel.cases-heard",
        "Cases heard at meetings",
        "hearings",
        cases_heard,
        _heard(figures.heard),
    ),
    Measure(
        "panel.repeat-cases",
        "Cases heard again",
        "percent",
        repeat_cases,
        _heard(figures.heard_again),
        _heard(figures.different_heard),
    ),
    Measure(
        "panel.attendance",
        "Attendance at meetings",
        "percent",
        attendance,
        Rows(_of(figures.seats_taken), Attendance, told=_told_item),
        SEATS,
    ),
    Measure(
        "panel.actions-on-time",
        "Actions set by meetings, done on time",
        "percent",
        panel_actions_on_time,
        Rows(_of(figures.done_on_time), Action),
        Rows(_of(figures.set_and_due), Action),
    ),
    Measure(
        "panel.days-from-referral",
        "Days from referral to panel",
        "days (median)",
        days_to_panel,
        _heard(figures.first_heard),
    ),
)
