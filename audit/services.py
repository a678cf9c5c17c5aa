"""Writing to the log. Every call belongs inside the transaction of the act it records."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from audit.digest import entry_digest, seal_digest
from audit.models import Entry, Operation, Seal

JOB = "Concord"


class Actor(Protocol):
    """Whoever acts: a signed-in user."""

    @property
    def pk(self) -> Any: ...

    def get_full_name(self) -> str: ...

    @property
    def agency_name(self) -> str: ...


def record(
    verb: str,
    *,
    by: Actor | None,
    subject: str,
    operation: str,
    agency: str = "",
    trail: str = "",
    reason: str = "",
    recipients: Sequence[str] = (),
    changes: Mapping[str, Any] | None = None,
    at: dt.datetime | None = None,
) -> Entry:
    """Write one entry; `by` is None when a job acts. Free text belongs in no `changes` value."""
    entry = Entry(
        at=at or timezone.now(),
        operation=operation,
        verb=verb,
        actor_id=str(by.pk) if by else "",
        actor_name=by.get_full_name() if by else JOB,
        agency_name=agency or (by.agency_name if by else ""),
        subject=subject,
        trail=trail,
        reason=reason,
        recipients=list(recipients),
        changes=dict(changes or {}),
    )
    entry.digest = entry_digest(entry)
    entry.save(force_insert=True)
    return entry


def record_reading(by: Actor, subject: str, *, trail: str = "", reason: str = "") -> Entry:
    """Write down that `by` looked at a page about `subject` (a consultation)."""
    return record(
        "page.read",
        by=by,
        subject=subject,
        operation=Operation.CONSULTATION,
        trail=trail,
        reason=reason,
    )


@transaction.atomic
def seal_day(day: dt.date) -> Seal:
    """Seal one finished day (UTC), chained to the last sealed one; a sealed day stays as it is."""
    existing = Seal.objects.filter(day=day).first()
    if existing:
        return existing
    rows = list(_entries_of(day).values_list("id", "digest"))
    before = Seal.objects.filter(day__lt=day).order_by("-day").first()
    previous = before.digest if before else ""
    return Seal.objects.create(
        day=day,
        entries=len(rows),
        last_entry_id=rows[-1][0] if rows else 0,
        previous_digest=previous,
        digest=seal_digest(day.isoformat(), previous, (digest for _, digest in rows)),
        sealed_at=timezone.now(),
    )


def seal_due_days(today: dt.date | None = None) -> int:
    """Seal every finished day that is not sealed yet; returns how many were."""
    today = today or timezone.now().astimezone(dt.UTC).date()
    last = Seal.objects.order_by("-day").first()
    first_entry = Entry.objects.order_by("at").first()
    if first_entry is None:
        return 0
    day = last.day + dt.timedelta(days=1) if last else first_entry.at.astimezone(dt.UTC).date()
    sealed = 0
    while day < today:
        seal_day(day)
        day += dt.timedelta(days=1)
        sealed += 1
    return sealed


def _entries_of(day: dt.date) -> Any:
    start = dt.datetime.combine(day, dt.time.min, tzinfo=dt.UTC)
    return Entry.objects.filter(at__gte=start, at__lt=start + dt.timedelta(days=1)).order_by("id")


def find_tampering() -> list[str]:
    """Every sign that the log was altered: a sentence each, empty when it is whole."""
    faults = [
        f"Entry {entry.pk} ({entry.verb}, {entry.subject}) was altered."
        for entry in Entry.objects.order_by("id").iterator(chunk_size=2000)
        if entry.digest != entry_digest(entry)
    ]
    previous = ""
    for seal in Seal.objects.order_by("day"):
        faults += _faults_of_day(seal, previous)
        previous = seal.digest
    return faults


def _faults_of_day(seal: Seal, previous: str) -> list[str]:
    digests = list(_entries_of(seal.day).values_list("digest", flat=True))
    if len(digests) != seal.entries:
        return [
            f"{seal.day.isoformat()}: {seal.entries} entries were sealed, {len(digests)} are there."
        ]
    if seal.previous_digest != previous:
        return [f"{seal.day.isoformat()}: the seal does not follow the day before it."]
    if seal.digest != seal_digest(seal.day.isoformat(), previous, digests):
        return [f"{seal.day.isoformat()}: the seal does not match the entries of the day."]
    return []
