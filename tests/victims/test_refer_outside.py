"""Somebody who comes to the victim service without a case."""

import pytest

from cases.models import Party
from cases.services import add_party, share_case
from people.queries import search
from people.services import add_person
from tests.people import Cast, a_case
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


def a_party(case, family_name: str, given_name: str = "O.") -> Party:
    person = add_person(by=None, given_name=given_name, family_name=family_name)
    return add_party(case, by=None, person=person, role="victim")


def join(cast: Cast, signed_in, referral, **said):
    return signed_in(cast.victim_worker).post(
        f"/victims/{referral.reference}/join/", {"agrees": "on", **said}, follow=True
    )


@pytest.fixture
def in_a_case(cast: Cast):
    case = a_case(cast)
    share_case(case, by=cast.coordinator, agency=cast.victim_support, reason="Support")
    return a_party(case, "Outside")


def test_they_are_joined_to_a_case_once_they_agree(cast: Cast, signed_in, in_a_case):
    referral = take_in(cast)
    services.take_support(referral, by=cast.victim_worker)
    page = join(cast, signed_in, referral, party=in_a_case.pk, agrees="").content.decode()
    assert "Ask them first" in page
    assert in_a_case.case.reference in page
    join(cast, signed_in, referral, party=in_a_case.pk)
    referral.refresh_from_db()
    assert (referral.party, referral.person) == (in_a_case, in_a_case.person)
    assert (referral.source_kind, referral.source) == ("hate_centre", "The library")
    tab = signed_in(cast.coordinator).get(f"/cases/{in_a_case.case.reference}/victims/")
    assert referral.reference in tab.content.decode()
    assert "The library" not in tab.content.decode()
    again = signed_in(cast.victim_worker).get(f"/victims/{referral.reference}/join/")
    assert again.status_code == 403


def test_only_people_of_cases_seen_in_full_without_support_are_offered(
    cast: Cast, signed_in, in_a_case
):
    unseen = a_party(a_case(cast), "Outside")
    stranger = a_party(in_a_case.case, "Nobody", "Else")
    first, second = take_in(cast), take_in(cast)
    for party in (unseen, stranger):
        page = join(cast, signed_in, first, party=party.pk).content.decode()
        assert "Select a valid choice" in page
    join(cast, signed_in, first, party=in_a_case.pk)
    page = signed_in(cast.victim_worker).get(f"/victims/{second.reference}/join/")
    assert "Nobody harmed in a case" in page.content.decode()
    with pytest.raises(services.AlreadyReferred):
        services.join_case(second, by=cast.victim_worker, party=in_a_case)
