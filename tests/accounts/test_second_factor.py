"""A second factor is needed outside rehearsal, before any page."""

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse

from accounts.models import Partnership
from tests.access.test_matrix import url_names
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def real(cast):
    """The cast, in earnest."""
    Partnership.objects.update(is_rehearsal=False)
    return cast


def test_without_one_every_page_leads_to_setting_it_up(real, signed_in):
    client = signed_in(real.officer)
    for name in ("my_work", "list_cases", "search", "assessment", "strategy", "wards"):
        answer = client.get(reverse(name))
        assert answer.status_code == 302, name
        assert answer["Location"] == reverse("mfa_activate_totp")
    assert client.get(reverse("mfa_activate_totp")).status_code in {200, 302}


def test_without_one_nothing_can_be_done_either(real, signed_in):
    answer = signed_in(real.officer).post(reverse("start_referral"))
    assert answer["Location"] == reverse("mfa_activate_totp")


def test_signing_out_and_help_are_open_meanwhile(real, signed_in):
    client = signed_in(real.officer)
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("help")).status_code == 200


def test_with_one_the_password_alone_does_not_let_in(real):
    TOTP.activate(real.officer, SECRET)
    client = Client()
    answer = client.post(
        reverse("account_login"), {"login": real.officer.email, "password": PASSWORD}
    )
    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("my_work")).status_code == 302
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(SECRET, counter))
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert client.get(reverse("my_work")).status_code == 200


def test_in_rehearsal_none_is_asked_for(cast, signed_in):
    assert signed_in(cast.officer).get(reverse("my_work")).status_code == 200


def test_only_the_pages_of_signing_in_are_before_it():
    before = {name for name in url_names() if name.startswith(("mfa_", "account_reauthenticate"))}
    assert before == {
        "account_reauthenticate",
        "mfa_index",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    }
