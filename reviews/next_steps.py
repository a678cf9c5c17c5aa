"""What may be done next with an application, as the page offers it."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from reviews.access import can_add_complaint, can_run_review
from reviews.models import CaseReviewApplication
from reviews.models import ReviewStatus as S
from reviews.queries import Page


@dataclass(frozen=True)
class NextStep:
    """One thing to do, and where."""

    label: str
    url: str


# For whoever runs the review, by status, in the order in which they are done.
RUN: dict[str, tuple[tuple[str, str], ...]] = {
    S.RECEIVED: (("Acknowledge the application", "acknowledge_review"),),
    S.ACKNOWLEDGED: (("Decide the threshold", "decide_threshold"),),
    S.NOT_MET: (("Tell the outcome", "tell_outcome"),),
    S.TO_REVIEW: (
        ("Offer the victim to attend", "offer_attendance"),
        ("Add somebody to the review", "add_review_member"),
        ("Record the review", "hold_review"),
    ),
    S.REVIEWED: (
        ("Add a recommendation", "add_recommendation"),
        ("Tell the outcome", "tell_outcome"),
    ),
    S.TOLD: (("Record an appeal", "receive_appeal"), ("Close the application", "close_review")),
    S.APPEALED: (("Decide the appeal", "decide_appeal"),),
    S.APPEAL_DECIDED: (("Close the application", "close_review"),),
}
BEFORE_OUTCOME = {S.RECEIVED, S.ACKNOWLEDGED, S.TO_REVIEW}
UNDECIDED = {S.RECEIVED, S.ACKNOWLEDGED}
MAY_WITHDRAW = {S.RECEIVED, S.ACKNOWLEDGED, S.NOT_MET, S.TO_REVIEW}


def next_steps(review: CaseReviewApplication, parts: Page, user: User) -> list[NextStep]:
    """What this person may do next: the step that is due first."""
    offered = list(RUN.get(review.status, ())) if can_run_review(user) else []
    if review.status in UNDECIDED and can_add_complaint(user, review):
        offered.append(("Add a complaint that is in no case", "add_complaint"))
    if can_run_review(user):
        if review.status in BEFORE_OUTCOME:
            offered += [
                ("Ask an agency what it knows", "ask_information"),
                ("Link a case", "link_review_case"),
            ]
        if review.status in MAY_WITHDRAW:
            offered.append(("Record that it is withdrawn", "withdraw_review"))
    steps = [NextStep(label, reverse(name, args=[review.reference])) for label, name in offered]
    return [*_owed(review, parts, user), *steps]


def _owed(review: CaseReviewApplication, parts: Page, user: User) -> list[NextStep]:
    """Answers that the person's own agency owes."""
    mine = user.desk.casework_agency_ids
    return [
        NextStep(
            "Give your agency's information",
            reverse("answer_request", args=[review.reference, each.pk]),
        )
        for each in parts.requests
        if each.agency_id in mine and each.answered_on is None
    ]
