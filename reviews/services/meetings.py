"""The review: who is on it, whether the victim comes, what it finds and recommends."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.queries.settings import setting
from reviews import notices
from reviews.models import (
    CaseReviewApplication,
    Recommendation,
    Reply,
    ReviewMeeting,
    ReviewMember,
    ReviewStatus,
    Step,
)
from reviews.services.refusals import Refused, refuse_before
from reviews.services.steps import end_step, note, start_step, subject_of
from reviews.workflow import CASE_REVIEW, save_versioned

PARTNERS = "case_review_key_partners"


def _require(review: CaseReviewApplication, status: str) -> None:
    if review.status != status:
        raise Refused(f"{review} is {review.get_status_display().lower()}, so this cannot be done.")


@transaction.atomic
def add_member(
    review: CaseReviewApplication,
    *,
    by: User | None,
    agency: Agency,
    user: User | None = None,
    name: str = "",
) -> ReviewMember:
    """Put somebody of a partner on the review; with an account they may read the application."""
    _require(review, ReviewStatus.TO_REVIEW)
    if user and agency.pk not in user.desk.casework_agency_ids:
        raise Refused(f"They do not work on cases for {agency}", "user")
    if user and review.members.filter(user=user).exists():
        raise Refused("They are on the review already", "user")
    member = ReviewMember.objects.create(review=review, agency=agency, user=user, name=name)
    record(
        "case_review.member_named",
        by=by,
        subject=subject_of(review),
        operation=Operation.DISCLOSURE,
        recipients=[agency.slug],
        changes={"user": user.pk if user else None},
    )
    return member


@transaction.atomic
def offer_attendance(
    review: CaseReviewApplication,
    *,
    by: User | None,
    version: int,
    attendance: str,
    attendance_on: dt.date,
    reason: str = "",
    involvement: str = "",
    statement: str = "",
) -> CaseReviewApplication:
    """Record whether the victim was asked to the review, what they chose, and their statement."""
    _require(review, ReviewStatus.TO_REVIEW)
    refuse_before(attendance_on, review.received_on, "attendance_on", "it was received")
    save_versioned(
        review,
        version,
        attendance=attendance,
        attendance_on=attendance_on,
        attendance_reason=reason,
        involvement=involvement,
        statement=statement,
    )
    note(
        "case_review.attendance_offered",
        review,
        by=by,
        attendance=attendance,
        involvement=involvement,
        attendance_on=attendance_on,
    )
    return review


@transaction.atomic
def hold_review(
    review: CaseReviewApplication,
    *,
    by: User | None,
    held_on: dt.date,
    chair: str,
    chair_body: str,
    is_independent: bool,
    victim_attended: bool,
    findings: str,
) -> ReviewMeeting:
    """Record that the review was held, by whom, and what it found."""
    refuse_before(held_on, _ready_on(review), "held_on", "it was decided to hold one")
    if not review.attendance:
        raise Refused("Record first whether the victim was offered to attend.")
    members = list(review.members.select_related("agency", "user").order_by("pk"))
    needed = int(setting(PARTNERS, held_on))
    if len({member.agency_id for member in members}) < needed:
        raise Refused(f"A review has people of at least {needed} partner agencies. Add them first.")
    CASE_REVIEW.move(review, ReviewStatus.REVIEWED)
    meeting = ReviewMeeting.objects.create(
        review=review,
        held_on=held_on,
        chair=chair,
        chair_body=chair_body,
        is_independent=is_independent,
        victim_attended=victim_attended,
        members=[f"{member}, {member.agency}" for member in members],
        findings=findings,
        recorded_by=by,
    )
    end_step(review, Step.REVIEW, held_on)
    start_step(review, Step.OUTCOME, held_on)
    note(
        "case_review.held",
        review,
        by=by,
        held_on=held_on,
        is_independent=is_independent,
        victim_attended=victim_attended,
        partners=len(members),
    )
    return meeting


def _ready_on(review: CaseReviewApplication) -> dt.date | None:
    """The day a review was decided on: by the threshold, or last by an appeal upheld."""
    appeal = review.appeals.exclude(decided_on=None).order_by("-pk").first()
    return appeal.decided_on if appeal else review.threshold_on


@transaction.atomic
def add_recommendation(
    review: CaseReviewApplication,
    *,
    by: User | None,
    agency: Agency,
    text: str,
    reply_due_on: dt.date,
    made_on: dt.date | None = None,
) -> Recommendation:
    """Recommend something to an agency; it is told, and may then read the application."""
    _require(review, ReviewStatus.REVIEWED)
    meeting = review.meetings.order_by("-pk").first()
    if meeting is None:
        raise Refused("Record the review first.")
    recommendation = Recommendation.objects.create(
        review=review,
        meeting=meeting,
        agency=agency,
        text=text,
        made_on=made_on or timezone.localdate(),
        reply_due_on=reply_due_on,
    )
    record(
        "case_review.recommended",
        by=by,
        subject=subject_of(review),
        operation=Operation.DISCLOSURE,
        recipients=[agency.slug],
        changes={"recommendation": recommendation.pk, "reply_due_on": reply_due_on.isoformat()},
    )
    notices.recommendation_made(recommendation)
    return recommendation


@transaction.atomic
def answer_recommendation(
    recommendation: Recommendation,
    *,
    by: User | None,
    reply: str,
    replied_on: dt.date,
    reason: str = "",
) -> Recommendation:
    """Record an agency's reply; to accept in part or to refuse takes a reason."""
    refuse_before(replied_on, recommendation.made_on, "replied_on", "it was recommended")
    if reply != Reply.ACCEPTED and not reason:
        raise Refused("Say why it is not accepted as a whole", "reason")
    rows = Recommendation.objects.filter(pk=recommendation.pk, reply=Reply.WAITING)
    if rows.update(reply=reply, reply_reason=reason, replied_on=replied_on, replied_by=by) != 1:
        raise Refused("This has been replied to already. Look at the application again.")
    recommendation.refresh_from_db()
    note(
        "case_review.recommendation_answered",
        recommendation.review,
        by=by,
        recommendation=recommendation.pk,
        reply=reply,
        replied_on=replied_on,
    )
    return recommendation


