"""Which cases are due at a meeting and why; and of every other open case, why it is not."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from cases.models import (
    Action,
    ActionStatus,
    Case,
    CaseReview,
    CaseStatus,
    ReviewDecision,
    RiskBand,
    real,
)
from offenders.models import Nominal
from panels.models import AgendaItem, ItemRecord, ItemStatus, Meeting, MeetingStatus, Why
from panels.queries.nominals import nominals_due, nominated_since_proposed
from ui.dates import say_date

YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class Candidate:
    """A case due at a meeting, or a nominal: the first reason in order, and all in words."""

    case_id: int
    why: str
    text: str
    nominal_id: int | None = None


def candidates(meeting: Meeting, *, limit: int) -> list[Candidate]:
    """The cases due at a meeting, at most `limit`: what reviews ask to be heard urgently, overdue
    and unfinished actions, then reviews, risk risen, new referrals, late ones, those heard a year
    ago, and closures proposed.
    One on this agenda already, or taken off it, or on that of another meeting to come, is not among
    them; nor is a restricted one. An IOM panel has nominals instead."""
    if meeting.panel.hears_nominals:
        return _nominals(meeting, limit)
    found: dict[int, list[tuple[Why, str]]] = defaultdict(list)
    for why, reasons in (
        (Why.URGENT, _urgent_asked),
        (Why.OVERDUE, _overdue),
        (Why.UNFINISHED, _unfinished),
        (Why.REVIEW, _review_due),
        (Why.RISK_UP, _risk_up),
        (Why.NEW, _new),
        (Why.LATE, _late),
        (Why.TWELVE_MONTHS, _a_year_on),
        (Why.CLOSURE, _closure_proposed),
    ):
        for case_id, text in reasons(meeting, _eligible(meeting), limit):
            found[case_id].append((why, text))
    return [
        Candidate(case_id, reasons[0][0], _said_together(reasons))
        for case_id, reasons in list(found.items())[:limit]
    ]


def _nominals(meeting: Meeting, limit: int) -> list[Candidate]:
    found = list(nominals_due(meeting, limit=limit).items())[:limit]
    rows = Nominal.objects.filter(pk__in=[pk for pk, _ in found])
    cases = dict(rows.values_list("pk", "party__case"))
    return [
        Candidate(cases[pk], reasons[0][0], _said_together(reasons), pk) for pk, reasons in found
    ]


def _said_together(reasons: list[tuple[Why, str]]) -> str:
    return "; ".join(text for _, text in reasons)


def opened_since_proposed(meeting: Meeting, *, limit: int = 100) -> int:
    """How many new cases were opened since this agenda was last proposed, or nominals named."""
    if meeting.panel.hears_nominals:
        return nominated_since_proposed(meeting, limit=limit)
    since = timezone.localdate(meeting.proposed_at) if meeting.proposed_at else meeting.day - YEAR
    fresh = _never_heard(_eligible(meeting)).filter(opened_on__gte=since)
    return fresh[:limit].count()


def waits_for_earlier(meeting: Meeting) -> Meeting | None:
    """An earlier meeting of the panel whose agenda is still being prepared: it is filled first."""
    earlier = (
        Meeting.objects.upcoming()
        .standing()
        .filter(panel=meeting.panel, status=MeetingStatus.PLANNED, starts_at__lt=meeting.starts_at)
    )
    return earlier.order_by("starts_at").first()


def left_out(meeting: Meeting, user: User) -> QuerySet[Case]:
    """Every open case the user may see that is not on the agenda, ready for `why_left_out`."""
    here = AgendaItem.objects.of_cases().filter(meeting=meeting, case=OuterRef("pk"))
    elsewhere = (
        AgendaItem.objects.of_cases().waiting().filter(case=OuterRef("pk")).exclude(meeting=meeting)
    )
    on = here.filter(status=ItemStatus.ON)
    late = Action.objects.overdue(timezone.localdate())
    return (
        Case.objects.visible_to(user)
        .open()
        .filter(real(), ~Exists(on))
        .annotate(
            item_status=Subquery(here.values("status")[:1]),
            item_why=Subquery(here.values("why_text")[:1]),
            off_reason=Subquery(here.values("off_reason")[:1]),
            elsewhere=Subquery(elsewhere.values("meeting__reference")[:1]),
            last_heard=_last_heard(),
            is_overdue=Exists(late.filter(case=OuterRef("pk"))),
        )
    )


def is_full(meeting: Meeting) -> bool:
    """Whether the agenda holds as many cases as the panel hears at a meeting."""
    return meeting.items.on().count() >= meeting.panel.cases_a_meeting


def why_left_out(case: Any, meeting: Meeting, *, full: bool = False) -> str:
    """One line: why an open case is not on the agenda. `case` comes from `left_out`; `full` says
    that there is no room left."""
    if case.item_status == ItemStatus.OFF:
        return f"Taken off: {case.off_reason}"
    if case.item_status == ItemStatus.OFFERED:
        return f"Could be added: {case.item_why}"
    if case.elsewhere:
        return f"On the agenda of {case.elsewhere}"
    if case.is_restricted:
        return "Restricted: only the people named on it may add it"
    later = (
        f"no room: {meeting.panel.cases_a_meeting} cases at most" if full else "not yet proposed"
    )
    if case.is_overdue:
        return f"Actions overdue, {later}"
    if case.next_review_on and case.next_review_on <= meeting.day:
        return f"Review due on {say_date(case.next_review_on)}, {later}"
    return _not_due(case, later)


def _not_due(case: Any, later: str) -> str:
    review = f"next review {say_date(case.next_review_on)}" if case.next_review_on else ""
    if case.last_heard:
        heard = f"Heard on {say_date(timezone.localdate(case.last_heard))}"
        return f"{heard}; {review or 'nothing due'}"
    if case.status == CaseStatus.MONITORING:
        return f"Being monitored; {review or 'nothing due'}"
    return f"New, {later}"


def _eligible(meeting: Meeting) -> QuerySet[Case]:
    """Open, not restricted, not on this agenda or another to come, and this panel's to hear."""
    here = AgendaItem.objects.of_cases().filter(meeting=meeting, case=OuterRef("pk"))
    waiting = AgendaItem.objects.of_cases().waiting().filter(case=OuterRef("pk"))
    heard = AgendaItem.objects.of_cases().heard().filter(case=OuterRef("pk"))
    ours = Exists(heard.filter(meeting__panel=meeting.panel))
    mine = Q(ours) | Q(~Exists(heard)) if meeting.panel.takes_referrals else Q(ours)
    return Case.objects.open().filter(mine, ~Exists(here), ~Exists(waiting), is_restricted=False)


