"""Checking the log, on request and once a day."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.models import User
from audit.models import Entry
from audit.services import record_reading, seal_day
from governance import services
from governance.models import LogCheck
from governance.queries import work_list
from governance.tasks import verify_log
from tests.flush import triggers_off
from tests.people import Cast

SignIn = Callable[[User], Client]


def alter_one_entry(cast: Cast) -> Entry:
    entry = record_reading(cast.officer, "case CSM-2026-0001")
    with triggers_off():
        Entry.objects.filter(pk=entry.pk).update(reason="None")
    return entry


@pytest.mark.django_db(transaction=True)
def test_the_officer_asks_and_sees_the_result(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.dpo)
    response = client.post(reverse("ask_log_check"), follow=True)
    assert "A check is running" in response.content.decode()
    assert services.check_log_when_due() == 1
    html = client.get(reverse("log_checks")).content.decode()
    assert "Whole" in html
    assert "A check is running" not in html


def test_asking_twice_is_one_check(cast: Cast) -> None:
    assert services.ask_log_check(by=cast.dpo) == services.ask_log_check(by=cast.dpo)
    assert LogCheck.objects.count() == 1


def test_once_a_day_nobody_has_to_ask(cast: Cast) -> None:
    now = timezone.now()
    assert services.check_log_when_due(now) == 1
    assert services.check_log_when_due(now + dt.timedelta(hours=23)) == 0
    assert services.check_log_when_due(now + dt.timedelta(hours=25)) == 1


def test_a_week_missed_is_one_check(cast: Cast) -> None:
    now = timezone.now()
    services.check_log_when_due(now)
    assert services.check_log_when_due(now + dt.timedelta(days=7)) == 1


def test_a_check_that_was_killed_is_finished_by_the_next_run(cast: Cast) -> None:
    check = services.ask_log_check(by=cast.dpo)
    assert verify_log.run() == 1
    assert verify_log.run() == 0
    check.refresh_from_db()
    assert check.found_nothing


@pytest.mark.django_db(transaction=True)
def test_an_altered_entry_is_named_and_the_officer_is_told(cast: Cast, signed_in: SignIn) -> None:
    entry = alter_one_entry(cast)
    services.check_log_when_due()
    html = signed_in(cast.dpo).get(reverse("log_checks")).content.decode()
    assert f"Entry {entry.pk} (page.read, case CSM-2026-0001) was altered." in html
    (email,) = Email.objects.all()
    assert email.to == [cast.dpo.email]
    assert "Officer" not in email.message
    (item,) = work_list(cast.dpo)
    assert item.url == reverse("log_checks")


@pytest.mark.django_db(transaction=True)
def test_only_the_first_hundred_faults_are_kept(cast: Cast) -> None:
    for number in range(101):
        record_reading(cast.officer, f"case {number}")
    with triggers_off():
        Entry.objects.update(reason="None")
    services.check_log_when_due()
    check = LogCheck.objects.get()
    assert check.fault_count >= 101
    assert len(check.faults) == services.FAULTS_KEPT


def test_the_page_says_how_far_the_log_is_sealed(cast: Cast, signed_in: SignIn) -> None:
    day = timezone.now().astimezone(dt.UTC).date() - dt.timedelta(days=3)
    seal_day(day)
    html = signed_in(cast.dpo).get(reverse("log_checks")).content.decode()
    assert f"{day:%-d %B %Y}" in html
    assert "Finished days not sealed yet" in html


def test_nobody_else_may_ask(cast: Cast, signed_in: SignIn) -> None:
    for who, person in cast.everyone().items():
        status = signed_in(person).post(reverse("ask_log_check")).status_code
        assert status == (302 if who == "dpo" else 403), who
    assert signed_in(cast.dpo).get(reverse("ask_log_check")).status_code == 405
