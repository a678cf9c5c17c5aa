"""Open a restricted case for a time, in the open: who may, what follows, and how it ends."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from audit.models import Entry
from cases.models import Case, CaseShare, PartyRole
from cases.services import add_party, lift_restriction, restrict_case, set_setting
from cases.services.glass import NotRestricted, break_glass, end_broken_glass
from people.models import Person
from people.services import add_person
from tests.people import a_case

pytestmark = pytest.mark.django_db
WHY = "Threats were made tonight"
URL = "/cases/break-glass/"


def sees(user, case):
    return Case.objects.in_full_for(user).filter(pk=case.pk).exists()


def sees_people(user, case):
    people = set(case.parties.values_list("person", flat=True))
    seen = Person.objects.visible_to(user).filter(pk__in=people)
    return set(seen.values_list("pk", flat=True)) == people


@pytest.fixture
def case(cast):
    case = a_case(cast)
    restrict_case(case, by=cast.coordinator, people=[cast.officer], reason="A colleague")
    return case


def post(client, case, **changed):
    return client.post(URL, {"reference": case.reference, "reason": WHY, **changed})


def test_a_co_chair_opens_it_with_a_reason_and_sees_case_and_people(cast, signed_in, case):
    client = signed_in(cast.cochair_police)
    page = reverse("case", args=[case.reference])
    assert client.get(page).status_code == 404
    assert post(client, case).url == page
    assert client.get(page).status_code == 200
    assert sees_people(cast.cochair_police, case)
    person = case.parties.first().person
    assert client.get(reverse("person", args=[person.reference])).status_code == 200
    assert not sees(cast.cochair_council, case)


def test_the_log_and_the_sharing_tab_and_the_data_protection_officer_know(cast, signed_in, case):
    post(signed_in(cast.cochair_police), case)
    entry = Entry.objects.get(verb="case.glass_broken")
    assert (entry.reason, entry.subject) == (WHY, f"case {case.reference}")
    tab = signed_in(cast.officer).get(reverse("case_sharing", args=[case.reference]))
    assert "Broke the glass" in tab.content.decode()
    assert WHY in tab.content.decode()
    page = signed_in(cast.dpo).get(reverse("broken_glass")).content.decode()
    assert case.reference in page
    assert WHY in page


def test_lead_agency_and_coordinator_are_told_and_the_mail_names_nobody(cast, signed_in, case):
    Case.objects.filter(pk=case.pk).update(lead_officer=cast.officer)
    Email.objects.all().delete()
    post(signed_in(cast.cochair_police), case)
    told = {address for mail in Email.objects.all() for address in mail.to}
    assert told == {cast.officer.email, cast.coordinator.email}
    said = " ".join(mail.subject + mail.message for mail in Email.objects.all())
    assert case.reference in said
    for name in ("Vera", "Alan", "Cochair-Police", WHY):
        assert name not in said


def test_it_ends_by_itself_to_the_second_and_is_then_written_down(cast, case):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        share = break_glass(case, by=cast.cochair_police, reason=WHY)
    assert share.ends_at == now + dt.timedelta(hours=24)
    with time_machine.travel(share.ends_at - dt.timedelta(seconds=1), tick=False):
        assert sees(cast.cochair_police, case)
        assert end_broken_glass() == 0
    with time_machine.travel(share.ends_at, tick=False):
        assert not sees(cast.cochair_police, case)
        assert not sees_people(cast.cochair_police, case)
        assert end_broken_glass() == 1
        assert end_broken_glass() == 0
        share.refresh_from_db()
        assert share.ended_at == share.ends_at
        assert Entry.objects.filter(verb="case.glass_ended").count() == 1


def test_once_over_it_can_be_opened_again_with_a_new_reason(cast, case):
    break_glass(case, by=cast.cochair_police, reason=WHY)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=25)):
        break_glass(case, by=cast.cochair_police, reason="And again")
        assert sees(cast.cochair_police, case)
    assert CaseShare.objects.filter(case=case, broke_glass=True).count() == 2


def test_twice_at_once_is_once(cast, case):
    first = break_glass(case, by=cast.cochair_police, reason=WHY)
    assert break_glass(case, by=cast.cochair_police, reason=WHY) == first
    assert Entry.objects.filter(verb="case.glass_broken").count() == 1


def test_the_hours_are_a_setting(cast, case):
    said = {"valid_from": timezone.localdate(), "reason": "Enough"}
    set_setting(by=cast.administrator, key="break_glass_hours", value=2, **said)
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        share = break_glass(case, by=cast.cochair_police, reason=WHY)
    assert share.ends_at == now + dt.timedelta(hours=2)


@pytest.mark.parametrize("who", ["partner", "outsider", "victim_worker", "analyst", "dpo"])
def test_whoever_may_not_finds_nothing_there(cast, signed_in, case, who):
    client = signed_in(getattr(cast, who))
    assert client.get(URL).status_code == 404
    assert post(client, case).status_code == 404
    assert not CaseShare.objects.filter(broke_glass=True).exists()


def test_by_the_partnerships_choice_people_of_agencies_may(cast, signed_in, case):
    said = {"valid_from": timezone.localdate(), "reason": "Out of hours"}
    set_setting(by=cast.administrator, key="break_glass_agencies", value=1, **said)
    assert post(signed_in(cast.outsider), case).status_code == 302
    assert sees(cast.outsider, case)
    assert sees_people(cast.outsider, case)
    assert signed_in(cast.analyst).get(URL).status_code == 404


@pytest.mark.parametrize("reference", ["CSM-2020-9999", "nothing", ""])
def test_what_is_no_restricted_case_is_refused_in_one_way(cast, signed_in, case, reference):
    open_case = a_case(cast)
    client = signed_in(cast.cochair_police)
    for typed in (reference, open_case.reference):
        page = post(client, case, reference=typed)
        assert page.status_code == 200
        assert page.context["form"].errors["reference"]
    assert "Enter the reference of a restricted case" in page.content.decode()
    assert WHY in page.content.decode()


def test_a_reason_is_needed_and_an_open_case_is_no_matter_of_glass(cast, signed_in, case):
    assert post(signed_in(cast.cochair_police), case, reason="").context["form"].errors["reason"]
    with pytest.raises(NotRestricted):
        break_glass(a_case(cast), by=cast.cochair_police, reason=WHY)


def test_search_offers_it_only_where_nothing_was_found_and_to_whom_it_is_open(
    cast, signed_in, case
):
    def offered(user, words):
        return URL in signed_in(user).post(reverse("search"), {"q": words}).content.decode()

    assert offered(cast.cochair_police, case.reference)
    assert offered(cast.cochair_police, "CSM-2020-9999")
    assert not offered(cast.partner, case.reference)


def test_lifting_the_restriction_ends_it_too(cast, case):
    share = break_glass(case, by=cast.cochair_police, reason=WHY)
    lift_restriction(case, by=cast.officer, agencies=[cast.housing], reason="Over")
    share.refresh_from_db()
    assert share.ended_at is not None
    assert sees(cast.cochair_police, case)


class TestThePeopleOfARestrictedCase:
    def test_are_open_to_whoever_is_named_and_to_nobody_else(self, cast, case):
        assert sees_people(cast.officer, case)
        for who in (cast.coordinator, cast.partner, cast.cochair_police):
            assert not Person.objects.visible_to(who).filter(parties__case=case).exists()

    def test_are_seen_by_who_sees_them_by_another_open_case(self, cast, signed_in, case):
        person = case.parties.first().person
        page = reverse("person", args=[person.reference])
        assert signed_in(cast.coordinator).get(page).status_code == 404
        other = a_case(cast, people=False)
        add_party(other, by=None, person=person, role=PartyRole.WITNESS)
        lift_and_restrict_again(cast, case)
        shown = signed_in(cast.coordinator).get(page)
        assert shown.status_code == 200
        assert other.reference in shown.content.decode()
        assert case.reference not in shown.content.decode()
        assert signed_in(cast.outsider).get(page).status_code == 404

    def test_somebody_added_later_is_hidden_and_open_to_the_named_too(self, cast, case):
        person = add_person(by=None, given_name="Nora", family_name="Later")
        add_party(case, by=cast.officer, person=person, role=PartyRole.WITNESS)
        assert sees_people(cast.officer, case)
        assert not Person.objects.visible_to(cast.coordinator).filter(pk=person.pk).exists()

    def test_stay_open_by_another_restricted_case(self, cast, case):
        person = case.parties.first().person
        other = a_case(cast, people=False)
        add_party(other, by=None, person=person, role=PartyRole.WITNESS)
        restrict_case(other, by=cast.coordinator, people=[cast.officer], reason="Too")
        lift_restriction(other, by=cast.officer, agencies=[cast.police], reason="Over")
        restrict_case(other, by=cast.coordinator, people=[cast.coordinator], reason="Again")
        seen = Person.objects.visible_to(cast.officer)
        assert seen.filter(pk=person.pk).exists()


def lift_and_restrict_again(cast, case):
    """A restriction laid on while another case already knows its people."""
    lift_restriction(case, by=cast.officer, agencies=[cast.housing], reason="Over")
    restrict_case(case, by=cast.coordinator, people=[cast.officer], reason="Again")
