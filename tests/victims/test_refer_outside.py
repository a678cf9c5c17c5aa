"""Somebody who comes to the victim service without a case."""

from people.queries import search
from tests.people import Cast
from victims import services
from victims.models import SupportReferral

TYPED = {
    "given_name": "Olwen",
    "family_name": "Outside",
    "source_kind": "hate_centre",
    "source": "The library",
    "priority": "standard",
}


def take_in(cast: Cast, **said) -> SupportReferral:
    return services.refer_from_outside(
        by=cast.victim_worker, provider=cast.victim_support, **{**TYPED, **said}
    )


def test_they_are_taken_in_without_a_case(cast: Cast, signed_in):
    answer = signed_in(cast.victim_worker).post("/victims/refer/", TYPED, follow=True)
    referral = SupportReferral.objects.get()
    assert referral.party is None
    assert "Olwen Outside" in answer.content.decode()
    assert referral.reference in signed_in(cast.victim_worker).get("/victims/").content.decode()


def test_nobody_else_learns_that_they_are_known(cast: Cast, signed_in):
    referral = take_in(cast)
    for name, who in cast.everyone().items():
        assert not search(who, "Olwen Outside"), name
        if name != "victim_worker":
            assert signed_in(who).get(f"/victims/{referral.reference}/").status_code == 404, name


def test_what_makes_it_enhanced_is_ticked(cast: Cast, signed_in):
    browser = signed_in(cast.victim_worker)
    answer = browser.post("/victims/refer/", {**TYPED, "priority": "enhanced"})
    assert "Tick what makes it enhanced" in answer.content.decode()
    answer = browser.post("/victims/refer/", {**TYPED, "codes": ["repeat"]})
    assert "Select enhanced" in answer.content.decode()
    browser.post("/victims/refer/", {**TYPED, "priority": "enhanced", "codes": ["repeat"]})
    assert SupportReferral.objects.get().priority_labels == ["A repeat victim"]


def test_a_case_is_no_source_from_outside(cast: Cast, signed_in):
    for kind in ("case", "panel", "nonsense"):
        signed_in(cast.victim_worker).post("/victims/refer/", {**TYPED, "source_kind": kind})
    assert not SupportReferral.objects.exists()


def test_every_page_of_one_without_a_case_opens(cast: Cast, signed_in):
    referral = take_in(cast)
    services.take_support(referral, by=cast.victim_worker)
    browser = signed_in(cast.victim_worker)
    for page in ("", "needs/", "interventions/", "rights/", "survey/send/", "page/", "consent/"):
        assert browser.get(f"/victims/{referral.reference}/{page}").status_code == 200, page
