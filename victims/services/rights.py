"""The Victims' Code checklist, and complaints."""

import datetime as dt

from django.db import IntegrityError, transaction

from accounts.models import User
from audit.models import Operation
from cases.workflow import StaleVersion, save_versioned
from victims.models import Complaint, RightCheck, SupportReferral
from victims.services.trail import record_support


@transaction.atomic
def check_right(
    referral: SupportReferral, *, by: User, right: str, state: str, on: dt.date, version: int
) -> RightCheck:
    """Write down what became of one right. `version` is what the writer saw; 0 for nothing."""
    if version == 0:
        row = _first(referral, right, state, on, by)
        before = ""
    else:
        row = RightCheck.objects.get(referral=referral, right=right)
        before = row.state
        save_versioned(row, version, state=state, on=on, recorded_by=by)
    record_support(
        "right.checked",
        referral,
        by=by,
        changes={"right": right, "state": [before, state], "on": on.isoformat()},
    )
    return row


def _first(referral: SupportReferral, right: str, state: str, on: dt.date, by: User) -> RightCheck:
    try:
        with transaction.atomic():
            return RightCheck.objects.create(
                referral=referral, right=right, state=state, on=on, recorded_by=by
            )
    except IntegrityError:
        raise StaleVersion from None


@transaction.atomic
def record_complaint(
    referral: SupportReferral, *, by: User, about: str, received_on: dt.date, what: str
) -> Complaint:
    """Write down what a person complains of; their service's managers read it."""
    row = Complaint.objects.create(
        referral=referral, about=about, received_on=received_on, what=what, recorded_by=by
    )
    record_support(
        "complaint.received",
        referral,
        by=by,
        operation=Operation.COLLECTION,
        changes={"complaint": row.pk, "on": received_on.isoformat(), "fields": ["about", "what"]},
    )
    return row


@transaction.atomic
def answer_complaint(
    complaint: Complaint,
    *,
    by: User,
    version: int,
    answered_on: dt.date,
    outcome: str,
    answer: str,
) -> Complaint:
    """Write down how a complaint was answered."""
    save_versioned(complaint, version, answered_on=answered_on, outcome=outcome, answer=answer)
    record_support(
        "complaint.answered",
        complaint.referral,
        by=by,
        changes={"complaint": complaint.pk, "outcome": outcome, "on": answered_on.isoformat()},
    )
    return complaint
