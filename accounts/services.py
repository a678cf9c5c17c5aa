"""Every write about who may come in, and what they had typed."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, KeptForm, Membership, User
from audit.models import Operation
from audit.services import record

KEPT_PATH_LENGTH = 300


class AlreadyMember(Exception):
    """That person already holds that role for that agency."""


@transaction.atomic
def add_agency(
    *, by: User | None, name: str, short_name: str, slug: str, kind: str, is_core: bool = False
) -> Agency:
    """Add a partner agency."""
    agency = Agency.objects.create(
        name=name, short_name=short_name, slug=slug, kind=kind, is_core=is_core
    )
    record(
        "agency.added",
        by=by,
        subject=f"agency {slug}",
        operation=Operation.COLLECTION,
        changes={"kind": kind, "is_core": is_core},
    )
    return agency


class NotAfter(ValueError):
    """An agency cannot be followed by itself, or by one that it follows."""


@transaction.atomic
def succeed_agency(agency: Agency, *, by: User | None, successor: Agency, on: dt.date) -> Agency:
    """Say that another agency does an agency's work from a day on. What was written down before
    keeps the old name."""
    each: Agency | None = successor
    while each is not None:
        if each == agency:
            raise NotAfter
        each = each.successor
    agency.successor = successor
    agency.valid_to = on - dt.timedelta(days=1)
    agency.save(update_fields=["successor", "valid_to"])
    record(
        "agency.succeeded",
        by=by,
        subject=f"agency {agency.slug}",
        operation=Operation.ALTERATION,
        changes={"successor": successor.slug, "on": on.isoformat()},
    )
    return agency


@transaction.atomic
def add_member(
    *,
    by: User | None,
    email: str,
    given_name: str,
    family_name: str,
    agency: Agency,
    role: str,
    starts: dt.date,
    job_title: str = "",
) -> Membership:
    """Give a person a role for an agency from a date, making their account if they have none."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(
            email, given_name=given_name, family_name=family_name, job_title=job_title
        )
    if user.memberships.lasting_beyond(starts).filter(agency=agency, role=role).exists():
        raise AlreadyMember
    membership = Membership.objects.create(user=user, agency=agency, role=role, starts=starts)
    record(
        "membership.started",
        by=by,
        subject=f"user {user.pk}",
        operation=Operation.COLLECTION,
        changes={"role": role, "agency": agency.slug, "starts": starts.isoformat()},
    )
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: User, ends: dt.date, reason: str) -> Membership:
    """Take a role away from a date: that day is the first without it."""
    before = membership.ends
    membership.ends = max(ends, membership.starts)
    membership.save(update_fields=["ends"])
    record(
        "membership.ended",
        by=by,
        subject=f"user {membership.user_id}",
        operation=Operation.ALTERATION,
        reason=reason,
        changes={"ends": [before and before.isoformat(), membership.ends.isoformat()]},
    )
    return membership


def keep_form(user: User, path: str, fields: dict[str, Any]) -> KeptForm:
    """Keep what a person has typed into the form at `path`."""
    kept, _ = KeptForm.objects.update_or_create(
        user=user,
        path=path[:KEPT_PATH_LENGTH],
        defaults={"fields": fields, "kept_at": timezone.now()},
    )
    return kept


def discard_kept_form(user: User, path: str) -> None:
    """Forget what was kept for the form at `path`."""
    KeptForm.objects.filter(user=user, path=path[:KEPT_PATH_LENGTH]).delete()
