"""Proving that the log is whole, and naming what is not."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from audit.models import Entry, Operation, Seal
from audit.services import find_tampering, record, seal_due_days
from tests.flush import triggers_off

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = dt.date(2026, 3, 2)
TODAY = FIRST + dt.timedelta(days=3)


def log(day: dt.date, subject: str) -> Entry:
    at = dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC)
    return record("case.closed", by=None, subject=subject, operation=Operation.ALTERATION, at=at)


@pytest.fixture
def entries() -> list[Entry]:
    """Two entries on the first day, none on the second, one on the third; three sealed days."""
    rows = [log(FIRST, "case 1"), log(FIRST, "case 2"), log(FIRST + dt.timedelta(days=2), "case 3")]
    assert seal_due_days(TODAY) == 3
    return rows


def test_a_whole_log_passes(entries: list[Entry], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_audit")
    assert capsys.readouterr().out.strip() == "3 entries and 3 sealed days: whole."


def test_the_same_moment_in_summer_time_is_no_alteration() -> None:
    at = dt.datetime(2026, 7, 1, 9, 30, tzinfo=ZoneInfo("Europe/London"))
    record("case.closed", by=None, subject="case 1", operation=Operation.ALTERATION, at=at)
    assert find_tampering() == []


def test_an_empty_log_passes() -> None:
    assert seal_due_days(TODAY) == 0
    assert find_tampering() == []


def test_sealing_again_does_nothing(entries: list[Entry]) -> None:
    before = list(Seal.objects.values_list("day", "digest"))
    assert seal_due_days(TODAY) == 0
    assert list(Seal.objects.values_list("day", "digest")) == before


def test_a_week_missed_is_sealed_at_once_and_in_order(entries: list[Entry]) -> None:
    assert seal_due_days(TODAY + dt.timedelta(days=7)) == 7
    days = list(Seal.objects.order_by("id").values_list("day", flat=True))
    assert days == sorted(days)
    assert len(days) == 10
    assert find_tampering() == []


def test_each_seal_holds_the_digest_of_the_day_before(entries: list[Entry]) -> None:
    first, second, third = Seal.objects.order_by("day")
    assert first.previous_digest == ""
    assert (second.previous_digest, third.previous_digest) == (first.digest, second.digest)


def test_one_altered_row_is_named(entries: list[Entry]) -> None:
    with triggers_off():
        Entry.objects.filter(pk=entries[1].pk).update(reason="Because I say so")
    with pytest.raises(CommandError, match=f"Entry {entries[1].pk} .* was altered"):
        call_command("verify_audit")
    assert len(find_tampering()) == 1


def test_one_altered_row_of_today_is_named() -> None:
    entry = log(TODAY, "case 9")
    with triggers_off():
        Entry.objects.filter(pk=entry.pk).update(subject="case 8")
    assert find_tampering() == [f"Entry {entry.pk} (case.closed, case 8) was altered."]


def test_a_row_removed_from_a_sealed_day_is_missed(entries: list[Entry]) -> None:
    with triggers_off():
        entries[0].delete()
    assert find_tampering() == ["2026-03-02: 2 entries were sealed, 1 are there."]


def test_a_row_exchanged_for_a_true_one_of_another_day_is_noticed(entries: list[Entry]) -> None:
    with triggers_off():
        entries[0].delete()
        log(FIRST, "case 1")
    assert find_tampering() == ["2026-03-02: the seal does not match the entries of the day."]


def test_a_sealed_day_that_was_removed_is_noticed(entries: list[Entry]) -> None:
    with triggers_off():
        Seal.objects.filter(day=FIRST + dt.timedelta(days=1)).delete()
    assert find_tampering() == ["2026-03-04: the seal does not follow the day before it."]


def test_nobody_without_the_key_can_forge_an_entry(entries: list[Entry]) -> None:
    with override_settings(SECRET_KEY="another installation's key"):
        forged = log(TODAY, "case 10")
    assert find_tampering() == [f"Entry {forged.pk} (case.closed, case 10) was altered."]
