"""Restrict a case to named people, and lift the restriction."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.models import Case
from cases.services import Restricted, restrict_case, share_case
from people.models import Person
from tests.people import a_case

pytestmark = pytest.mark.django_db


def sees(user, case):
    return Case.objects.visible_to(user).filter(pk=case.pk).exists()


def test_only_the_named_still_see_it_and_its_people(cast):
    case = a_case(cast, shared_with=(cast.health,))
    restrict_case(case, by=cast.coordinator, people=[cast.officer], reason="A member of staff")
    assert sees(cast.officer, case)
    for who in (cast.coordinator, cast.cochair_police, cast.partner, cast.outsider):
        assert not sees(who, case)
        assert not Person.objects.visible_to(who).filter(parties__case=case).exists()
    assert Entry.objects.filter(verb="case.restricted", recipients=["Officer Tester"]).exists()


def test_people_known_from_another_case_stay_known(cast):
    case, other = a_case(cast), a_case(cast)
    party = case.parties.first()
    other.parties.create(person=party.person, role="witness")
    restrict_case(case, by=cast.coordinator, people=[cast.officer], reason="In confidence")
    assert Person.objects.visible_to(cast.coordinator).filter(pk=party.person_id).exists()


def test_no_agency_is_let_in_while_it_is_restricted(cast):
    case = a_case(cast)
    restrict_case(case, by=cast.coordinator, people=[cast.coordinator], reason="In confidence")
    with pytest.raises(Restricted):
        share_case(case, by=cast.coordinator, agency=cast.police, reason="Works on it")


def test_the_page_names_people_and_lifting_names_agencies(cast, signed_in):
    case = a_case(cast)
    client = signed_in(cast.coordinator)
    url = reverse("restrict_case", args=[case.reference])
    assert "Select at least one person" in client.post(url, {"reason": "-"}).content.decode()
    form = {"people": [cast.coordinator.pk, cast.officer.pk], "reason": "A member of staff"}
    assert client.post(url, form).status_code == 302
    assert not sees(cast.cochair_police, case)
    assert client.get(reverse("case_sharing", args=[case.reference])).status_code == 200
    lift = reverse("lift_restriction", args=[case.reference])
    client.post(lift, {"agencies": [cast.housing.pk], "reason": "No longer needed"})
    case.refresh_from_db()
    assert not case.is_restricted
    assert sees(cast.cochair_police, case)
    assert sees(cast.officer, case)


def test_an_officer_cannot_restrict(cast, signed_in):
    case = a_case(cast)
    answer = signed_in(cast.officer).get(reverse("restrict_case", args=[case.reference]))
    assert answer.status_code == 403
