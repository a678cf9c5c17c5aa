"""What those who work for a victim service owe today, and today's calls."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Prefetch, Q, QuerySet, Value
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from cases.queries.settings import setting
from ui.work import WorkItem
from victims.models import (
    OPEN_STATUSES,
    SUPPORT_ROLES,
    Complaint,
    ContactAttempt,
    Intervention,
    InterventionKind,
    PlannedContact,
    SupportReferral,
    SupportStatus,
    Wish,
    WishKind,
)

WORK_LIMIT = 50


def work_list(user: User) -> list[WorkItem]:
    """What is owed: referrals nobody has taken, contacts and calls due, decisions, wishes,
    follow-ups, complaints to answer, and surveys to send; to overseers, reviews asked for."""
    if user.desk.has(*SUPPORT_ROLES):
        return _workers(user)
    if user.desk.oversees_cases:
        return _wishes(user)
    return []


def _workers(user: User) -> list[WorkItem]:
    today = timezone.localdate()
    mine = SupportReferral.objects.visible_to(user)
    unclaimed = Q(status=SupportStatus.REFERRED, worker=None)
    contact = Q(status__in=OPEN_STATUSES, worker=user, next_contact_due__lte=today)
    survey = Q(status=SupportStatus.CLOSED, survey=None, worker=user)
    wanted = mine.filter(unclaimed | contact | survey)
    wanted = wanted.order_by(F("closed_at").asc(nulls_first=True), "next_contact_due", "pk")
    owed = list(wanted[: 2 * WORK_LIMIT])
    tried = any(row.tries for row in owed)
    limit = setting("support_attempts", today) if tried else 1
    return [
        *(_owed(row, limit) for row in owed),
        *_asked_and_to_follow(user, today),
        *_complaints(user),
    ]


def _owed(row: SupportReferral, limit: int) -> WorkItem:
    if not row.is_open:
        return WorkItem(
            text=f"Send the survey of {row.reference}",
            url=reverse("survey", args=[row.reference]),
            due=None,
            kind="Survey to send",
        )
    kind = "Victim to contact"
    if row.worker_id is None:
        text = f"Take the new referral {row.reference}"
    elif row.tries >= limit:
        text, kind = f"Decide whether to keep trying {row.reference}", "Nobody answers"
    else:
        text = f"Contact the person of {row.reference}"
    return WorkItem(
        text=text,
        url=reverse("victim", args=[row.reference]),
        due=row.next_contact_due,
        kind=kind,
    )


def _wishes(user: User) -> list[WorkItem]:
    """What victims ask for on their own page, to overseers."""
    rows = Wish.objects.visible_to(user).filter(done_at=None)
    return [_wish(row) for row in rows.select_related("referral__party__case")[:WORK_LIMIT]]


def _wish(row: Wish) -> WorkItem:
    asked = timezone.localdate(row.asked_at)
    if row.referral.case is None:
        return _asked_for(row.referral.reference, row.kind, asked)
    case = row.referral.case.reference
    return WorkItem(
        text=f"A victim asks for a review of {case}",
        url=reverse("case_victims", args=[case]),
        due=asked,
        kind="Review asked for",
    )


def _asked_for(reference: str, kind: str, asked: dt.date) -> WorkItem:
    what = "a call" if kind == WishKind.CALL else "a review"
    return WorkItem(
        text=f"{reference} asks for {what}",
        url=reverse("victim", args=[reference]),
        due=asked,
        kind="Asked for",
    )


def _asked_and_to_follow(user: User, today: dt.date) -> list[WorkItem]:
    """What victims ask of their worker, and interventions to follow up: one query."""
    wishes = Wish.objects.visible_to(user).filter(done_at=None)
    wishes = wishes.filter(Q(referral__worker=user) | Q(referral__worker=None))
    follow_ups = Intervention.objects.visible_to(user).filter(
        referral__worker=user, follow_up_on__lte=today, followed_up_on=None
    )
    columns = ("what", "referral__reference", "kind", "day", "pk")
    asked = wishes.order_by().annotate(what=Value("wish"), day=TruncDate("asked_at"))
    to_follow = follow_ups.order_by().annotate(what=Value("follow"), day=F("follow_up_on"))
    rows = asked.values_list(*columns).union(to_follow.values_list(*columns), all=True)
    return [_item(*row) for row in rows.order_by("day", "pk")[: 2 * WORK_LIMIT]]


def _item(what: str, reference: str, kind: str, day: dt.date, pk: int) -> WorkItem:
    if what == "wish":
        return _asked_for(reference, kind, day)
    return WorkItem(
        text=f"Follow up the {InterventionKind(kind).label} of {reference}",
        url=reverse("intervention", args=[reference, pk]),
        due=day,
        kind="Follow-up",
    )


def _complaints(user: User) -> list[WorkItem]:
    if not user.desk.has(Role.VICTIM_MANAGER):
        return []
    rows = Complaint.objects.visible_to(user).filter(answered_on=None).select_related("referral")
    return [
        WorkItem(
            text=f"Answer the complaint on {row.referral.reference}",
            url=reverse("answer_complaint", args=[row.referral.reference, row.pk]),
            due=row.received_on,
            kind="Complaint",
        )
        for row in rows.order_by("received_on", "pk")[:WORK_LIMIT]
    ]


@dataclass(frozen=True)
class Call:
    """One person to be contacted today: when, why, and what was said last."""

    referral: SupportReferral
    planned: PlannedContact | None
    stopped: PlannedContact | None
    last: ContactAttempt | None
    must_decide: bool

    @property
    def order(self) -> tuple[int, dt.datetime, int, dt.date, int]:
        """What safe contact has stopped first, then what has a time, then enhanced priority, then
        the longest overdue."""
        far = dt.datetime.max.replace(tzinfo=dt.UTC)
        return (
            0 if self.stopped else 1,
            self.planned.at if self.planned else far,
            0 if self.referral.priority == "enhanced" else 1,
            self.referral.next_contact_due or dt.date.max,
            self.referral.pk,
        )


def todays_calls(user: User, now: dt.datetime) -> list[Call]:
    """Everybody the user is to contact today, in order."""
    day = timezone.localdate(now)
    midnight = timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))
    open_plans = PlannedContact.objects.filter(done_at=None, cancelled_at=None)
    today = open_plans.filter(Q(stopped_at__isnull=False) | Q(at__lt=midnight))
    rows = (
        SupportReferral.objects.visible_to(user)
        .open()
        .filter(worker=user)
        .filter(Q(next_contact_due__lte=day) | Q(pk__in=today.values("referral")))
        .select_related("person")
        .prefetch_related(
            Prefetch("planned", queryset=today, to_attr="planned_today"),
            Prefetch("attempts", queryset=_latest(), to_attr="latest"),
        )
        .order_by("next_contact_due", "pk")
    )
    limit = setting("support_attempts", day)
    calls = [_call(row, limit) for row in rows[:WORK_LIMIT]]
    return sorted(calls, key=lambda call: call.order)


def _latest() -> QuerySet[ContactAttempt]:
    """The latest attempt of each referral."""
    return ContactAttempt.objects.order_by("-at", "-pk").select_related("recorded_by")[:1]


def _call(row: SupportReferral, limit: int) -> Call:
    plans: list[PlannedContact] = getattr(row, "planned_today", [])
    latest: list[ContactAttempt] = getattr(row, "latest", [])
    return Call(
        referral=row,
        planned=next((plan for plan in plans if plan.stopped_at is None), None),
        stopped=next((plan for plan in plans if plan.stopped_at), None),
        last=latest[0] if latest else None,
        must_decide=row.tries >= limit,
    )
