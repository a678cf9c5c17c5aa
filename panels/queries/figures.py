"""The panels' own figures: one small function a figure, whose docstring is its published
definition. Rehearsals are in none of them: `cases.models.real` and `MeetingQuerySet.real`.

What a figure counts is a queryset of its own, over every row or `among` those that somebody may
see, so that the rows can be listed that were counted.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from accounts.models import User
from accounts.queries import names_and_now
from cases.models import Action, ActionStatus, Case, RiskBand, real
from offenders.models import COHORT_ROLES
from panels.models import (
    AgendaItem,
    Attendance,
    AttendanceStatus,
    ItemRecord,
    Meeting,
    Panel,
    PanelKind,
)

PRESENT = Q(status=AttendanceStatus.PRESENT)
DONE_ON_TIME = Q(status=ActionStatus.DONE, ended_at__date__lte=F("due_on"))


@dataclass(frozen=True)
class Period:
    """The first and last day of a period, and the panel it is about; None for every panel."""

    start: dt.date
    end: dt.date
    panel: Panel | None = None

    @property
    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        """From its first moment to before the first one after it."""
        after = self.end + dt.timedelta(days=1)
        return _midnight(self.start), _midnight(after)


class Share(NamedTuple):
    """So many of so many, for one agency."""

    agency: str
    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """The part in percent; None of nothing."""
        return self.part / self.whole * 100 if self.whole else None


class Shift(NamedTuple):
    """How many cases went from one band to another."""

    first: str
    last: str
    cases: int


def held(period: Period, among: QuerySet[Meeting] | None = None) -> QuerySet[Meeting]:
    """Meetings that began in the period; no rehearsal."""
    start, after = period.moments
    rows = Meeting.objects.real().filter(started_at__gte=start, started_at__lt=after)
    rows = rows.filter(panel=period.panel) if period.panel else rows
    return rows if among is None else rows.filter(pk__in=among.values("pk"))


def heard(period: Period, among: QuerySet[AgendaItem] | None = None) -> QuerySet[AgendaItem]:
    """Lines of cases on the agendas of the meetings held in the period."""
    return _heard_ever(among).filter(meeting__in=held(period))


def different_heard(period: Period, among: QuerySet[AgendaItem] | None = None) -> QuerySet[Case]:
    """The cases of those lines."""
    return Case.objects.filter(pk__in=heard(period, among).values("case"))


def heard_again(period: Period, among: QuerySet[AgendaItem] | None = None) -> QuerySet[Case]:
    """Of these cases, those that a meeting had heard before, in the period or ahead of it."""
    return Case.objects.filter(pk__in=_heard_often(period, among).values("case"))


def _heard_often(
    period: Period, among: QuerySet[AgendaItem] | None = None
) -> QuerySet[AgendaItem, Any]:
    _, after = period.moments
    lines = _heard_ever(among).filter(
        real("case"),
        case__in=heard(period, among).values("case"),
        meeting__started_at__lt=after,
    )
    return lines.order_by().values("case").annotate(times=Count("pk")).filter(times__gt=1)


def first_heard(period: Period, among: QuerySet[AgendaItem] | None = None) -> QuerySet[Case]:
    """Cases from a referral, of which the period holds the first hearing, whoever may see it;
    `among` lines, those with one of it in the period."""
    rows = Case.objects.filter(pk__in=_firsts(period).values("case"))
    return rows if among is None else rows.filter(pk__in=heard(period, among).values("case"))


def set_and_due(period: Period, among: QuerySet[Action] | None = None) -> QuerySet[Action]:
    """Actions that a meeting set, due in the period, without those that proved not possible."""
    return _due(period, among).exclude(status=ActionStatus.NOT_POSSIBLE)


def done_on_time(period: Period, among: QuerySet[Action] | None = None) -> QuerySet[Action]:
    """Of these, those done on or before their due date."""
    return set_and_due(period, among).filter(DONE_ON_TIME)


def told_to(user: User, *, meeting: str = "") -> Q:
    """Of meetings, or of rows whose field `meeting` names one: to whoever does not see the cohort,
    none of a panel that goes through it."""
    if user.desk.has(*COHORT_ROLES):
        return Q()
    return ~Q(**{f"{meeting}__panel__kind" if meeting else "panel__kind": PanelKind.IOM})


def meetings_held(period: Period) -> int:
    """Panel meetings that began in the period."""
    return held(period).count()


def cases_heard(period: Period) -> int:
    """Cases on the agenda of a meeting that began in the period; a case on two agendas counts
    twice."""
    return heard(period).count()


def different_cases_heard(period: Period) -> int:
    """Different cases on the agenda of a meeting that began in the period."""
    return heard(period).order_by().values("case").distinct().count()


def repeat_cases(period: Period) -> int:
    """Different cases heard in the period that a meeting had heard before, in the period or ahead
    of it."""
    return _heard_often(period).count()


def attendance_by_agency(period: Period) -> list[Share]:
    """Meetings begun in the period at which somebody of the agency was present, of those at which
    the agency had a seat; seats for one case only are not counted, and a seat of which nothing was
    recorded counts as not present."""
    rows = (
        _seats(period, Attendance.objects.all())
        .values_list("agency__name")
        .annotate(
            asked=Count("meeting", distinct=True),
            came=Count("meeting", distinct=True, filter=PRESENT),
        )
    )
    asked = {agency: number for agency, number, _ in rows}
    return _shares({agency: number for agency, _, number in rows}, asked)


def seats(period: Period, among: QuerySet[Attendance]) -> QuerySet[Attendance]:
    """Of each agency asked to a meeting begun in the period one seat, whoever sat there; seats for
    one case only are not counted."""
    return _one_each(_seats(period, among))


def seats_taken(period: Period, among: QuerySet[Attendance]) -> QuerySet[Attendance]:
    """Of these agencies, those of which somebody was present."""
    return _one_each(_seats(period, among).filter(PRESENT))


def _seats(period: Period, among: QuerySet[Attendance]) -> QuerySet[Attendance]:
    return among.filter(meeting__in=held(period), item=None).order_by()


def _one_each(rows: QuerySet[Attendance]) -> QuerySet[Attendance]:
    firsts = rows.values("agency__name", "meeting").annotate(first=Min("pk"))
    return Attendance.objects.filter(pk__in=firsts.values("first"))


def apologies_by_agency(period: Period) -> list[Share]:
    """Meetings begun in the period from which the agency was away with apologies, of those from
    which it was away; seats for one case only are not counted."""
    said: dict[tuple[str, int], set[str]] = defaultdict(set)
    seats = Attendance.objects.filter(meeting__in=held(period), item=None)
    for agency, meeting, status in seats.values_list("agency__name", "meeting_id", "status"):
        said[agency, meeting].add(status)
    away: dict[str, list[bool]] = defaultdict(list)
    for (agency, _), statuses in said.items():
        if AttendanceStatus.PRESENT not in statuses:
            away[agency].append(AttendanceStatus.APOLOGIES in statuses)
    return _shares(
        {each: sum(excused) for each, excused in away.items()},
        {each: len(excused) for each, excused in away.items()},
    )


def actions_on_time_by_agency(period: Period) -> list[Share]:
    """Actions that a meeting set, due in the period and done on or before their due date, of all
    that a meeting set, due in the period; by the agency that owns them. Those that proved not
    possible are left out of both."""
    return _by_agency(set_and_due(period), DONE_ON_TIME)


def actions_not_done_by_agency(period: Period) -> list[Share]:
    """Actions that a meeting set, due in the period, of which it was said that they were not done,
    of those said to be not done or not possible; by the agency that owns them."""
    unmet = _due(period).filter(status__in=[ActionStatus.NOT_DONE, ActionStatus.NOT_POSSIBLE])
    return _by_agency(unmet, Q(status=ActionStatus.NOT_DONE))


def _by_agency(actions: QuerySet[Action], part: Q) -> list[Share]:
    rows = actions.order_by().values_list("agency__name")
    numbers = list(rows.annotate(part=Count("pk", filter=part), whole=Count("pk")))
    return _shares({who: n for who, n, _ in numbers}, {who: n for who, _, n in numbers})


def _shares(part: Mapping[str, int], whole: Mapping[str, int]) -> list[Share]:
    """By the name an agency had then, with whoever does its work now."""
    now = names_and_now()
    return [Share(now.get(each, each), part.get(each, 0), whole[each]) for each in sorted(whole)]


def days_from_referral(period: Period) -> list[int]:
    """Days from the day a referral was sent to the first meeting that heard its case, for cases
    first heard in the period."""
    rows = _firsts(period).annotate(
        sent_on=TruncDate("case__referral__sent_at"), first_on=TruncDate("first")
    )
    pairs = rows.values_list("sent_on", "first_on").iterator()
    return sorted((first_on - sent_on).days for sent_on, first_on in pairs)


def median_days_from_referral(period: Period) -> float | None:
    """Median days from the day a referral was sent to the first meeting that heard its case, for
    cases first heard in the period."""
    days = days_from_referral(period)
    return float(median(days)) if days else None


def risk_first_and_last(period: Period) -> list[Shift]:
    """Cases heard at least twice, the last time in the period: the risk recorded at their first
    hearing and at their last one. High scores tend to fall anyway, so this is not an effect."""
    _, after = period.moments
    rows = ItemRecord.objects.filter(
        real("item__case"),
        item__nominal=None,
        item__case__in=heard(period).values("case"),
        item__meeting__started_at__lt=after,
    ).order_by("item__meeting__started_at", "pk")
    bands: dict[int, list[str]] = defaultdict(list)
    for case, band in rows.values_list("item__case_id", "risk_band"):
        bands[case].append(band)
    moves = Counter((each[0], each[-1]) for each in bands.values() if len(each) > 1)
    return [
        Shift(RiskBand(first).label, RiskBand(last).label, moves[first, last])
        for first in RiskBand.values
        for last in RiskBand.values
        if moves[first, last]
    ]


class Line(NamedTuple):
    """One line of the figures as a table: which figure, of whom, so many of how many."""

    figure: str
    who: str
    value: float | None
    part: int | None
    whole: int | None


SHARES: tuple[tuple[str, Callable[[Period], list[Share]]], ...] = (
    ("Attendance by agency", attendance_by_agency),
    ("Away with apologies by agency", apologies_by_agency),
    ("Actions on time by agency", actions_on_time_by_agency),
    ("Actions not done by agency", actions_not_done_by_agency),
)
COUNTS: tuple[tuple[str, Callable[[Period], float | None]], ...] = (
    ("Meetings held", meetings_held),
    ("Cases heard", cases_heard),
    ("Different cases heard", different_cases_heard),
    ("Repeat cases", repeat_cases),
    ("Days from referral to panel (median)", median_days_from_referral),
)


def definition_of(figure: Callable[..., object]) -> str:
    """The published definition of a figure."""
    return " ".join((figure.__doc__ or "").split())


def all_lines(period: Period) -> Iterable[Line]:
    """Every figure of a period, for a table or a file."""
    for name, count in COUNTS:
        yield Line(name, "", count(period), None, None)
    for name, shares in SHARES:
        for row in shares(period):
            yield Line(name, row.agency, row.percent, row.part, row.whole)
    for shift in risk_first_and_last(period):
        who = f"{shift.first} to {shift.last}"
        yield Line("Risk at first and last hearing", who, shift.cases, None, None)


def _heard_ever(among: QuerySet[AgendaItem] | None) -> QuerySet[AgendaItem]:
    rows: QuerySet[AgendaItem] = AgendaItem.objects.of_cases().heard()
    return rows if among is None else rows.filter(pk__in=among.values("pk"))


def _firsts(period: Period) -> Any:
    """The first hearing of each case that came from a referral, where it was in the period."""
    lines: Any = _heard_ever(None).filter(real("case"), case__referral__sent_at__isnull=False)
    firsts = lines.order_by().values("case").annotate(first=Min("meeting__started_at"))
    start, after = period.moments
    rows = firsts.filter(first__gte=start, first__lt=after)
    if period.panel:
        rows = rows.filter(case__in=heard(period).values("case"))
    return rows


def _due(period: Period, among: QuerySet[Action] | None = None) -> QuerySet[Action]:
    rows = Action.objects.all() if among is None else among
    meetings = Meeting.objects.real()
    if period.panel:
        meetings = meetings.filter(panel=period.panel)
    due = rows.filter(real("case"), due_on__range=(period.start, period.end))
    return due.filter(source__in=meetings.values("reference"))


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