@transaction.atomic
def finish_recommendation(
    recommendation: Recommendation, *, by: User | None, done_on: dt.date, how: str
) -> Recommendation:
    """Record that an accepted recommendation was carried out."""
    refuse_before(done_on, recommendation.made_on, "done_on", "it was recommended")
    rows = Recommendation.objects.filter(
        pk=recommendation.pk, reply__in=(Reply.ACCEPTED, Reply.PART), done_on=None
    )
    if rows.update(done_on=done_on, done_how=how) != 1:
        raise Refused("Only what was accepted, and is not done yet, can be done.")
    recommendation.refresh_from_db()
    note(
        "case_review.recommendation_done",
        recommendation.review,
        by=by,
        recommendation=recommendation.pk,
        done_on=done_on,
    )
    return recommendation


@transaction.atomic
def tell_outcome(
    review: CaseReviewApplication, *, by: User | None, told_on: dt.date, how: str, what: str
) -> CaseReviewApplication:
    """Record that the applicant was told the outcome: when, how and what."""
    after = review.meetings.order_by("-pk").values_list("held_on", flat=True).first()
    refuse_before(told_on, after or review.threshold_on, "told_on", "it was decided")
    CASE_REVIEW.move(review, ReviewStatus.TOLD, told_on=told_on, told_how=how, told_what=what)
    end_step(review, Step.OUTCOME, told_on)
    record(
        "case_review.outcome_told",
        by=by,
        subject=subject_of(review),
        operation=Operation.DISCLOSURE,
        recipients=["applicant"],
        changes={"told_on": told_on.isoformat()},
    )
    return review
