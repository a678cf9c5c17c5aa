"""Contacts planned for a time, and what is decided when nobody answers."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from cases.queries.settings import setting
from victims.models import (
    AttemptsDecision,
    EndReason,
    OutcomeKind,
    OutcomeResult,
    PlannedContact,
    SupportReferral,
    SupportStatus,
    TriesDecision,
)
from victims.services.referrals import close_support, decline_support
from victims.services.safety import require_safe_way
from victims.services.trail import record_support
from victims.workflow import WrongStatus, next_contact_due, require_open


@transaction.atomic
def plan_contact(
    referral: SupportReferral, *, by: User, at: dt.datetime, way: str, about: str = ""
) -> PlannedContact:
    """Agree a time to call or meet; stopped if their safe contact forbids the way or the time."""
    require_open(referral)
    require_safe_way(referral, way=way, at=at)
    # A new time takes the place of those that safe contact has stopped.
    PlannedContact.objects.filter(
        referral=referral, cancelled_at=None, stopped_at__isnull=False
    ).update(cancelled_at=timezone.now())
    planned = PlannedContact.objects.create(
        referral=referral, at=at, way=way, about=about, planned_by=by
    )
    record_support(
        "contact.planned",
        referral,
        by=by,
        operation=Operation.COLLECTION,
        changes={"way": way, "fields": ["at", "about"]},
    )
    return planned


@transaction.atomic
def cancel_planned(planned: PlannedContact, *, by: User) -> PlannedContact:
    """Take back a planned contact that has not happened."""
    rows = PlannedContact.objects.filter(pk=planned.pk, done_at=None, cancelled_at=None)
    if rows.update(cancelled_at=timezone.now()) != 1:
        raise WrongStatus("That contact has already happened, or was taken back.")
    planned.refresh_from_db()
    record_support("contact.cancelled", planned.referral, by=by, changes={"planned": planned.pk})
    return planned


@transaction.atomic
def decide_tries(
    referral: SupportReferral, *, by: User, decision: str, reason: str
) -> AttemptsDecision:
    """Decide whether to keep trying somebody who does not answer. Stopping ends the referral."""
    require_open(referral)
    row = AttemptsDecision.objects.create(
        referral=referral, decision=decision, tries=referral.tries, reason=reason, decided_by=by
    )
    record_support(
        "tries.decided",
        referral,
        by=by,
        changes={"decision": decision, "tries": referral.tries, "fields": ["reason"]},
    )
    if decision == TriesDecision.KEEP:
        _try_again(referral)
    elif referral.status == SupportStatus.REFERRED:
        decline_support(referral, by=by, reason=EndReason.NOT_REACHED, note=reason)
    else:
        outcomes = dict.fromkeys(OutcomeKind.values, OutcomeResult.NOT_ASSESSED)
        close_support(referral, by=by, reason=EndReason.LOST_TOUCH, note=reason, outcomes=outcomes)
    return row


def _try_again(referral: SupportReferral) -> None:
    today = timezone.localdate()
    days = setting(f"support_retry_{referral.priority}", today)
    rows = SupportReferral.objects.open().filter(pk=referral.pk)
    due = next_contact_due(days, today)
    if rows.update(tries=0, next_contact_due=due, version=F("version") + 1) != 1:
        raise WrongStatus(f"Somebody else has just closed {referral}. Look at it again.")
    referral.refresh_from_db()
