"""An application: logging it, acknowledging it, deciding the threshold, ending it."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from cases.models import Case
from cases.services import next_reference
from people.models import Person
from reviews import notices
from reviews.models import (
    ENDED,
    CaseReviewApplication,
    Complaint,
    Recommendation,
    Reply,
    ReviewStatus,
    Step,
    ThresholdOutcome,
)
from reviews.services.refusals import Refused, refuse_before
from reviews.services.steps import end_step, note, start_step, stop_steps
from reviews.threshold import Finding
from reviews.worked import as_kept
from reviews.workflow import CASE_REVIEW


@transaction.atomic
def log_review(
    *,
    by: User | None,
    agency: Agency,
    applicant: str,
    how_applied: str,
    received_on: dt.date,
    asks: str,
    person: Person | None = None,
    person_name: str = "",
    cases: Iterable[Case] = (),
    applicant_name: str = "",
    relation: str = "",
    victim_consents: bool | None = None,
    by_several: bool = False,
    postcode: str = "",
    contact: str = "",
) -> CaseReviewApplication:
    """Log an application with the next reference of the year, and start its clock."""
    if received_on > timezone.localdate():
        raise Refused("Enter a date that is today or in the past", "received_on")
    review = CaseReviewApplication.objects.create(
        reference=next_reference("ACR", received_on.year),
        applicant=applicant,
        applicant_name=applicant_name,
        relation=relation,
        victim_consents=victim_consents,
        how_applied=how_applied,
        received_on=received_on,
        person=person,
        person_name="" if person else person_name,
        by_several=by_several,
        postcode=postcode,
        contact=contact,
        asks=asks,
        logged_by=by,
        logged_agency=agency,
    )
    _begin(review, by, list(cases))
    return review


def _begin(review: CaseReviewApplication, by: User | None, cases: list[Case]) -> None:
    """Link the cases, start the clock, and tell the coordinators."""
    review.cases.set(cases)
    start_step(review, Step.ACKNOWLEDGE, review.received_on)
    start_step(review, Step.THRESHOLD, review.received_on)
    note(
        "case_review.applied",
        review,
        by=by,
        operation=Operation.COLLECTION,
        applicant=review.applicant,
        how_applied=review.how_applied,
        received_on=review.received_on,
        cases=[case.reference for case in cases],
    )
    notices.review_applied_for(review)


@transaction.atomic
def acknowledge_review(
    review: CaseReviewApplication, *, by: User | None, acknowledged_on: dt.date, how: str
) -> CaseReviewApplication:
    """Record that the applicant was told that their application has come in."""
    refuse_before(acknowledged_on, review.received_on, "acknowledged_on", "it was received")
    CASE_REVIEW.move(
        review,
        ReviewStatus.ACKNOWLEDGED,
        acknowledged_on=acknowledged_on,
        acknowledged_how=how,
    )
    end_step(review, Step.ACKNOWLEDGE, acknowledged_on)
    note("case_review.acknowledged", review, by=by, acknowledged_on=acknowledged_on)
    return review


@transaction.atomic
def add_complaint(
    review: CaseReviewApplication,
    *,
    by: User | None,
    happened_on: dt.date,
    reported_on: dt.date,
    reported_to: str,
    category: str,
    report_reference: str = "",
    postcode: str = "",
) -> Complaint:
    """Write down a report of the behaviour that stands in no case's log."""
    require_undecided(review)
    refuse_before(reported_on, happened_on, "reported_on", "it happened")
    complaint = Complaint.objects.create(
        review=review,
        happened_on=happened_on,
        reported_on=reported_on,
        reported_to=reported_to,
        report_reference=report_reference,
        category=category,
        postcode=postcode,
        recorded_by=by,
    )
    note(
        "case_review.complaint_added",
        review,
        by=by,
        operation=Operation.COLLECTION,
        happened_on=happened_on,
        reported_on=reported_on,
    )
    return complaint


