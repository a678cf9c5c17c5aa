"""Lists of applications, and everything an application's page shows."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from accounts.models import Agency, User
from accounts.queries import caseworkers, current_agencies
from cases.models import HARMED_ROLES, Case, Party, real
from cases.queries.parts import person_seen_by
from cases.queries.settings import setting
from people.models import Person
from reviews.clock import REPLY, due_on
from reviews.models import (
    Appeal,
    CaseReviewApplication,
    ClockStep,
    InformationRequest,
    Recommendation,
    ReviewMeeting,
    ReviewMember,
)


def reviews_of(user: User) -> QuerySet[CaseReviewApplication]:
    """The applications a person may see, each with its next step and the day it is due."""
    running = ClockStep.objects.running().filter(review=OuterRef("pk")).order_by("due_on", "pk")
    rows = CaseReviewApplication.objects.visible_to(user).select_related("person")
    return rows.annotate(
        due_on=Subquery(running.values("due_on")[:1]),
        next_step=Subquery(running.values("step")[:1]),
    )


def overdue(
    rows: QuerySet[CaseReviewApplication], today: dt.date
) -> QuerySet[CaseReviewApplication]:
    """Those of which a step should have been done before today."""
    return rows.filter(Exists(ClockStep.objects.overdue(today).filter(review=OuterRef("pk"))))


@dataclass(frozen=True)
class Page:
    """Everything an application's page shows, as far as it can exist by now."""

    cases: list[Case]
    steps: list[ClockStep]
    requests: list[InformationRequest]
    members: list[ReviewMember]
    meetings: list[ReviewMeeting]
    appeals: list[Appeal]


def review_page(review: CaseReviewApplication, user: User) -> Page:
    """The parts of an application; those that follow the threshold only once it is decided."""
    decided = bool(review.threshold)
    recommended = Recommendation.objects.select_related("agency").order_by("pk")
    meetings = review.meetings.prefetch_related(
        Prefetch("recommendations", queryset=recommended, to_attr="recommended")
    )
    return Page(
        cases=list(Case.objects.visible_to(user).filter(case_reviews=review).order_by("pk")),
        steps=list(review.steps.order_by("pk")),
        requests=list(review.information_requests.select_related("agency", "answered_by")),
        members=list(review.members.select_related("user", "agency")) if decided else [],
        meetings=list(meetings) if decided else [],
        appeals=list(review.appeals.order_by("pk")) if review.told_on else [],
    )


def harmed_people(case: Case, user: User) -> list[Person]:
    """The people harmed in a case the user sees in full."""
    rows = Party.objects.visible_to(user).filter(real("case"), case=case, role__in=HARMED_ROLES)
    return list({row.person_id: row.person for row in rows.select_related("person")}.values())


def person_by_reference(user: User, reference: str) -> Person | None:
    """A person of the index, if the user may see them."""
    return person_seen_by(user, reference)


def cases_by_reference(user: User, references: list[str]) -> list[Case]:
    """Those of these cases that the user sees in full."""
    wanted = [reference.upper() for reference in references]
    return list(Case.objects.in_full_for(user).filter(reference__in=wanted))


def agencies_now() -> QuerySet[Agency]:
    """The agencies that can be asked."""
    return current_agencies()


def possible_members() -> QuerySet[User]:
    """Everybody who works on cases for a current agency."""
    people = caseworkers(list(current_agencies().values_list("pk", flat=True)))
    return people.order_by("family_name", "given_name")


def reply_due(day: dt.date) -> dt.date:
    """The day by which an agency replies to a recommendation, when nobody chose another."""
    return due_on(day, int(setting(REPLY, day)))
