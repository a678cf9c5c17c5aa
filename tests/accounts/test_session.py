"""A session ends after thirty idle minutes, and what was typed is kept."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def at(minutes):
    return time_machine.travel(NOON + dt.timedelta(minutes=minutes), tick=False)


def test_it_ends_thirty_minutes_after_the_last_page(cast, signed_in):
    with at(0):
        client = signed_in(cast.officer)
        client.get(reverse("my_work"))
    with at(29):
        assert client.get(reverse("my_work")).status_code == 200
    with at(58):
        assert client.get(reverse("my_work")).status_code == 200
    with at(89):
        answer = client.get(reverse("my_work"))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


def test_saying_that_one_is_still_there_moves_its_end_on(cast, signed_in):
    with at(0):
        client = signed_in(cast.officer)
        client.get(reverse("my_work"))
    with at(25):
        assert client.post(reverse("stay")).status_code == 204
    with at(50):
        assert client.get(reverse("my_work")).status_code == 200


def test_staying_is_no_get(cast, signed_in):
    assert signed_in(cast.officer).get(reverse("stay")).status_code == 405


def test_a_form_from_elsewhere_is_refused(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.officer, backend="accounts.backends.CurrentPeople")
    answer = client.post(reverse("start_referral"))
    assert answer.status_code == 403
    assert not cast.officer.referrals.exists()


def test_every_page_carries_the_headers_of_the_house(cast, signed_in):
    page = signed_in(cast.officer).get(reverse("my_work"))
    policy = page["Content-Security-Policy"]
    for part in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe-inline" not in policy
    assert page["X-Frame-Options"] == "DENY"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Referrer-Policy"] == "same-origin"


def test_no_page_of_a_person_is_kept_by_anybody_between(cast, signed_in):
    page = signed_in(cast.officer).get(reverse("my_work"))
    assert "no-store" in page.get("Cache-Control", "")


def test_even_a_busy_session_ends_after_twelve_hours(cast, signed_in):
    with at(0):
        client = signed_in(cast.officer)
        client.get(reverse("my_work"))
    for quarter in range(1, 12 * 4):
        with at(quarter * 15):
            assert client.get(reverse("my_work")).status_code == 200
    with at(12 * 60 + 1):
        answer = client.get(reverse("list_cases"))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))
