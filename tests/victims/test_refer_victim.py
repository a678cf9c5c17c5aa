import pytest

from accounts.models import AgencyKind, Role
from audit.models import Entry
from cases.models import Case, CaseShare, Party, PartyRole
from cases.services import share_case
from tests.people import Cast, agency, person_of
from victims import services
from victims.models import SupportReferral


def test_it_gives_a_reference_and_starts_the_clock(cast: Cast, victim: Party):
    referral = services.refer_victim(victim, by=cast.coordinator, source="CSM-M-2026-0001")
    assert referral.reference.startswith("VS-")
    assert referral.reference.endswith("-0001")
    assert referral.status == "referred"
    assert referral.provider == cast.victim_support
    assert referral.source == "CSM-M-2026-0001"
    assert referral.next_contact_due > referral.referred_on


def test_it_shares_the_summary_of_the_case_with_the_provider(cast: Cast, case: Case, victim: Party):
    assert not Case.objects.visible_to(cast.victim_worker).exists()
    services.refer_victim(victim, by=cast.coordinator)
    assert Case.objects.visible_to(cast.victim_worker).get() == case
    assert not Case.objects.in_full_for(cast.victim_worker).exists()
    assert CaseShare.objects.get(agency=cast.victim_support).gateway


def test_it_takes_nothing_from_a_provider_that_sees_the_whole_case(
    cast: Cast, case: Case, victim: Party
):
    share_case(case, by=cast.coordinator, agency=cast.victim_support, reason="Sits on the panel")
    services.refer_victim(victim, by=cast.coordinator)
    assert Case.objects.in_full_for(cast.victim_worker).get() == case


def test_it_tells_the_workers_a_reference_and_a_link(cast: Cast, victim: Party, mail_queue):
    referral = services.refer_victim(victim, by=cast.coordinator)
    message = next(each for each in mail_queue() if referral.reference in each.subject)
    assert [str(to) for to in message.to] == [cast.victim_worker.email]
    assert f"/victims/{referral.reference}/" in message.message
    for part in (victim.person.given_name, victim.person.family_name):
        assert part not in message.subject + message.message


def test_it_refers_nobody_twice(cast: Cast, victim: Party, referral: SupportReferral):
    with pytest.raises(services.AlreadyReferred):
        services.refer_victim(victim, by=cast.coordinator)


def test_it_refers_again_after_the_end(cast: Cast, victim: Party, closed: SupportReferral):
    again = services.refer_victim(victim, by=cast.coordinator)
    assert again.reference != closed.reference


def test_it_refers_only_people_who_are_harmed(cast: Cast, case: Case):
    alleged = case.parties.get(role=PartyRole.ALLEGED_PERPETRATOR)
    with pytest.raises(services.NotHarmed):
        services.refer_victim(alleged, by=cast.coordinator)


def test_it_says_when_there_is_no_victim_service(cast: Cast, victim: Party):
    cast.victim_support.kind = AgencyKind.OTHER
    cast.victim_support.save()
    with pytest.raises(services.NoProvider):
        services.refer_victim(victim, by=cast.coordinator)


def test_it_is_logged_without_names(cast: Cast, victim: Party):
    referral = services.refer_victim(
        victim, by=cast.coordinator, priority="enhanced", reasons="Hit twice in May"
    )
    entry = Entry.objects.get(verb="victim.referred")
    assert entry.subject == f"victim {referral.reference}"
    assert entry.changes["priority"] == "enhanced"
    assert "Hit twice" not in str(entry.changes)


def test_the_coordinator_refers_from_the_case(cast: Cast, case: Case, victim: Party, signed_in):
    browser = signed_in(cast.coordinator)
    page = browser.get(f"/cases/{case.reference}/victims/refer/")
    assert victim.person.full_name in page.content.decode()
    answer = browser.post(
        f"/cases/{case.reference}/victims/refer/",
        {"party": victim.pk, "provider": cast.victim_support.pk, "priority": "standard"},
    )
    assert answer.status_code == 302
    assert SupportReferral.objects.get().party == victim


def test_enhanced_needs_its_reasons(cast: Cast, case: Case, victim: Party, signed_in):
    answer = signed_in(cast.coordinator).post(
        f"/cases/{case.reference}/victims/refer/",
        {"party": victim.pk, "provider": cast.victim_support.pk, "priority": "enhanced"},
    )
    assert "Tick what makes it enhanced" in answer.content.decode()
    assert not SupportReferral.objects.exists()


def test_the_lead_officer_may_refer_and_another_officer_may_not(cast: Cast, case: Case, signed_in):
    address = f"/cases/{case.reference}/victims/refer/"
    assert signed_in(cast.officer).get(address).status_code == 200
    share_case(case, by=cast.coordinator, agency=cast.health, reason="Works on it")
    assert signed_in(cast.partner).get(address).status_code == 403
    assert signed_in(cast.outsider).get(address).status_code == 404


def test_a_party_of_another_case_is_refused(cast: Cast, case: Case, victim: Party, signed_in):
    from tests.people import a_case

    other = a_case(cast).parties.get(role=PartyRole.VICTIM)
    answer = signed_in(cast.coordinator).post(
        f"/cases/{case.reference}/victims/refer/",
        {"party": other.pk, "provider": cast.victim_support.pk, "priority": "standard"},
    )
    assert answer.status_code == 200
    assert not SupportReferral.objects.exists()


def test_another_victim_service_sees_nothing(cast: Cast, referral: SupportReferral, signed_in):
    elsewhere = agency(AgencyKind.VICTIM_SERVICE, "Other Support")
    worker = person_of(Role.VICTIM_WORKER, elsewhere)
    assert not SupportReferral.objects.visible_to(worker).exists()
    assert signed_in(worker).get(f"/victims/{referral.reference}/").status_code == 404
