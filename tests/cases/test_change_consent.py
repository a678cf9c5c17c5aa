"""Consent on a case: taken over from the referral, and withdrawn later."""

import pytest
from django.urls import reverse

from audit.models import Entry
from tests.cases.desk import accept, sent_referral

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast):
    return accept(cast, sent_referral(cast, behaviour={"hate_strands": ["race"]}))


def test_the_case_says_what_the_referral_said(cast, signed_in, case):
    assert (case.consent, case.hate_strands) == ("yes", ["race"])
    page = signed_in(cast.officer).get(reverse("case", args=[case.reference])).content.decode()
    assert "Yes, they agree" in page
    assert "Race" in page


def test_the_power_the_referrer_named_is_the_one_it_is_shared_by(cast):
    safeguarding = "Safeguarding of a child or an adult at risk"
    case = accept(cast, sent_referral(cast, consent={"gateway": safeguarding}))
    assert set(case.shares.values_list("gateway", flat=True)) == {safeguarding}


def test_it_can_be_withdrawn_with_what_was_said(cast, signed_in, case):
    url = reverse("change_consent", args=[case.reference])
    client = signed_in(cast.officer)
    assert client.post(url, {"consent": "withdrawn"}).context["form"].errors
    client.post(url, {"consent": "withdrawn", "reason": "Told me on the phone. We go on."})
    case.refresh_from_db()
    assert case.consent == "withdrawn"
    note = case.notes.order_by("-pk").first()
    assert note.text == "Consent to the referral: withdrawn. Told me on the phone. We go on."
    assert Entry.objects.get(verb="case.consent_changed").changes == {
        "consent": ["yes", "withdrawn"]
    }


def test_only_those_who_work_on_the_case_may(cast, signed_in, case):
    url = reverse("change_consent", args=[case.reference])
    for who in (cast.outsider, cast.analyst, cast.dpo, cast.administrator):
        assert signed_in(who).get(url).status_code == 404
