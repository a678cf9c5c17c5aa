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
from ui.work import Owed, WorkItem

WORK_LIMIT = 50
KIND = "Case review"


def work_list(user: User) -> list[WorkItem]:
    """Victims to tell of their right; at most two queries, one for overseers. Steps, information
    and replies are in `owed_rows`."""
    if not user.desk.works_on_cases:
        return []
    return list((_all_rights if user.desk.oversees_cases else _own_rights)(user))


def owed_rows(user: User) -> list[QuerySet[Any]]:
    """Steps to take, information and replies to give, as rows of `Owed`."""
    if not user.desk.works_on_cases:
        return []
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
    return parts


def _as_owed(rows: QuerySet[Any], due: str, kind: Value | F) -> QuerySet[Any]:
    """Rows of one kind in the one shape that all kinds share."""
    named: QuerySet[Any] = rows.order_by().annotate(
        kind=kind, due=F(due), said=F("review__reference"), of=F("review"), key=F("pk")
    )
    return named.values_list(*Owed._fields)


def owed_item(row: Owed) -> WorkItem | None:
    """A row of `owed_rows` as a line of a work list; None for one that is another app's."""
    if row.kind == "information":
        url = reverse("answer_request", args=[row.said, row.key])
        return WorkItem(f"Give information on {row.said}", url, row.due, KIND)
    if row.kind == "reply":
        url = reverse("answer_recommendation", args=[row.said, row.key])
        return WorkItem(f"Reply to a recommendation of {row.said}", url, row.due, KIND)
    if row.kind in Step.values:
        url = reverse("case_review", args=[row.said])
        return WorkItem(f"{Step(row.kind).label}: {row.said}", url, row.due, KIND)
    return None


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
