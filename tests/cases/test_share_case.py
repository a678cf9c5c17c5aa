"""Share a case with an agency, and stop sharing it."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.models import Case, CaseShare
from cases.services import add_party, share_case, stop_sharing_case
from people.models import Person
from tests.people import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast):
    return a_case(cast)


def share(case, cast, agency, level="full"):
    return share_case(case, by=cast.coordinator, agency=agency, level=level, reason="Works on it")


def open_to(user):
    return set(Person.objects.visible_to(user))


def people_of(case):
    return {party.person for party in case.parties.select_related("person")}


def test_sharing_in_full_opens_the_case_and_its_people(cast, case):
    share(case, cast, cast.outside)
    assert case in Case.objects.in_full_for(cast.outsider)
    assert open_to(cast.outsider) == people_of(case)


def test_sharing_the_summary_opens_no_particulars_and_nobody(cast, case):
    share(case, cast, cast.outside, "summary")
    assert case in Case.objects.visible_to(cast.outsider)
    assert case not in Case.objects.in_full_for(cast.outsider)
    assert open_to(cast.outsider) == set()


def test_a_larger_share_and_a_smaller_one_change_the_same_share(cast, case):
    first = share(case, cast, cast.outside, "summary")
    assert share(case, cast, cast.outside) == first
    assert open_to(cast.outsider) == people_of(case)
    share(case, cast, cast.outside, "summary")
    assert open_to(cast.outsider) == set()
    assert CaseShare.objects.filter(case=case, agency=cast.outside).count() == 1
    changes = Entry.objects.filter(verb="case.shared", recipients=[cast.outside.name])
    assert [entry.changes["level"] for entry in changes.order_by("pk")] == [
        ["", "summary"],
        ["summary", "full"],
        ["full", "summary"],
    ]


def test_sharing_the_same_again_changes_nothing(cast, case):
    share(case, cast, cast.outside)
    before = Entry.objects.count()
    share(case, cast, cast.outside)
    assert Entry.objects.count() == before


def test_somebody_added_later_is_open_to_those_who_see_the_case_in_full(cast, case):
    share(case, cast, cast.outside)
    share(case, cast, cast.health, "summary")
    late = Person.objects.create(reference="P-900000", given_name="Late", family_name="Comer")
    add_party(case, by=cast.officer, person=late, role="witness")
    assert late in open_to(cast.outsider)
    assert late not in open_to(cast.partner)


def test_stopping_closes_the_case_and_its_people(cast, case):
    share(case, cast, cast.outside)
    stop_sharing_case(case, by=cast.coordinator, agency=cast.outside, reason="Moved away")
    assert case not in Case.objects.visible_to(cast.outsider)
    assert open_to(cast.outsider) == set()
    entry = Entry.objects.get(verb="case.sharing_stopped")
    assert (entry.reason, entry.changes) == ("Moved away", {"agency": cast.outside.slug})


def test_a_person_of_another_open_case_stays_open(cast, case):
    other = a_case(cast)
    both = case.parties.first().person
    add_party(other, by=None, person=both, role="witness")
    for each in (case, other):
        share(each, cast, cast.outside)
    stop_sharing_case(case, by=cast.coordinator, agency=cast.outside, reason="Done")
    assert open_to(cast.outsider) == people_of(other)


def test_a_person_another_case_shows_in_summary_only_is_closed(cast, case):
    other = a_case(cast)
    both = case.parties.first().person
    add_party(other, by=None, person=both, role="witness")
    share(case, cast, cast.outside)
    share(other, cast, cast.outside, "summary")
    stop_sharing_case(case, by=cast.coordinator, agency=cast.outside, reason="Done")
    assert open_to(cast.outsider) == set()


def test_stopping_what_is_not_shared_does_nothing(cast, case):
    before = Entry.objects.count()
    stop_sharing_case(case, by=cast.coordinator, agency=cast.outside, reason="-")
    assert Entry.objects.count() == before


def test_it_can_be_shared_again_and_both_shares_are_remembered(cast, case):
    share(case, cast, cast.outside)
    stop_sharing_case(case, by=cast.coordinator, agency=cast.outside, reason="Done")
    share(case, cast, cast.outside)
    assert case.shares.filter(agency=cast.outside).count() == 2
    assert case in Case.objects.visible_to(cast.outsider)


def test_the_coordinator_shares_in_the_browser(cast, signed_in, case):
    answer = signed_in(cast.coordinator).post(
        reverse("share_case", args=[case.reference]),
        {"agency": cast.outside.pk, "level": "summary", "reason": "They house the family"},
        follow=True,
    )
    assert "now sees" in answer.content.decode()
    entry = Entry.objects.filter(verb="case.shared").last()
    assert entry.reason.startswith("They house the family (Crime and Disorder Act 1998")


def test_the_coordinator_stops_sharing_in_the_browser(cast, signed_in, case):
    row = share(case, cast, cast.outside)
    url = reverse("stop_sharing_case", args=[case.reference, row.pk])
    client = signed_in(cast.coordinator)
    assert client.post(url, {"reason": "Moved away"}).status_code == 302
    assert client.get(url).status_code == 404


def test_a_share_of_another_case_cannot_be_stopped_from_here(cast, signed_in, case):
    other = share(a_case(cast), cast, cast.outside)
    url = reverse("stop_sharing_case", args=[case.reference, other.pk])
    assert signed_in(cast.coordinator).post(url, {"reason": "-"}).status_code == 404


def test_an_officer_sees_who_sees_it_and_cannot_change_it(cast, signed_in, case):
    client = signed_in(cast.officer)
    assert client.get(reverse("case_sharing", args=[case.reference])).status_code == 200
    answer = client.post(
        reverse("share_case", args=[case.reference]),
        {"agency": cast.outside.pk, "level": "full", "reason": "-"},
    )
    assert answer.status_code == 403
