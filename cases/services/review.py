"""Looking at a case between meetings."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.models import (
    Case,
    CaseEventKind,
    CaseReview,
    CaseStatus,
    LookedAt,
    ReviewDecision,
)
from cases.services.cases import move_case
from cases.services.chronology import add_event
from cases.workflow import WrongStatus, save_versioned


def answer_urgent(case: Case) -> None:
    """A meeting is called about the case: whoever asked at a review for that has the answer."""
    asked = case.reviews.asking().filter(decision=ReviewDecision.URGENT)
    asked.update(answered_at=timezone.now())


@transaction.atomic
def review_case(
    case: Case,
    *,
    by: User,
    looked_at: Sequence[str],
    findings: str,
    decision: str,
    reason: str,
    next_review_on: dt.date,
    version: int,
) -> CaseReview:
    """Write down a review and set the next one. Whoever oversees cases decides at once, and so
    answers what was proposed before; anybody else's decision to monitor, close or discuss
    urgently is a proposal to them. StaleVersion if the case was saved meanwhile."""
    if case.status == CaseStatus.CLOSED:
        raise WrongStatus(f"{case} is closed, so it is not reviewed. Reopen it first.")
    save_versioned(case, version, next_review_on=next_review_on)
    decides = by.desk.oversees_cases
    if decides:
        case.reviews.asking().update(answered_at=timezone.now())
    review = CaseReview.objects.create(
        case=case,
        looked_at=[each for each in LookedAt.values if each in looked_at],
        findings=findings,
        decision=decision,
        reason=reason,
        risk_band=case.risk_band,
        next_review_on=next_review_on,
        is_proposal=not decides and decision != ReviewDecision.CARRY_ON,
        reviewed_by=by,
    )
    if decides and decision == ReviewDecision.MONITOR and case.status != CaseStatus.MONITORING:
        move_case(case, by=by, to=CaseStatus.MONITORING, reason=reason)
    _tell(review, by)
    return review


def _tell(review: CaseReview, by: User) -> None:
    case = review.case
    looked = "; ".join(review.looked_at_words)
    add_event(
        case,
        by=by,
        kind=CaseEventKind.REVIEW,
        title=f"Reviewed: {review.get_decision_display().lower()}",
        text=f"{review.findings}\n\nWhy: {review.reason}\n\nLooked at: {looked}",
        source=f"review {review.pk}",
    )
    changes: dict[str, Any] = {
        "decision": review.decision,
        "is_proposal": review.is_proposal,
        "next_review_on": review.next_review_on.isoformat(),
    }
    record(
        "case.reviewed",
        by=by,
        subject=f"case {case.reference}",
        trail=f"review {review.pk}",
        operation=Operation.COLLECTION,
        changes=changes,
    )