def _never_heard(cases: QuerySet[Case]) -> QuerySet[Case]:
    heard = AgendaItem.objects.of_cases().heard().filter(case=OuterRef("pk"))
    return cases.filter(~Exists(heard), status=CaseStatus.OPEN)


def _last_heard() -> Subquery:
    heard = AgendaItem.objects.of_cases().heard().filter(case=OuterRef("pk"))
    return Subquery(heard.order_by("-meeting__starts_at").values("meeting__starts_at")[:1])


Reasons = Iterator[tuple[int, str]]


def _overdue(meeting: Meeting, cases: QuerySet[Case], limit: int) -> Reasons:
    day = min(meeting.day, timezone.localdate())
    late = Action.objects.overdue(day)
    for pk in (
        cases.filter(pk__in=late.values("case")).order_by("pk").values_list("pk", flat=True)[:limit]
    ):
        yield pk, "Actions overdue"


def _unfinished(meeting: Meeting, cases: QuerySet[Case], limit: int) -> Reasons:
    """Actions not done since the case was last heard, or still to do that fall due by the meeting.
    Not possible is another matter: the circumstances changed."""
    heard = AgendaItem.objects.of_cases().heard().filter(case=OuterRef("case"))
    last = Subquery(heard.order_by("-meeting__starts_at").values("meeting__started_at")[:1])
    today = timezone.localdate()
    told = Action.objects.filter(status=ActionStatus.NOT_DONE).annotate(heard=last)
    failed = told.filter(Q(heard=None) | Q(ended_at__gt=F("heard"))).values("case")
    waiting = Action.objects.open().filter(due_on__gte=today, due_on__lte=meeting.day)
    for text, rows in (
        ("An action was not done", failed),
        ("Actions fall due by the meeting", waiting.values("case")),
    ):
        found = cases.filter(pk__in=rows).order_by("pk").values_list("pk", flat=True)
        for pk in found[:limit]:
            yield pk, text


