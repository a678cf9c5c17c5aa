"""Custody: when somebody went in and came out, and who is to hear of a release."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from offenders.lengths import Fault, Impossible
from offenders.models import CustodyPeriod, Nominal, ReleaseContact
from offenders.services.trail import InTheFuture, record_nominal
from offenders.workflow import save_versioned
from ui.dates import say_date

OPEN = "They are in custody already: enter the release from it first"


def _check(person_id: int, started_on: dt.date, released_on: dt.date | None, but: int = 0) -> None:
    """A day may be the last of one period and the first of another, as on a day of sentence."""
    if max(started_on, released_on or started_on) > timezone.localdate():
        raise InTheFuture
    if released_on and released_on < started_on:
        why = f"They went in on {say_date(started_on)}"
        raise Impossible([Fault("released_on", why)])
    others = CustodyPeriod.objects.filter(person=person_id).exclude(pk=but)
    if released_on is None and others.filter(released_on=None).exists():
        raise Impossible([Fault("released_on", OPEN)])
    ends_later = Q(released_on=None) | Q(released_on__gt=started_on)
    overlap = others.filter(ends_later)
    if released_on:
        overlap = overlap.filter(started_on__lt=released_on)
    same = others.filter(started_on=started_on, released_on=released_on)
    if found := overlap.first() or same.first():
        until = f"to {say_date(found.released_on)}" if found.released_on else "until now"
        why = f"They were in custody from {say_date(found.started_on)} {until}: this overlaps"
        raise Impossible([Fault("started_on", why)])


@transaction.atomic
def record_custody(
    nominal: Nominal,
    *,
    by: User | None,
    kind: str,
    started_on: dt.date,
    source: str,
    released_on: dt.date | None = None,
    **more: Any,
) -> CustodyPeriod:
    """Write down a time in custody; Impossible where it overlaps with another."""
    _check(nominal.person_id, started_on, released_on)
    period = CustodyPeriod.objects.create(
        person=nominal.person,
        kind=kind,
        started_on=started_on,
        released_on=released_on,
        source=source,
        recorded_by=by,
        **more,
    )
    changes = {"custody": period.pk, "kind": kind, "started_on": started_on.isoformat()}
    record_nominal(
        "custody.recorded", nominal, by=by, operation=Operation.COLLECTION, changes=changes
    )
    return period


@transaction.atomic
def change_custody(
    period: CustodyPeriod,
    nominal: Nominal,
    *,
    by: User,
    version: int,
    released_on: dt.date | None,
    release_expected_on: dt.date | None,
    establishment: str = "",
) -> CustodyPeriod:
    """Correct where somebody is held and when they come out, or write down that they are out."""
    _check(period.person_id, period.started_on, released_on, but=period.pk)
    before = period.released_on
    save_versioned(
        period,
        version,
        released_on=released_on,
        release_expected_on=release_expected_on,
        establishment=establishment,
    )
    changes = {
        "custody": period.pk,
        "released_on": [before and before.isoformat(), released_on and released_on.isoformat()],
    }
    record_nominal("custody.changed", nominal, by=by, changes=changes)
    return period


@transaction.atomic
def add_release_contact(
    period: CustodyPeriod, nominal: Nominal, *, by: User, who: str
) -> ReleaseContact:
    """Write down a service or post that is to hear of the release: never how to reach a victim."""
    contact = ReleaseContact.objects.create(custody=period, who=who)
    changes = {"custody": period.pk, "contact": contact.pk}
    record_nominal("release.contact_added", nominal, by=by, changes=changes)
    return contact


@transaction.atomic
def tell_release_contact(
    contact: ReleaseContact, nominal: Nominal, *, by: User, told_on: dt.date
) -> ReleaseContact:
    """Write down that they were told, once."""
    if told_on > timezone.localdate():
        raise InTheFuture
    rows = ReleaseContact.objects.filter(pk=contact.pk, told_on=None)
    if rows.update(told_on=told_on, told_by=by):
        changes = {"contact": contact.pk, "told_on": told_on.isoformat()}
        record_nominal("release.contact_told", nominal, by=by, changes=changes)
    contact.refresh_from_db()
    return contact
