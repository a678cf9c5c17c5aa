"""Safe contact: reading it, changing it, and stopping what it forbids."""

from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from audit.models import Operation
from cases.workflow import StaleVersion, save_versioned
from victims.models import ContactOutcome, SafeContact, SupportReferral, Way
from victims.services.trail import record_support


class UnsafeWay(Exception):
    """The person's safe contact forbids reaching them this way."""


@transaction.atomic
def look_at_safe_contact(referral: SupportReferral, *, by: User, reason: str) -> SafeContact | None:
    """Read a person's safe contact; every look is logged with its reason."""
    record_support(
        "safe_contact.read", referral, by=by, operation=Operation.CONSULTATION, reason=reason
    )
    return SafeContact.objects.filter(referral=referral).first()


@transaction.atomic
def save_safe_contact(
    referral: SupportReferral, *, by: User, version: int, reason: str, **fields: Any
) -> SafeContact:
    """Keep how a person can safely be reached. `version` is what the writer saw; 0 for nothing."""
    if version == 0:
        contact = _first(referral, fields)
        changed = sorted(fields)
    else:
        contact = SafeContact.objects.get(referral=referral)
        changed = sorted(name for name in fields if getattr(contact, name) != fields[name])
        save_versioned(contact, version, **fields)
    record_support(
        "safe_contact.changed",
        referral,
        by=by,
        operation=Operation.ALTERATION if version else Operation.COLLECTION,
        reason=reason,
        changes={"fields": changed},
    )
    return contact


def _first(referral: SupportReferral, fields: dict[str, Any]) -> SafeContact:
    try:
        with transaction.atomic():
            return SafeContact.objects.create(referral=referral, **fields)
    except IntegrityError:
        raise StaleVersion from None


def require_safe_way(referral: SupportReferral, *, way: str, outcome: str = "") -> None:
    """UnsafeWay if the safe contact forbids this way, or a message where none may be left.

    An attempt found unsafe is always taken: a breach must be written down, not hidden.
    """
    contact = SafeContact.objects.filter(referral=referral).first()
    if contact is None or outcome == ContactOutcome.UNSAFE:
        return
    if way not in contact.safe_ways:
        raise UnsafeWay(
            f"Stop: {Way(way).label.lower()} is not a safe way to reach this person. If it has "
            "already happened, record it as unsafe to contact and tell your manager."
        )
    if contact.no_voicemail and way == Way.PHONE and outcome == ContactOutcome.LEFT_MESSAGE:
        raise UnsafeWay(
            "Stop: leave no voicemail for this person. If a message was left, record it as "
            "unsafe to contact and tell your manager."
        )
