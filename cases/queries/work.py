"""What a person owes on referrals and cases."""

import datetime as dt

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from cases.access import EDITABLE
from cases.models import Action, Case, Referral, ReferralStatus
from cases.queries.reviews import review_items
from cases.workflow import TRIAGE_WORKING_DAYS
from ui.work import WorkItem
from ui.working_days import add_working_days

MOST_OF_A_KIND = 50


def work_list(user: User) -> list[WorkItem]:
    """Referrals to answer or to finish, actions of one's own, reviews and closings; five queries
    for the coordinator, four for anybody else."""
    if not user.desk.works_on_cases:
        return []
    return [*_referrals(user), *_actions(user), *review_items(user)]


def triage_due(referral: Referral) -> dt.date | None:
    """The day by which the coordinator answers, in working days from the day it was sent."""
    if referral.sent_at is None:
        return None
    return add_working_days(timezone.localdate(referral.sent_at), TRIAGE_WORKING_DAYS)


def _referrals(user: User) -> list[WorkItem]:
    wanted = Q(author=user, status__in=EDITABLE)
    if user.desk.has(Role.COORDINATOR):
        wanted |= Q(status=ReferralStatus.SENT)
    rows = Referral.objects.visible_to(user).filter(wanted).order_by("sent_at", "pk")
    return [_referral_item(row) for row in rows[:MOST_OF_A_KIND]]


def _referral_item(row: Referral) -> WorkItem:
    url = reverse("referral", args=[row.reference])
    if row.status == ReferralStatus.SENT:
        return WorkItem(f"Answer referral {row.reference}", url, triage_due(row), "Referral")
    said = "Answer the questions on" if row.status == ReferralStatus.RETURNED else "Finish"
    return WorkItem(f"{said} referral {row.reference}", url, None, "Referral")


def _actions(user: User) -> list[WorkItem]:
    rows = Action.objects.open().filter(owner=user).select_related("case")
    rows = rows.filter(case__in=Case.objects.visible_to(user).values("pk"))
    return [
        WorkItem(
            f"Do your action on {row.case.reference}",
            reverse("action", args=[row.pk]),
            row.due_on,
            "Action",
        )
        for row in rows.order_by("due_on", "pk")[:MOST_OF_A_KIND]
    ]
