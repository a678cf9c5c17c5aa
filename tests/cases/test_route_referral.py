"""Not ours: which other panel a referral points to, and why."""

import pytest
from django.urls import reverse

from cases.routing import PANELS, propose
from cases.services import start_referral
from cases.services.content import NoteSaid, ReferralContent
from tests.cases.answers import fill_referral
from tests.cases.desk import sent_referral


def content(**said):
    fields = {
        "category": "neighbours",
        "asb_type": "personal",
        "summary": "Shouting at night.",
        "consent": "yes",
        "gateway": "s115",
        "risk_answers": {},
        "routes": ["multi_agency"],
        "steps": ["warning"],
        **said,
    }
    return ReferralContent(**fields)


def test_most_referrals_are_ours():
    assert propose(content()) == []


@pytest.mark.parametrize("key", PANELS)
def test_a_panel_that_is_ticked_is_named_with_the_reason(key):
    [found] = propose(content(other_panels=[key]))
    assert (found.key, found.name) == (key, PANELS[key])
    assert "ticked under other panels" in found.reason


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("There is a history of domestic abuse.", "dv_marac"),
        ("He is a registered sex offender.", "mappa"),
        ("Posters with extremist slogans.", "channel"),
        ("She is hoarding and will not let anybody in.", "adults"),
        ("A prolific offender of the estate.", "iom"),
    ],
)
def test_a_word_that_gives_it_away_is_quoted(words, key):
    for said in ({"summary": words}, {"notes": [NoteSaid(words)]}):
        [found] = propose(content(**said))
        assert found.key == key
        assert found.reason.startswith("The referral says “")


@pytest.mark.parametrize("words", ["Axiom Road", "Mapparton Street"])
def test_a_word_within_another_gives_nothing_away(words):
    assert propose(content(summary=words)) == []


def test_one_agency_can_try_first():
    [found] = propose(content(steps=["nothing"], routes=["judgement"]))
    assert found.key == "agency"
    assert propose(content(steps=["nothing"], routes=["high_risk"])) == []


@pytest.mark.django_db
def test_the_referrer_reads_it_before_sending(cast, signed_in):
    draft = start_referral(by=cast.officer, agency=cast.housing)
    fill_referral(draft, by=cast.officer, others={"panels": ["mappa"]})
    page = signed_in(cast.officer).get(reverse("check_referral", args=[draft.reference]))
    assert "Perhaps not ours: MAPPA." in page.content.decode()
    assert "You can send the referral all the same" in page.content.decode()


@pytest.mark.django_db
def test_the_coordinator_reads_it_and_the_decline_begins_with_it(cast, signed_in):
    referral = sent_referral(cast, others={"panels": ["mappa"]})
    client = signed_in(cast.coordinator)
    page = client.get(reverse("referral", args=[referral.reference])).content.decode()
    assert "Perhaps not ours: MAPPA." in page
    page = client.get(reverse("decline_referral", args=[referral.reference]))
    assert page.context["form"].initial["belongs_to"] == "mappa"
    assert "Speak to the offender" in page.content.decode()
