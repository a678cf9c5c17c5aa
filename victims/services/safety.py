"""Safe contact: reading it, changing it, and stopping what it forbids."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from cases.workflow import StaleVersion, save_versioned
from people.models import Person
from victims.models import (
    ContactOutcome,
    PlannedContact,
    SafeContact,
    SafeContactReader,
    SupportReferral,
    Way,
)
from victims.safe_rules import broken_rule
from victims.services.trail import record_support
from victims.workflow import require_open


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
    _stop_what_it_forbids(contact, by=by)
    return contact


def _first(referral: SupportReferral, fields: dict[str, Any]) -> SafeContact:
    try:
        with transaction.atomic():
            return SafeContact.objects.create(referral=referral, **fields)
    except IntegrityError:
        raise StaleVersion from None


STOPS = {
    "way": "{way} is not a safe way to reach this person.",
    "through": "this person is reached only through somebody else, and only by speaking.",
    "voicemail": "leave no voicemail for this person.",
    "day": "it is not safe to reach this person on that day.",
    "time": "it is not safe to reach this person at that time.",
}
AFTER_A_BREACH = "If it has already happened, record it as unsafe to contact and tell your manager."


def require_safe_way(
    referral: SupportReferral, *, way: str, outcome: str = "", at: dt.datetime | None = None
) -> None:
    """UnsafeWay if the safe contact forbids this way, or this time, or a message where none may
    be left.

    An attempt found unsafe is always taken: a breach must be written down, not hidden.
    """
    contact = SafeContact.objects.filter(referral=referral).first()
    if contact is None or outcome == ContactOutcome.UNSAFE:
        return
    leaves_message = outcome == ContactOutcome.LEFT_MESSAGE
    broken = broken_rule(contact.rules, way, at=at, leaves_message=leaves_message)
    if broken:
        why = STOPS[broken].format(way=Way(way).label.lower())
        raise UnsafeWay(f"Stop: {why} {AFTER_A_BREACH}")


def may_contact(person: Person, way: str, *, at: dt.datetime | None = None) -> str:
    """Why this way of reaching a person is stopped, in words that tell nothing of how they can be
    reached; nothing if no safe contact of theirs forbids it. The strictest of them holds."""
    rows = SafeContact.objects.filter(referral__person=person)
    if any(broken_rule(row.rules, way, at=at) for row in rows):
        what = Way(way).label.lower()
        return f"This person's safe contact does not allow a {what}: ask Victim Support."
    return ""


@transaction.atomic
def name_reader(
    referral: SupportReferral, *, by: User, user: User, until: dt.date, reason: str
) -> SafeContactReader:
    """Let a colleague read a person's safe contact until a day: only their worker may."""
    require_open(referral)
    row = SafeContactReader.objects.create(
        referral=referral, user=user, until=until, reason=reason, named_by=by
    )
    record_support(
        "safe_contact.opened",
        referral,
        by=by,
        operation=Operation.DISCLOSURE,
        reason=reason,
        changes={"reader": user.pk, "until": until.isoformat()},
    )
    return row


def _stop_what_it_forbids(contact: SafeContact, *, by: User) -> None:
    """Stop each planned contact that the safe contact, as it now is, forbids."""
    planned = PlannedContact.objects.filter(
        referral=contact.referral, done_at=None, cancelled_at=None, stopped_at=None
    )
    broken = [row.pk for row in planned if broken_rule(contact.rules, row.way, at=row.at)]
    if not broken:
        return
    PlannedContact.objects.filter(pk__in=broken).update(stopped_at=timezone.now())
    record_support("contact.stopped", contact.referral, by=by, changes={"planned": broken})
