"""Writing to the log."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from audit.digest import entry_digest
from audit.models import Entry, Operation
from audit.queries import entries_about
from audit.services import record, record_reading

ALEX = SimpleNamespace(pk=7, get_full_name=lambda: "Alex Reed", agency_name="Northbridge Council")

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_to_what_and_why() -> None:
    entry = record(
        "case.closed",
        by=ALEX,
        subject="case CSM-2026-0001",
        operation=Operation.ALTERATION,
        reason="Quiet for three months",
        changes={"status": ["open", "closed"]},
        recipients=["Northbridge Police"],
    )
    entry.refresh_from_db()
    assert (entry.actor_id, entry.actor_name) == ("7", "Alex Reed")
    assert entry.agency_name == "Northbridge Council"
    assert entry.changes == {"status": ["open", "closed"]}
    assert entry.recipients == ["Northbridge Police"]
    assert entry.digest == entry_digest(entry)


def test_a_job_acts_as_concord() -> None:
    entry = record("figures.taken", by=None, subject="figures", operation=Operation.COMBINATION)
    assert (entry.actor_id, entry.actor_name) == ("", "Concord")


def test_reading_a_page_is_a_consultation() -> None:
    record_reading(ALEX, "case CSM-2026-0001", reason="Asked by the ombudsman")
    (entry,) = entries_about("case CSM-2026-0001")
    assert entry.operation == Operation.CONSULTATION
    assert entry.reason == "Asked by the ombudsman"


def test_an_entry_is_gone_with_the_act_that_was_rolled_back() -> None:
    with transaction.atomic():
        record_reading(ALEX, "case CSM-2026-0001")
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


def test_an_unknown_operation_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        record("case.closed", by=ALEX, subject="case CSM-2026-0001", operation="gossip")


def test_the_digest_covers_every_field() -> None:
    entry = record_reading(ALEX, "case CSM-2026-0001")
    changed = {
        "at": entry.at + dt.timedelta(microseconds=1),
        "operation": Operation.ERASURE,
        "verb": "case.closed",
        "actor_id": "8",
        "actor_name": "Sam Hill",
        "agency_name": "Elsewhere",
        "subject": "case CSM-2026-0002",
        "trail": "meeting 4",
        "reason": "None given",
        "recipients": ["Somebody"],
        "changes": {"status": ["a", "b"]},
    }
    own = {"id", "key", "digest"}
    assert set(changed) == {field.name for field in Entry._meta.fields} - own
    for name, value in changed.items():
        before = getattr(entry, name)
        setattr(entry, name, value)
        assert entry_digest(entry) != entry.digest, name
        setattr(entry, name, before)
