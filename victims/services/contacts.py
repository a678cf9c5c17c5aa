"""Asking for consent, and trying to reach a person."""

import datetime as dt

from django.db import transaction
from django.db.models import F, Max, Min
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from cases.queries.settings import setting
from victims.models import (
    Consent,
    ConsentBy,
    ConsentDecision,
    ContactAttempt,
    ContactOutcome,
    PlannedContact,
    SupportReferral,
)
from victims.queries import current_consent
from victims.services.referrals import start_support
from victims.services.safety import UnsafeWay, require_safe_way
from victims.services.trail import record_support
from victims.workflow import CONSENT, WrongStatus, gap_key, next_contact_due, require_open

__all__ = [
    "ConsentNeeded",
    "ConsentOutOfOrder",
    "TooEarly",
    "UnsafeWay",
    "end_of",
    "keep_clock",
    "record_consent",
    "record_contact",
    "require_consent",
]


class ConsentNeeded(Exception):
    """Support starts, and goes on, only with the person's consent."""

    def __init__(self) -> None:
        super().__init__("Record that they consent to support before you start it.")


class ConsentOutOfOrder(ValueError):
    """The answer does not follow from the last one, or is older than it."""


class TooEarly(ValueError):
    """A contact cannot lie before the referral."""


def require_consent(referral: SupportReferral) -> None:
    """ConsentNeeded unless the latest answer is that consent is given."""
    consent = current_consent(referral)
    if consent is None or consent.decision != ConsentDecision.GIVEN:
        raise ConsentNeeded


@transaction.atomic
def record_consent(
    referral: SupportReferral,
    *,
    by: User,
    decision: str,
    how: str,
    decided_on: dt.date,
    given_by: str = ConsentBy.PERSON,
) -> Consent:
    """Write down what the person said when asked whether they want support."""
    require_open(referral)
    last = current_consent(referral)
    if last and decided_on < last.decided_on:
        raise ConsentOutOfOrder("Enter a date that is not before the last answer on consent")
    before = last.decision if last else ""
    if decision not in CONSENT[before]:
        said = last.get_decision_display().lower() if last else "not asked yet"
        raise ConsentOutOfOrder(f"Select another answer: consent is {said} now")
    consent = Consent.objects.create(
        referral=referral,
        decision=decision,
        given_by=given_by,
        how=how,
        decided_on=decided_on,
        recorded_by=by,
    )
    record_support(
        "consent.recorded",
        referral,
        by=by,
        operation=Operation.COLLECTION,
        changes={
            "decision": [before, decision],
            "given_by": given_by,
            "how": how,
            "on": decided_on.isoformat(),
        },
    )
    return consent


@transaction.atomic
def record_contact(
    referral: SupportReferral,
    *,
    by: User,
    at: dt.datetime,
    way: str,
    outcome: str,
    is_incoming: bool = False,
    is_support: bool = False,
    note: str = "",
    next_due: dt.date | None = None,
) -> ContactAttempt:
    """Write down one attempt to reach a person; the first talk stops the clock, a supporting one
    starts support."""
    require_open(referral)
    day = timezone.localdate(at)
    if day < referral.referred_on:
        raise TooEarly
    if not is_incoming:
        require_safe_way(referral, way=way, outcome=outcome, at=at)
    if is_support:
        require_consent(referral)
    attempt = ContactAttempt.objects.create(
        referral=referral,
        at=at,
        way=way,
        outcome=outcome,
        is_incoming=is_incoming,
        is_support=is_support,
        note=note,
        next_contact_due=next_due or _next_due(referral, outcome, day),
        recorded_by=by,
    )
    _note_planned(referral, way, at)
    keep_clock(referral)
    record_support(
        "contact.recorded",
        referral,
        by=by,
        operation=Operation.COLLECTION,
        changes={"way": way, "outcome": outcome, "is_support": is_support},
    )
    if is_support:
        start_support(referral, by=by)
    return attempt


def _note_planned(referral: SupportReferral, way: str, at: dt.datetime) -> None:
    """What was planned for that day, or before it, has happened."""
    before = end_of(timezone.localdate(at))
    planned = PlannedContact.objects.filter(referral=referral, way=way, at__lt=before)
    planned.filter(done_at=None, cancelled_at=None).update(done_at=at)


def _next_due(referral: SupportReferral, outcome: str, day: dt.date) -> dt.date:
    key = gap_key(referral.status, referral.priority, outcome)
    return next_contact_due(setting(key, day), day)


def end_of(day: dt.date) -> dt.datetime:
    """The moment at which a day of London's calendar is over."""
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))


def keep_clock(referral: SupportReferral) -> None:
    """Store on the referral, if it is still open: the first talk, the next contact due, and the
    tries in a row with no reply."""
    attempts = ContactAttempt.objects.filter(referral=referral)
    talks = attempts.filter(outcome=ContactOutcome.SPOKE).aggregate(first=Min("at"), last=Max("at"))
    decided = referral.tries_decisions.aggregate(last=Max("decided_at"))["last"]
    tried = attempts.filter(is_incoming=False).exclude(outcome=ContactOutcome.SPOKE)
    for since in filter(None, (talks["last"], decided)):
        tried = tried.filter(at__gt=since)
    latest = attempts.order_by("-at", "-pk").first()
    rows = SupportReferral.objects.open().filter(pk=referral.pk)
    changed = rows.update(
        first_contact_at=talks["first"],
        next_contact_due=latest.next_contact_due if latest else referral.next_contact_due,
        tries=tried.count(),
        version=F("version") + 1,
    )
    if changed != 1:
        raise WrongStatus(f"Somebody else has just closed {referral}. Look at it again.")
    referral.refresh_from_db()
