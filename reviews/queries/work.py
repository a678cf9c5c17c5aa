"""What a person owes on case reviews."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Count, F, Min, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from accounts.anybody import compiled_for
from accounts.models import User
from cases.models import Party
from reviews.models import (
    CaseReviewApplication,
    ClockStep,
    InformationRequest,
    Recommendation,
    Reply,
    RightsDue,
    Step,
)
from reviews.queries.rights import telling_on, with_enough_reports
from ui.compiled import Rows
from ui.work import WorkItem

WORK_LIMIT = 50


def work_list(user: User) -> list[WorkItem]:
    """Steps to take, information and replies to give, victims to tell of their right; at most
    three queries, two for overseers."""
    if not user.desk.works_on_cases:
        return []
    rights = _all_rights if user.desk.oversees_cases else _own_rights
    return [*_owed(user), *rights(user)]


def _owed(user: User) -> list[WorkItem]:
    return [_owed_item(*row) for row in compiled_for(user, _owed_rows)]


def _owed_rows(user: User) -> Rows:
    mine = user.desk.casework_agency_ids
    # Being asked is reason enough to see it.
    asking = {
        "agency__in": mine,
        "review__in": CaseReviewApplication.objects.unless_restricted(user),
    }
    requests = InformationRequest.objects.filter(answered_on=None, **asking)
    replies = Recommendation.objects.filter(reply=Reply.WAITING, **asking)
    parts = [
        _as_owed(requests, "due_on", Value("information", CharField())),
        _as_owed(replies, "reply_due_on", Value("reply", CharField())),
    ]
    if user.desk.oversees_cases:
        steps = ClockStep.objects.running().visible_to(user)
        parts.append(_as_owed(steps, "due_on", F("step")))
    return parts[0].union(*parts[1:], all=True).order_by("due", "key")[:WORK_LIMIT]


def _as_owed(rows: QuerySet[Any], due: str, kind: Value | F) -> Rows:
    """Rows of one kind in the one shape that all kinds share."""
    named: QuerySet[Any] = rows.order_by().annotate(
        kind=kind, due=F(due), reference=F("review__reference"), key=F("pk")
    )
    return named.values_list("kind", "due", "reference", "key")


def _owed_item(kind: str, due: dt.date, reference: str, key: int) -> WorkItem:
    if kind == "information":
        url = reverse("answer_request", args=[reference, key])
        return WorkItem(f"Give information on {reference}", url, due, "Case review")
    if kind == "reply":
        url = reverse("answer_recommendation", args=[reference, key])
        return WorkItem(f"Reply to a recommendation of {reference}", url, due, "Case review")
    url = reverse("case_review", args=[reference])
    return WorkItem(f"{Step(kind).label}: {reference}", url, due, "Case review")


def _own_rights(user: User) -> Iterator[WorkItem]:
    today = timezone.localdate()
    for pk, case in compiled_for(user, _own_to_tell, today, *telling_on(today)):
        url = reverse("tell_rights", args=[pk])
        text = f"Tell a victim of {case} of their right to a review"
        yield WorkItem(text, url, None, "Case review")


def _own_to_tell(user: User, today: dt.date, since: dt.date, enough: int) -> Rows:
    own = Party.objects.visible_to(user).filter(
        case__lead_officer=user, case__lead_agency__in=user.desk.casework_agency_ids
    )
    rows = with_enough_reports(own, today, since, enough)
    return rows.order_by("pk").values_list("pk", "case__reference")[:WORK_LIMIT]


def _all_rights(user: User) -> Iterator[WorkItem]:
    """One line for all whom the night found, by the earliest day."""
    rows = RightsDue.objects.visible_to(user).open()
    found = rows.aggregate(number=Count("pk"), first=Min("due_on"))
    if number := found["number"]:
        text = f"Have victims told of their right to a review: {number} to be told"
        yield WorkItem(text, reverse("list_rights"), found["first"], "Case review")
