"""The database refuses what the application never does: on SQLite and on PostgreSQL alike."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from audit.models import Entry, Operation, Seal
from audit.services import record, seal_day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _logged() -> None:
    day = dt.date(2026, 3, 2)
    at = dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC)
    record("case.closed", by=None, subject="case 1", operation=Operation.ALTERATION, at=at)
    seal_day(day)


@pytest.mark.parametrize("model", [Entry, Seal])
def test_an_update_is_refused(model: type[Entry | Seal]) -> None:
    field = "verb" if model is Entry else "digest"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(**{field: "nothing.happened"})


@pytest.mark.parametrize("model", [Entry, Seal])
def test_a_delete_is_refused(model: type[Entry | Seal]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all().delete()
    assert model.objects.count() == 1


@pytest.mark.parametrize("model", [Entry, Seal])
def test_saving_an_entry_again_is_refused(model: type[Entry | Seal]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.get().save()


@pytest.mark.parametrize("table", ["audit_entry", "audit_seal"])
def test_truncate_is_refused(table: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_new_entries_are_still_taken() -> None:
    record("case.opened", by=None, subject="case 2", operation=Operation.COLLECTION)
    assert Entry.objects.count() == 2
