"""Opening, moving and reviewing a case."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases import notices
from cases.models import Case, CaseStatus, Closure, ReferenceNumber, Referral, StatusChange
from cases.queries.reviews import check_day, next_review_day
from cases.workflow import CASE, save_versioned
from places.queries import ward_of


@transaction.atomic
def next_reference(prefix: str, year: int) -> str:
    """The next number of a series: `CSM-2026-0042`. A number once given is never given again."""
    ReferenceNumber.objects.get_or_create(prefix=prefix, year=year)
    series = ReferenceNumber.objects.filter(prefix=prefix, year=year)
    series.update(last=F("last") + 1)
    return str(series.get())


@transaction.atomic
def open_case(
    *,
    by: User | None,
    lead_agency: Agency,
    category: str,
    asb_type: str,
    summary: str,
    postcode: str = "",
    referral: Referral | None = None,
    lead_officer: User | None = None,
    reason: str,
    opened_on: dt.date | None = None,
    is_rehearsal: bool = False,
) -> Case:
    """Open a case with the next reference of the year, in the ward of its postcode. One to
    practise with is numbered in a series of its own."""
    opened_on = opened_on or timezone.localdate()
    case = Case.objects.create(
        reference=next_reference("TRY" if is_rehearsal else "CSM", opened_on.year),
        referral=referral,
        lead_agency=lead_agency,
        lead_officer=lead_officer,
        category=category,
        asb_type=asb_type,
        summary=summary,
        postcode=postcode,
        ward=ward_of(postcode),
        opened_on=opened_on,
        is_rehearsal=is_rehearsal,
    )
    StatusChange.objects.create(case=case, became=CaseStatus.OPEN, reason=reason, by=by)
    record(
        "case.opened",
        by=by,
        subject=f"case {case.reference}",
        trail=f"referral {referral.reference}" if referral else "",
        operation=Operation.COLLECTION,
        reason=reason,
        changes={"category": category, "asb_type": asb_type},
    )
    return case


@transaction.atomic
def move_case(case: Case, *, by: User | None, to: str, reason: str) -> Case:
    """Close a case, reopen it or put it under monitoring, with the reason. Closing it leaves a
    closing record to be written; reopening it keeps that record."""
    was = case.status
    if to == CaseStatus.CLOSED:
        now = timezone.now()
        CASE.move(case, to, closed_at=now, closing_reason=reason, next_review_on=None)
        _begin_closure(case, by=by, reason=reason)
    elif was == CaseStatus.CLOSED:
        review = next_review_day(case.risk_band, timezone.localdate())
        CASE.move(case, to, closed_at=None, closing_reason="", next_review_on=review)
        case.closures.standing().update(reopened_at=timezone.now())
    else:
        CASE.move(case, to)
    case.reviews.asking().update(answered_at=timezone.now())
    StatusChange.objects.create(case=case, was=was, became=to, reason=reason, by=by)
    record(
        "case.moved",
        by=by,
        subject=f"case {case.reference}",
        operation=Operation.ALTERATION,
        reason=reason,
        changes={"status": [was, to]},
    )
    return case


def _begin_closure(case: Case, *, by: User | None, reason: str) -> None:
    now = timezone.now()
    due = check_day(timezone.localdate(now))
    Closure.objects.create(case=case, closed_at=now, closed_by=by, reason=reason, check_due_on=due)


@transaction.atomic
def set_review(
    case: Case, *, by: User, next_review_on: dt.date, lead_officer: User | None, version: int
) -> Case:
    """Say who leads a case and when it is looked at next."""
    before = case.next_review_on
    save_versioned(case, version, next_review_on=next_review_on, lead_officer=lead_officer)
    record(
        "case.review_set",
        by=by,
        subject=f"case {case.reference}",
        operation=Operation.ALTERATION,
        changes={"next_review_on": [before and before.isoformat(), next_review_on.isoformat()]},
    )
    return case


@transaction.atomic
def set_reviews(cases: Sequence[Case], *, by: User, next_review_on: dt.date) -> int:
    """Look at these cases on the same day next; returns how many."""
    for case in cases:
        set_review(
            case,
            by=by,
            next_review_on=next_review_on,
            lead_officer=case.lead_officer,
            version=case.version,
        )
    return len(cases)


@transaction.atomic
def give_cases(cases: Sequence[Case], *, by: User, lead_officer: User, reason: str) -> int:
    """Let a colleague lead these cases from now on, who is told in one message; returns how
    many."""
    for case in cases:
        was = case.lead_officer_id
        save_versioned(case, case.version, lead_officer=lead_officer)
        record(
            "case.lead_changed",
            by=by,
            subject=f"case {case.reference}",
            operation=Operation.ALTERATION,
            reason=reason,
            changes={"lead_officer": [was, lead_officer.pk]},
        )
    told = [case for case in cases if not case.is_rehearsal]
    if told and lead_officer != by:
        notices.cases_given(lead_officer, told)
    return len(cases)