@transaction.atomic
def link_case(
    review: CaseReviewApplication, *, by: User | None, case: Case
) -> CaseReviewApplication:
    """Say that the application is about a case: its incidents count, its agencies see it."""
    if review.status in ENDED:
        raise Refused(f"{review} has ended, so no case can be linked to it.")
    if review.cases.filter(pk=case.pk).exists():
        raise Refused(f"{case} is linked already", "case")
    review.cases.add(case)
    note(
        "case_review.case_linked",
        review,
        by=by,
        operation=Operation.COMBINATION,
        case=case.reference,
    )
    return review


def require_undecided(review: CaseReviewApplication) -> None:
    """Refuse what would change the count after the threshold was decided."""
    if review.status not in (ReviewStatus.RECEIVED, ReviewStatus.ACKNOWLEDGED):
        raise Refused(f"The threshold of {review} is decided, so its complaints stay as they were.")


@transaction.atomic
def decide_threshold(
    review: CaseReviewApplication,
    *,
    by: User | None,
    finding: Finding,
    outcome: str,
    decided_on: dt.date,
    reason: str = "",
    persistence: str = "",
    harm: str = "",
    adequacy: str = "",
    correction: str = "",
) -> CaseReviewApplication:
    """Record what the relevant bodies decided, with the count as it was worked out that day."""
    refuse_before(decided_on, review.acknowledged_on, "decided_on", "it was acknowledged")
    _check_decision(finding, outcome, reason, bool(persistence or harm or adequacy), correction)
    to_review = outcome != ThresholdOutcome.NOT_MET
    CASE_REVIEW.move(
        review,
        ReviewStatus.TO_REVIEW if to_review else ReviewStatus.NOT_MET,
        threshold=outcome,
        threshold_on=decided_on,
        threshold_reason=reason,
        threshold_correction=correction,
        threshold_worked=as_kept(finding),
        threshold_by=by,
        persistence=persistence,
        harm=harm,
        adequacy=adequacy,
    )
    end_step(review, Step.THRESHOLD, decided_on)
    start_step(review, Step.REVIEW if to_review else Step.OUTCOME, decided_on)
    note(
        "case_review.threshold_decided",
        review,
        by=by,
        outcome=outcome,
        decided_on=decided_on,
        counted=finding.incidents,
        met_by_number=finding.is_met,
    )
    return review


def _check_decision(
    finding: Finding, outcome: str, reason: str, says_a_matter: bool, correction: str
) -> None:
    """By the number it must be met, unless the number is wrong; otherwise the reasons decide."""
    met = outcome == ThresholdOutcome.MET
    if finding.is_met and not met and not correction:
        raise Refused(
            "By section 104(4) the threshold is met by this number. If it is wrong, say which "
            "complaint does not count, and why",
            "correction",
        )
    if met and not finding.is_met and not says_a_matter:
        raise Refused("Say what of persistence, harm or the response meets it", "persistence")
    if met != finding.is_met and not reason:
        raise Refused("Say why you decide otherwise than the number says", "reason")
    if not met and not reason:
        raise Refused("Say why: the applicant is told, and may appeal", "reason")


@transaction.atomic
def close_review(
    review: CaseReviewApplication, *, by: User | None, ended_on: dt.date, reason: str
) -> CaseReviewApplication:
    """Close an application whose outcome was told and whose recommendations are answered."""
    refuse_before(ended_on, review.told_on, "ended_on", "the outcome was told")
    waiting = Recommendation.objects.filter(review=review, reply=Reply.WAITING)
    if waiting.exists():
        raise Refused("A recommendation still waits for its reply. Record it first, then close.")
    CASE_REVIEW.move(review, ReviewStatus.CLOSED, ended_on=ended_on, end_reason=reason)
    stop_steps(review, ended_on)
    note("case_review.closed", review, by=by, ended_on=ended_on)
    return review


@transaction.atomic
def withdraw_review(
    review: CaseReviewApplication, *, by: User | None, ended_on: dt.date, reason: str
) -> CaseReviewApplication:
    """Record that the applicant has withdrawn, and stop the clock."""
    refuse_before(ended_on, review.received_on, "ended_on", "it was received")
    CASE_REVIEW.move(review, ReviewStatus.WITHDRAWN, ended_on=ended_on, end_reason=reason)
    stop_steps(review, ended_on)
    note("case_review.withdrawn", review, by=by, ended_on=ended_on)
    return review
