"""Appeals against the outcome."""

import datetime as dt

from django.db import transaction

from accounts.models import User
from reviews.models import Appeal, AppealOutcome, CaseReviewApplication, ReviewStatus, Step
from reviews.services.refusals import Refused, refuse_before
from reviews.services.steps import end_step, note, start_step
from reviews.workflow import CASE_REVIEW


@transaction.atomic
def receive_appeal(
    review: CaseReviewApplication, *, by: User | None, received_on: dt.date, grounds: str
) -> Appeal:
    """Record an appeal, and start its clock."""
    refuse_before(received_on, review.told_on, "received_on", "the outcome was told")
    CASE_REVIEW.move(review, ReviewStatus.APPEALED)
    appeal = Appeal.objects.create(review=review, received_on=received_on, grounds=grounds)
    start_step(review, Step.APPEAL, received_on)
    note("case_review.appealed", review, by=by, received_on=received_on)
    return appeal


@transaction.atomic
def decide_appeal(
    review: CaseReviewApplication,
    *,
    by: User | None,
    outcome: str,
    decided_on: dt.date,
    decided_by: str,
    reason: str,
) -> Appeal:
    """Record what somebody else than the chair decided; upheld, a review is held or held again."""
    appeal = review.appeals.filter(decided_on=None).order_by("-pk").first()
    if not isinstance(appeal, Appeal):
        raise Refused("No appeal is waiting. Look at the application again.")
    refuse_before(decided_on, appeal.received_on, "decided_on", "it was received")
    chairs = review.meetings.values_list("chair", flat=True)
    if _plain(decided_by) in {_plain(chair) for chair in chairs}:
        raise Refused("An appeal is decided by somebody who did not chair the review", "decided_by")
    upheld = outcome == AppealOutcome.UPHELD
    CASE_REVIEW.move(review, ReviewStatus.TO_REVIEW if upheld else ReviewStatus.APPEAL_DECIDED)
    Appeal.objects.filter(pk=appeal.pk).update(
        outcome=outcome, decided_on=decided_on, decided_by=decided_by, reason=reason
    )
    appeal.refresh_from_db()
    end_step(review, Step.APPEAL, decided_on)
    if upheld:
        start_step(review, Step.REVIEW, decided_on)
    note("case_review.appeal_decided", review, by=by, outcome=outcome, decided_on=decided_on)
    return appeal


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
