"""Sign in: who is let in, and how little is said to who is not."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Partnership, Role, User
from audit.models import Entry
from tests.people import PASSWORD, person_of

pytestmark = pytest.mark.django_db


def sign_in(email, password=PASSWORD, client=None):
    return (client or Client()).post(
        reverse("account_login"), {"login": email, "password": password}
    )


def said(response):
    """What a page says, without what is new in each answer or was typed by the person."""
    return re.sub(r'(nonce|value)="[^"]*"', "", response.content.decode())


def test_the_right_password_leads_to_my_work(cast):
    client = Client()
    answer = sign_in(cast.officer.email, client=client)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("my_work")
    assert client.get(reverse("my_work")).status_code == 200
    entry = Entry.objects.get(verb="user.signed_in")
    assert entry.subject == f"user {cast.officer.pk}"


def test_the_address_may_be_typed_in_any_case(cast):
    assert sign_in(cast.officer.email.upper()).status_code == 302


def test_wrong_unknown_closed_and_rehearsal_are_answered_alike(cast):
    closed = person_of(Role.OFFICER, cast.housing, "closed")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    invented = User.objects.create_user(
        "officer@rehearsal.example", PASSWORD, given_name="A", family_name="B"
    )
    Partnership.objects.update(is_rehearsal=False)
    answers = [
        sign_in(cast.officer.email, "not the password"),
        sign_in("nobody@test.example"),
        sign_in(closed.email),
        sign_in(invented.email),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({said(answer) for answer in answers}) == 1
    assert Entry.objects.filter(verb="user.sign_in_refused").count() == 4
    assert not Entry.objects.filter(verb="user.signed_in").exists()


def test_a_rehearsal_account_gets_in_while_it_is_a_rehearsal_only(cast):
    user = User.objects.create_user(
        "officer@rehearsal.example", PASSWORD, given_name="A", family_name="B"
    )
    Membership.objects.create(
        user=user, agency=cast.housing, role=Role.OFFICER, starts=dt.date(2020, 1, 1)
    )
    client = Client()
    assert sign_in(user.email, client=client).status_code == 302
    assert client.get(reverse("my_work")).status_code == 200
    Partnership.objects.update(is_rehearsal=False)
    assert client.get(reverse("my_work")).status_code == 302


def test_one_who_left_is_refused_from_that_day(cast):
    today = timezone.localdate()
    for ends, status in ((today + dt.timedelta(days=1), 200), (today, 403)):
        user = person_of(Role.OFFICER, cast.housing, ends=ends)
        client = Client()
        sign_in(user.email, client=client)
        assert client.get(reverse("my_work")).status_code == status


def test_one_who_has_not_begun_is_refused_until_that_day(cast):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    user = person_of(Role.OFFICER, cast.housing, starts=tomorrow)
    client = Client()
    sign_in(user.email, client=client)
    assert client.get(reverse("my_work")).status_code == 403


def test_what_ends_in_the_middle_of_a_session_ends_with_the_next_page(cast, signed_in):
    client = signed_in(cast.officer)
    assert client.get(reverse("list_cases")).status_code == 200
    cast.officer.memberships.update(ends=timezone.localdate())
    page = client.get(reverse("list_cases"))
    assert page.status_code == 403
    assert "no current access" in page.content.decode()
    assert client.get(reverse("account_logout")).status_code == 200


def test_an_account_closed_in_the_middle_of_a_session_is_out(cast, signed_in):
    client = signed_in(cast.officer)
    User.objects.filter(pk=cast.officer.pk).update(is_active=False)
    assert client.get(reverse("my_work")).status_code == 302


def test_signing_out_ends_the_session(cast):
    client = Client()
    sign_in(cast.officer.email, client=client)
    old = client.cookies.copy()
    client.post(reverse("account_logout"))
    thief = Client()
    thief.cookies = old
    assert thief.get(reverse("my_work")).status_code == 302


def test_the_session_has_another_number_after_signing_in(cast):
    client = Client()
    session = client.session
    session["x"] = 1
    session.save()
    planted = session.session_key
    sign_in(cast.officer.email, client=client)
    assert client.session.session_key != planted


@pytest.mark.parametrize("password", ["short", "elevenchars", "qwerty123456", "startfinding"])
def test_a_short_or_common_password_is_refused(cast, signed_in, password):
    answer = signed_in(cast.officer).post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )
    assert answer.status_code == 200
    cast.officer.refresh_from_db()
    assert cast.officer.check_password(PASSWORD)


def test_a_long_password_of_any_kind_is_taken(cast, signed_in):
    phrase = "a river of small stones " * 3
    signed_in(cast.officer).post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": phrase, "password2": phrase},
    )
    cast.officer.refresh_from_db()
    assert cast.officer.check_password(phrase)


@override_settings(ACCOUNT_RATE_LIMITS={"login_failed": "10/5m/key"})
def test_after_ten_wrong_passwords_the_right_one_waits_too(cast):
    cache.clear()
    for _ in range(10):
        assert sign_in(cast.officer.email, "wrong").status_code == 200
    text = said(sign_in(cast.officer.email))
    assert "Too many" in text
    assert sign_in(cast.coordinator.email).status_code == 302
    cache.clear()
    assert sign_in(cast.officer.email).status_code == 302


def test_nobody_signs_up(db):
    data = {"email": "new@test.example", "password1": PASSWORD, "password2": PASSWORD}
    Client().post(reverse("account_signup"), data)
    assert not User.objects.exists()


def test_a_forgotten_password_says_the_same_to_known_and_unknown(cast):
    answers = [
        Client().post(reverse("account_reset_password"), {"email": email})
        for email in (cast.officer.email, "nobody@test.example")
    ]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, reverse("account_reset_password_done"))
    }
    assert len({said(Client().get(answer["Location"])) for answer in answers}) == 1


def test_nobody_gives_their_account_another_address(cast, signed_in):
    client = signed_in(cast.officer)
    for action in ("action_add", "action_primary"):
        data = {action: "", "email": "somebody.else@test.example"}
        assert client.post(reverse("account_email"), data).status_code == 404
    cast.officer.refresh_from_db()
    assert cast.officer.email == "officer@test.example"


def test_a_forged_host_is_refused(cast):
    answer = Client().post(
        reverse("account_reset_password"), {"email": cast.officer.email}, HTTP_HOST="evil.example"
    )
    assert answer.status_code == 400
    assert mail.outbox == []


def test_the_way_on_after_signing_in_leads_nowhere_else(cast):
    answer = Client().post(
        reverse("account_login") + "?next=https://evil.example/",
        {"login": cast.officer.email, "password": PASSWORD, "next": "https://evil.example/"},
    )
    assert answer["Location"] == reverse("my_work")
