"""The decision: by the number where it is met, by reasons where it is not; kept as it was."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import GroupedIncident, Incident, IncidentGroup, IncidentMatch
from cases.services import set_setting
from cases.services.counting import keep_incidents_apart
from reviews import queries, services
from tests.people import a_case
from tests.reviews.applications import at, days_ago, decide, report


@pytest.fixture
def three(cast, case):
    for number in (70, 80, 90):
        report(case, cast, days_ago(number))
    return at(cast, "acknowledged", case)


def typed(cast, review, **said):
    finding = queries.finding_of(review, cast.coordinator)
    return {
        "decided_on": "today",
        "seen": f"{finding.incidents}-{finding.reports}-{len(finding.lines)}",
        **said,
    }


def test_it_is_worked_out_from_every_case_the_person_is_harmed_in(cast, case):
    from cases.services import add_party

    victim = case.parties.get(role="victim").person
    other = a_case(cast, people=False)
    add_party(other, by=None, person=victim, role="complainant")
    report(case, cast, days_ago(70))
    report(other, cast, days_ago(71), category="rowdy")
    review = at(cast, "acknowledged", case)
    sources = {line.told.source for line in queries.finding_of(review, cast.coordinator).lines}
    assert sources == {case.reference, other.reference}


def test_where_they_are_not_harmed_it_does_not_count(cast, case):
    from cases.services import add_party

    victim = case.parties.get(role="victim").person
    other = a_case(cast, people=False)
    add_party(other, by=None, person=victim, role="alleged_perpetrator")
    report(other, cast, days_ago(71))
    review = at(cast, "acknowledged", case)
    assert queries.finding_of(review, cast.coordinator).incidents == 0


def test_incidents_put_together_count_once(cast, case, three):
    group = IncidentGroup.objects.create()
    for incident in Incident.objects.filter(reported_to="Police")[:2]:
        GroupedIncident.objects.create(group=group, incident=incident)
    assert queries.finding_of(three, cast.coordinator).incidents == 2
    GroupedIncident.objects.update(left_at=timezone.now())
    assert queries.finding_of(three, cast.coordinator).incidents == 3


def test_an_incident_without_a_day_of_report_takes_the_day_it_was_recorded(cast, case):
    report(case, cast, days_ago(70), reported_on=None)
    Incident.objects.filter(reported_to="Police").update(
        recorded_at=timezone.make_aware(dt.datetime.combine(days_ago(65), dt.time(12)))
    )
    review = at(cast, "acknowledged", case)
    [line] = queries.finding_of(review, cast.coordinator).lines
    assert line.told.reported_on == days_ago(65)
    assert line.told.day_assumed
    assert line.counts


def test_the_page_shows_each_complaint_and_why(cast, case, three, signed_in):
    report(case, cast, days_ago(100), reported_to="")
    page = signed_in(cast.coordinator).get(reverse("decide_threshold", args=[three.reference]))
    said = page.content.decode()
    assert "Met by number" in said
    assert "3 qualifying complaints" in said
    assert "No agency is named that was told" in said
    assert "The settings that Concord came with" in said


def test_a_setting_in_force_when_it_was_received_is_used_and_named(cast, case, three, signed_in):
    with_two = set_setting(
        by=cast.administrator,
        key="case_review_complaints",
        value=2,
        valid_from=timezone.localdate(),
        reason="Fewer",
    )
    rules = queries.rules_on(with_two.valid_from)
    assert (rules.complaints, rules.since) == (2, with_two.valid_from)
    assert queries.rules_on(three.received_on).complaints == 3


def test_met_by_number_needs_no_reason(cast, three, signed_in):
    answer = signed_in(cast.coordinator).post(
        reverse("decide_threshold", args=[three.reference]), typed(cast, three, outcome="met")
    )
    assert answer.status_code == 302
    three.refresh_from_db()
    assert (three.status, three.threshold) == ("to_review", "met")
    assert three.threshold_worked["incidents"] == 3
    assert Entry.objects.get(verb="case_review.threshold_decided").changes["counted"] == 3


def test_the_law_stands_against_not_met_where_the_number_is(cast, three, signed_in):
    browser = signed_in(cast.coordinator)
    address = reverse("decide_threshold", args=[three.reference])
    said = typed(cast, three, outcome="not_met", reason="Not serious")
    assert "By section 104(4)" in browser.post(address, said).content.decode()
    said["correction"] = "Two of them are the same night"
    assert browser.post(address, said).status_code == 302
    three.refresh_from_db()
    assert three.threshold_correction == "Two of them are the same night"


def test_fewer_may_be_met_by_persistence_harm_or_the_response(cast, case, signed_in):
    review = at(cast, "acknowledged", case)
    browser = signed_in(cast.coordinator)
    address = reverse("decide_threshold", args=[review.reference])
    said = typed(cast, review, outcome="met", reason="One, but grave")
    assert "persistence, harm or the response" in browser.post(address, said).content.decode()
    said["harm"] = "She is afraid to go out"
    assert browser.post(address, said).status_code == 302


@pytest.mark.parametrize("outcome", ["met", "not_met", "anyway"])
def test_a_decision_that_the_number_does_not_make_takes_a_reason(cast, outcome):
    review = at(cast, "acknowledged")
    with pytest.raises(services.Refused, match="Say why"):
        decide(review, cast, outcome, reason="")
    assert decide(review, cast, outcome).threshold == outcome


@pytest.mark.parametrize(
    ("outcome", "status"), [("met", "to_review"), ("anyway", "to_review"), ("not_met", "not_met")]
)
def test_where_it_leads(cast, outcome, status):
    assert decide(at(cast, "acknowledged"), cast, outcome).status == status


def test_a_count_that_has_changed_meanwhile_is_looked_at_again(cast, case, three, signed_in):
    said = typed(cast, three, outcome="met")
    report(case, cast, days_ago(75))
    page = signed_in(cast.coordinator).post(
        reverse("decide_threshold", args=[three.reference]), said
    )
    assert "The count has changed" in page.content.decode()


def test_the_decision_keeps_its_count(cast, case, three, signed_in):
    decide(three, cast)
    Incident.objects.filter(case=case).delete()
    three.refresh_from_db()
    assert queries.finding_of(three, cast.coordinator).incidents == 3
    page = signed_in(cast.officer).get(reverse("case_review", args=[three.reference]))
    assert "3 qualifying complaints" in page.content.decode()


def test_not_before_it_was_acknowledged(cast):
    with pytest.raises(services.Refused, match="the day it was acknowledged"):
        decide(at(cast, "acknowledged"), cast, decided_on=days_ago(59))


def test_one_evening_told_to_two_counts_once_until_somebody_finds_two(cast, case, three):
    evening = Incident.objects.filter(reported_to="Police").first()
    report(case, cast, evening.happened_on, reported_to="Landlord")
    assert queries.finding_of(three, cast.coordinator).incidents == 3
    again = Incident.objects.get(reported_to="Landlord")
    match = IncidentMatch.objects.create(first=evening, second=again)
    keep_incidents_apart(match, by=cast.coordinator, reason="Two evenings")
    assert queries.finding_of(three, cast.coordinator).incidents == 4
