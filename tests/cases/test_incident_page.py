"""One page for one incident: what it is, what it is counted with, which flags it raised."""

import datetime as dt

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.models import IncidentMatch
from cases.services import add_incident, stop_sharing_case
from cases.services.counting import join_incidents, propose_matches
from cases.services.repeats import count_repeats
from tests.home.counting import queries_of
from tests.people import a_case

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 30)


def told(case, cast, back, to, reference):
    return add_incident(
        case,
        by=cast.officer,
        happened_on=TODAY - dt.timedelta(days=back),
        category="noise",
        description="Drums",
        postcode="N22 8HQ",
        reported_to=to,
        report_reference=reference,
    )


@pytest.fixture
def case(cast):
    return a_case(cast)


def url(incident):
    return reverse("incident", args=[incident.pk])


def test_it_says_where_when_what_and_who_was_told(cast, signed_in, case):
    incident = told(case, cast, 0, "Police", "NBP 7")
    page = signed_in(cast.officer).get(url(incident)).content.decode()
    for said in ("30 June 2026", "N22 8HQ", "Drums", "Police, NBP 7", case.reference):
        assert said in page
    assert Entry.objects.filter(verb="page.read", trail=url(incident)).exists()


def test_it_lists_what_it_is_counted_with_and_its_pairs_and_flags(cast, signed_in, case):
    one, two = told(case, cast, 0, "Police", "NBP 7"), told(case, cast, 1, "Council", "C 3")
    third = told(case, cast, 2, "Homes", "H 1")
    propose_matches(TODAY)
    count_repeats(TODAY)
    page = signed_in(cast.officer).get(url(two)).content.decode()
    assert "Nobody has joined it" in page
    assert page.count("Count as one") == 2
    assert "Repeat address: N22 8HQ" in page
    match = IncidentMatch.objects.get(first=one, second=two)
    join_incidents(match, by=cast.officer, reason="One")
    page = signed_in(cast.officer).get(url(two)).content.decode()
    assert url(one) in page
    assert "Police (NBP 7)" in page
    assert url(third) in page


@pytest.mark.parametrize("who", ["outsider", "analyst", "dpo", "administrator"])
def test_whoever_does_not_see_the_case_in_full_finds_nothing(cast, signed_in, case, who):
    incident = told(case, cast, 0, "Police", "NBP 7")
    assert signed_in(getattr(cast, who)).get(url(incident)).status_code == 404


def test_of_others_it_names_only_those_seen_in_full(cast, signed_in, case):
    hidden = a_case(cast, people=False)
    stop_sharing_case(hidden, by=cast.coordinator, agency=cast.housing, reason="Done")
    one = told(case, cast, 0, "Police", "NBP 7")
    told(hidden, cast, 0, "Council", "C 3")
    propose_matches(TODAY)
    join_incidents(IncidentMatch.objects.get(), by=cast.coordinator, reason="One")
    page = signed_in(cast.officer).get(url(one)).content.decode()
    assert hidden.reference not in page
    assert "C 3" not in page
    assert hidden.reference in signed_in(cast.coordinator).get(url(one)).content.decode()


def test_the_chronology_leads_to_it(cast, signed_in, case):
    incident = told(case, cast, 0, "Police", "NBP 7")
    page = signed_in(cast.officer).get(reverse("case_chronology", args=[case.reference]))
    assert url(incident) in page.content.decode()


def test_it_costs_the_same_however_much_there_is_around_it(cast, signed_in, case):
    first = told(case, cast, 0, "Police", "NBP 7")
    client = signed_in(cast.officer)

    def fill(number):
        for n in range(number):
            told(case, cast, 0, f"Agency {n}", f"A {n}")
        propose_matches(TODAY)

    fill(4)
    queries_of(client, "get", url(first))
    before = queries_of(client, "get", url(first))
    fill(12)
    assert queries_of(client, "get", url(first)) == before <= 15
