"""Link two cases, be offered links, dismiss what does not belong, and end a link."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.models import CaseLink, LinkKind, PartyRole, UnrelatedCases
from cases.queries.links import links_of, suggested_links
from cases.services import add_party, restrict_case, share_case
from cases.services.links import dismiss_suggested_link, end_link, link_cases
from tests.people import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast):
    return a_case(cast)


@pytest.fixture
def other(cast):
    return a_case(cast)


def link(case, other, cast, kind=LinkKind.SAME_PLACE):
    return link_cases(case, by=cast.coordinator, other=other, kind=kind, reason="One stairwell")


def people(case):
    """The victim and the alleged perpetrator."""
    return [party.person for party in case.parties.order_by("pk")]


def mirror(case, other):
    """Put the people of a case into another one on the opposite sides."""
    victim, alleged = people(case)
    add_party(other, by=None, person=victim, role=PartyRole.ALLEGED_PERPETRATOR)
    add_party(other, by=None, person=alleged, role=PartyRole.VICTIM)


def page(client, case):
    return client.get(reverse("case_links", args=[case.reference])).content.decode()


def test_a_link_shows_from_both_ends(cast, case, other):
    link(case, other, cast)
    assert [each.other for each in links_of(case, cast.officer)] == [other]
    assert [each.other for each in links_of(other, cast.officer)] == [case]


def test_only_a_transfer_has_a_direction(cast, case, other):
    link(case, other, cast, LinkKind.TRANSFERRED)
    assert links_of(case, cast.officer)[0].text == "Transferred to"
    assert links_of(other, cast.officer)[0].text == "Transferred from"


def test_saying_it_again_from_the_other_end_changes_nothing(cast, case, other):
    first = link(case, other, cast)
    before = Entry.objects.count()
    assert link(other, case, cast) == first
    assert Entry.objects.count() == before


def test_the_log_calls_it_a_combination(cast, case, other):
    link(case, other, cast)
    entry = Entry.objects.get(verb="case.linked")
    assert (entry.operation, entry.trail) == ("combination", f"case {other.reference}")


def test_an_end_that_is_not_seen_in_full_is_not_there(cast, signed_in, case, other):
    link(case, other, cast)
    share_case(case, by=cast.coordinator, agency=cast.outside, reason="Works on it")
    share_case(other, by=cast.coordinator, agency=cast.outside, level="summary", reason="-")
    assert links_of(case, cast.outsider) == []
    assert other.reference not in page(signed_in(cast.outsider), case)
    assert other.reference in page(signed_in(cast.officer), case)


def test_an_officer_links_by_reference_without_its_dashes(cast, signed_in, case, other):
    answer = signed_in(cast.officer).post(
        reverse("link_cases", args=[case.reference]),
        {
            "reference": other.reference.replace("-", " ").lower(),
            "kind": "place",
            "reason": "Same block",
        },
    )
    assert answer.status_code == 302
    assert CaseLink.objects.get().reason == "Same block"


@pytest.mark.parametrize("reference", ["CSM-1999-0001", "nonsense", "itself", "hidden"])
def test_a_case_nobody_may_see_and_none_at_all_are_refused_alike(
    cast, signed_in, case, other, reference
):
    if reference == "hidden":
        restrict_case(other, by=cast.coordinator, people=[cast.cochair_police], reason="-")
    typed = {"itself": case.reference, "hidden": other.reference}.get(reference, reference)
    answer = signed_in(cast.officer).post(
        reverse("link_cases", args=[case.reference]),
        {"reference": typed, "kind": "place", "reason": "-"},
    )
    assert "You see no other case in full with this reference" in answer.content.decode()
    assert not CaseLink.objects.exists()


def test_ending_keeps_the_reason_and_can_be_linked_again(cast, signed_in, case, other):
    row = link(case, other, cast)
    url = reverse("end_link", args=[case.reference, row.pk])
    assert signed_in(cast.officer).post(url, {"reason": "Another block"}).status_code == 302
    row.refresh_from_db()
    assert (row.end_reason, row.ended_by) == ("Another block", cast.officer)
    assert links_of(case, cast.officer) == []
    assert link(case, other, cast) != row


def test_a_link_ends_once(cast, case, other):
    row = link(case, other, cast)
    for _ in range(2):
        end_link(row, by=cast.officer, reason="-")
    assert Entry.objects.filter(verb="case.link_ended").count() == 1


def test_a_link_of_other_cases_cannot_be_ended_from_here(cast, signed_in, case, other):
    row = link(other, a_case(cast), cast)
    url = reverse("end_link", args=[case.reference, row.pk])
    assert signed_in(cast.officer).get(url).status_code == 404


def test_the_same_person_elsewhere_is_suggested(cast, case, other):
    add_party(other, by=None, person=people(case)[0], role=PartyRole.WITNESS)
    (each,) = suggested_links(case, cast.officer)
    assert (each.other, each.kind) == (other, LinkKind.SAME_PEOPLE)


def test_the_same_two_on_opposite_sides_are_a_counter_allegation_seen_from_both(cast, case, other):
    mirror(case, other)
    for one, two in ((case, other), (other, case)):
        (each,) = suggested_links(one, cast.officer)
        assert (each.other, each.kind) == (two, LinkKind.COUNTER_ALLEGATION)


def test_one_person_on_the_other_side_is_no_counter_allegation(cast, case, other):
    add_party(other, by=None, person=people(case)[0], role=PartyRole.ALLEGED_PERPETRATOR)
    assert suggested_links(case, cast.officer)[0].kind == LinkKind.SAME_PEOPLE


def test_a_case_not_seen_in_full_is_not_suggested(cast, case, other):
    mirror(case, other)
    share_case(case, by=cast.coordinator, agency=cast.outside, reason="Works on it")
    assert suggested_links(case, cast.outsider) == []


def test_one_click_links(cast, signed_in, case, other):
    mirror(case, other)
    url = reverse("accept_suggested_link", args=[case.reference, other.reference])
    assert signed_in(cast.officer).post(url).status_code == 302
    assert CaseLink.objects.get().kind == LinkKind.COUNTER_ALLEGATION
    assert suggested_links(other, cast.officer) == []
    assert signed_in(cast.officer).post(url).status_code == 404


def test_what_is_dismissed_is_not_suggested_again_from_either_end(cast, signed_in, case, other):
    mirror(case, other)
    url = reverse("dismiss_suggested_link", args=[other.reference, case.reference])
    assert signed_in(cast.officer).post(url, {"reason": "Namesakes"}).status_code == 302
    row = UnrelatedCases.objects.get()
    assert (row.first, row.second, row.reason) == (case, other, "Namesakes")
    assert suggested_links(case, cast.officer) == suggested_links(other, cast.officer) == []


def test_dismissing_twice_keeps_the_first_reason(cast, case, other):
    for reason in ("First", "Second"):
        row = dismiss_suggested_link(case, by=cast.officer, other=other, reason=reason)
    assert row.reason == "First"


def test_a_closed_case_shows_its_links_and_takes_no_more(cast, signed_in, case, other):
    link(case, other, cast)
    type(case).objects.filter(pk=case.pk).update(status="closed", closed_at="2026-01-01T00:00Z")
    client = signed_in(cast.officer)
    assert other.reference in page(client, case)
    assert client.get(reverse("link_cases", args=[case.reference])).status_code == 403