def _urgent_asked(meeting: Meeting, cases: QuerySet[Case], limit: int) -> Reasons:
    for pk, day in _decided_at_review(cases, ReviewDecision.URGENT)[:limit]:
        yield pk, f"Urgent discussion asked for at the review on {_said(day)}"


def _closure_proposed(meeting: Meeting, cases: QuerySet[Case], limit: int) -> Reasons:
    for pk, day in _decided_at_review(cases, ReviewDecision.CLOSE)[:limit]:
        yield pk, f"Closure proposed at the review on {_said(day)}"


def _decided_at_review(cases: QuerySet[Case], decision: ReviewDecision) -> Any:
    """Cases whose latest review decided this, and that were not heard since."""
    latest = CaseReview.objects.filter(case=OuterRef("pk")).order_by("-reviewed_at", "-pk")
    asked = cases.filter(Exists(CaseReview.objects.filter(case=OuterRef("pk"), decision=decision)))
    asked = asked.annotate(
        decided=Subquery(latest.values("decision")[:1]),
        reviewed_at=Subquery(latest.values("reviewed_at")[:1]),
        last_heard=_last_heard(),
    ).filter(Q(last_heard=None) | Q(last_heard__lt=F("reviewed_at")), decided=decision)
    return asked.order_by("reviewed_at", "pk").values_list("pk", "reviewed_at")


def _said(moment: dt.datetime) -> str:
    return say_date(timezone.localdate(moment))


def _review_due(meeting: Meeting, cases: QuerySet[Case], limit: int) -> Reasons:
    due = cases.filter(next_review_on__lte=meeting.day).order_by("next_review_on", "pk")
    for pk, day in due.values_list("pk", "next_review_on")[:limit]:
        yield pk, f"Review due on {say_date(day)}" if day else ""


def _risk_up(meeting: Meeting, cases: QuerySet[Case], limit: int) -> Reasons:
    records = ItemRecord.objects.filter(item__case=OuterRef("pk"), item__nominal=None)
    before = records.order_by("-item__meeting__starts_at").values("risk_band")[:1]
    higher = Q(band_then=RiskBand.STANDARD, risk_band__in=[RiskBand.MEDIUM, RiskBand.HIGH]) | Q(
        band_then=RiskBand.MEDIUM, risk_band=RiskBand.HIGH
    )
    risen = cases.annotate(band_then=Subquery(before)).filter(higher).order_by("pk")
    for pk, then, now in risen.values_list("pk", "band_then", "risk_band")[:limit]:
        yield pk, f"Risk has risen from {then} to {now}"


def _new(meeting: Meeting, cases: QuerySet[Case], limit: int) -> Reasons:
    fresh = _never_heard(cases).filter(opened_on__lte=meeting.referrals_by)
    for pk in fresh.order_by("opened_on", "pk").values_list("pk", flat=True)[:limit]:
        yield pk, "New referral"


def _late(meeting: Meeting, cases: QuerySet[Case], limit: int) -> Reasons:
    """Referrals accepted after the deadline: offered, for the next meeting or as urgent."""
    fresh = _never_heard(cases).filter(opened_on__gt=meeting.referrals_by)
    fresh = fresh.order_by(F("referral__is_urgent").desc(nulls_last=True), "opened_on", "pk")
    for pk, is_urgent in fresh.values_list("pk", "referral__is_urgent")[:limit]:
        said = "Said to be urgent: new" if is_urgent else "New"
        yield pk, f"{said} referral, after the deadline"


def _a_year_on(meeting: Meeting, cases: QuerySet[Case], limit: int) -> Reasons:
    long_ago = cases.annotate(last_heard=_last_heard()).filter(
        last_heard__lte=meeting.starts_at - YEAR
    )
    for pk in long_ago.order_by("last_heard", "pk").values_list("pk", flat=True)[:limit]:
        yield pk, "Twelve months since it was heard"
