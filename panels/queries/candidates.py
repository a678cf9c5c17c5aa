"""Which cases are due at a meeting and why; and of every other open case, why it is not."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from cases.models import Action, Case, CaseStatus, RiskBand
from panels.models import AgendaItem, ItemRecord, ItemStatus, Meeting, MeetingStatus, Why
from ui.dates import say_date

YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class Candidate:
    """A case due at a meeting: the first reason in order, and all of them in words."""

    case_id: int
    why: str
    text: str


def candidates(meeting: Meeting, *, limit: int) -> list[Candidate]:
    """The cases due at a meeting, at most `limit`: overdue actions first, then reviews, risk risen,
    new referrals, late ones, and those heard a year ago. One on this agenda already, or taken off
    it, or on that of another meeting to come, is not among them; nor is a restricted one."""
    found: dict[int, list[tuple[Why, str]]] = defaultdict(list)
    for why, reasons in (
        (Why.OVERDUE, _overdue),
        (Why.REVIEW, _review_due),
        (Why.RISK_UP, _risk_up),
        (Why.NEW, _new),
        (Why.LATE, _late),
        (Why.TWELVE_MONTHS, _a_year_on),
    ):
        for case_id, text in reasons(meeting, _eligible(meeting), limit):
            found[case_id].append((why, text))
    return [
        Candidate(case_id, reasons[0][0], "; ".join(text for _, text in reasons))
        for case_id, reasons in list(found.items())[:limit]
    ]


def opened_since_proposed(meeting: Meeting, *, limit: int = 100) -> int:
    """How many new cases were opened since this agenda was last proposed."""
    since = timezone.localdate(meeting.proposed_at) if meeting.proposed_at else meeting.day - YEAR
    fresh = _never_heard(_eligible(meeting)).filter(opened_on__gte=since)
    return fresh[:limit].count()


def waits_for_earlier(meeting: Meeting) -> Meeting | None:
    """An earlier meeting of the panel whose agenda is still being prepared: it is filled first."""
    earlier = Meeting.objects.upcoming().filter(
        panel=meeting.panel, status=MeetingStatus.PLANNED, starts_at__lt=meeting.starts_at
    )
    return earlier.order_by("starts_at").first()


def left_out(meeting: Meeting, user: User) -> QuerySet[Case]:
    """Every open case the user may see that is not on the agenda, ready for `why_left_out`."""
    here = AgendaItem.objects.filter(meeting=meeting, case=OuterRef("pk"))
    elsewhere = AgendaItem.objects.waiting().filter(case=OuterRef("pk")).exclude(meeting=meeting)
    on = here.filter(status=ItemStatus.ON)
    return (
        Case.objects.visible_to(user)
        .open()
        .filter(~Exists(on))
        .annotate(
            item_status=Subquery(here.values("status")[:1]),
            item_why=Subquery(here.values("why_text")[:1]),
            off_reason=Subquery(here.values("off_reason")[:1]),
            elsewhere=Subquery(elsewhere.values("meeting__reference")[:1]),
            last_heard=_last_heard(),
        )
    )


def why_left_out(case: Any, meeting: Meeting) -> str:
    """One line: why an open case is not on the agenda. `case` comes from `left_out`."""
    if case.item_status == ItemStatus.OFF:
        return f"Taken off: {case.off_reason}"
    if case.item_status == ItemStatus.OFFERED:
        return f"Could be added: {case.item_why}"
    if case.elsewhere:
        return f"On the agenda of {case.elsewhere}"
    if case.is_restricted:
        return "Restricted: only the people named on it may add it"
    if case.next_review_on and case.next_review_on <= meeting.day:
        return f"Review due on {say_date(case.next_review_on)}, not yet proposed"
    return _not_due(case)


def _not_due(case: Any) -> str:
    review = f"next review {say_date(case.next_review_on)}" if case.next_review_on else ""
    if case.last_heard:
        heard = f"Heard on {say_date(timezone.localdate(case.last_heard))}"
        return f"{heard}; {review or 'nothing due'}"
    if case.status == CaseStatus.MONITORING:
        return f"Being monitored; {review or 'nothing due'}"
    return "New, not yet proposed"


def _eligible(meeting: Meeting) -> QuerySet[Case]:
    """Open, not restricted, not on this agenda or another to come, and this panel's to hear."""
    here = AgendaItem.objects.filter(meeting=meeting, case=OuterRef("pk"))
    waiting = AgendaItem.objects.waiting().filter(case=OuterRef("pk"))
    heard = AgendaItem.objects.heard().filter(case=OuterRef("pk"))
    ours = Exists(heard.filter(meeting__panel=meeting.panel))
    mine = Q(ours) | Q(~Exists(heard)) if meeting.panel.takes_referrals else Q(ours)
    return Case.objects.open().filter(mine, ~Exists(here), ~Exists(waiting), is_restricted=False)


def _never_heard(cases: QuerySet[Case]) -> QuerySet[Case]:
    heard = AgendaItem.objects.heard().filter(case=OuterRef("pk"))
    return cases.filter(~Exists(heard), status=CaseStatus.OPEN)


def _last_heard() -> Subquery:
    heard = AgendaItem.objects.heard().filter(case=OuterRef("pk"))
    return Subquery(heard.order_by("-meeting__starts_at").values("meeting__starts_at")[:1])


Reasons = Iterator[tuple[int, str]]


def _overdue(meeting: Meeting, cases: QuerySet[Case], limit: int) -> Reasons:
    day = min(meeting.day, timezone.localdate())
    late = Action.objects.overdue(day)
    for pk in (
        cases.filter(pk__in=late.values("case")).order_by("pk").values_list("pk", flat=True)[:limit]
    ):
        yield pk, "Actions overdue"


def _review_due(meeting: Meeting, cases: QuerySet[Case], limit: int) -> Reasons:
    due = cases.filter(next_review_on__lte=meeting.day).order_by("next_review_on", "pk")
    for pk, day in due.values_list("pk", "next_review_on")[:limit]:
        yield pk, f"Review due on {say_date(day)}" if day else ""


def _risk_up(meeting: Meeting, cases: QuerySet[Case], limit: int) -> Reasons:
    records = ItemRecord.objects.filter(item__case=OuterRef("pk"))
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
    for pk in fresh.order_by("opened_on", "pk").values_list("pk", flat=True)[:limit]:
        yield pk, "New referral, after the deadline"


def _a_year_on(meeting: Meeting, cases: QuerySet[Case], limit: int) -> Reasons:
    long_ago = cases.annotate(last_heard=_last_heard()).filter(
        last_heard__lte=meeting.starts_at - YEAR
    )
    for pk in long_ago.order_by("last_heard", "pk").values_list("pk", flat=True)[:limit]:
        yield pk, "Twelve months since it was heard"
