"""Applications at every stage, made through the services."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.models import HARMED_ROLES, Case
from cases.services import add_incident
from home.queries import work_today
from reviews import queries, services
from reviews.models import CaseReviewApplication, ReviewMeeting
from tests.people import Cast
from ui.work import WorkItem

STAGES = ("received", "acknowledged", "to_review", "reviewed", "told", "appealed")


def days_ago(number: int) -> dt.date:
    """A day before today."""
    return timezone.localdate() - dt.timedelta(days=number)


def report(case: Case, cast: Cast, day: dt.date, **said: Any) -> None:
    """An incident of a case, reported to the police on the day it happened."""
    add_incident(
        case,
        by=cast.officer,
        **{
            "happened_on": day,
            "reported_on": day,
            "category": "noise",
            "description": "Music until four.",
            "reported_to": "Police",
            **said,
        },
    )


def an_application(
    cast: Cast, case: Case | None = None, *, received_on: dt.date | None = None, **said: Any
) -> CaseReviewApplication:
    """An application of the victim of a case, or of somebody in no case."""
    victim = case.parties.filter(role__in=HARMED_ROLES).first() if case else None
    return services.log_review(
        by=cast.officer,
        agency=cast.housing,
        received_on=received_on or days_ago(60),
        **{
            "applicant": "victim",
            "how_applied": "phone",
            "asks": "Nobody has done anything.",
            "person": victim.person if victim else None,
            "person_name": "" if victim else "Una Known",
            "cases": [case] if case else [],
            **said,
        },
    )


def decide(
    review: CaseReviewApplication, cast: Cast, outcome: str = "met", **said: Any
) -> CaseReviewApplication:
    """The threshold as the coordinator records it, with every reason given."""
    finding = queries.finding_of(review, cast.coordinator)
    reasons = {"reason": "It goes on and on", "persistence": "Every week for a year"}
    return services.decide_threshold(
        review,
        by=cast.coordinator,
        finding=finding,
        outcome=outcome,
        **{"decided_on": days_ago(50), **reasons, **said},
    )


def hold(review: CaseReviewApplication, cast: Cast, **said: Any) -> ReviewMeeting:
    """The review as the coordinator records it."""
    return services.hold_review(
        review,
        by=cast.coordinator,
        **{
            "held_on": days_ago(30),
            "chair": "Ada Fair",
            "chair_body": "Eastmoor Council",
            "is_independent": True,
            "victim_attended": True,
            "findings": "Nobody had put the reports together.",
            **said,
        },
    )


def ready(review: CaseReviewApplication, cast: Cast) -> CaseReviewApplication:
    """With attendance offered and three partners named."""
    services.offer_attendance(
        review,
        by=cast.coordinator,
        version=review.version,
        attendance="yes",
        attendance_on=days_ago(45),
        involvement="part",
    )
    for agency, user in (
        (cast.police, cast.cochair_police),
        (cast.council, cast.cochair_council),
        (cast.health, cast.partner),
    ):
        services.add_member(review, by=cast.coordinator, agency=agency, user=user)
    return review


def recommend(review: CaseReviewApplication, cast: Cast, **said: Any) -> Any:
    """A recommendation to the housing agency."""
    return services.add_recommendation(
        review,
        by=cast.coordinator,
        agency=cast.housing,
        text="Install noise monitoring.",
        reply_due_on=said.pop("reply_due_on", timezone.localdate()),
    )


def at(cast: Cast, stage: str, case: Case | None = None, **said: Any) -> CaseReviewApplication:
    """An application that has got as far as a stage."""
    review = an_application(cast, case, **said)
    steps = STAGES[1 : STAGES.index(stage) + 1]
    for step in steps:
        _go(review, cast, step)
    return review


def _go(review: CaseReviewApplication, cast: Cast, step: str) -> None:
    by = cast.coordinator
    if step == "acknowledged":
        services.acknowledge_review(review, by=by, acknowledged_on=days_ago(58), how="Called")
    elif step == "to_review":
        decide(review, cast)
    elif step == "reviewed":
        hold(ready(review, cast), cast)
    elif step == "told":
        services.tell_outcome(review, by=by, told_on=days_ago(25), how="Letter", what="All of it")
    else:
        services.receive_appeal(review, by=by, received_on=days_ago(20), grounds="Not enough")


def review_work(user: User) -> list[WorkItem]:
    """What somebody's work list says of case reviews."""
    return [item for item in work_today(user) if item.kind == "Case review"]
