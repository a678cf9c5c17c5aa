"""Accept a referral: a case is open, with all that the referral says."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import Case, CaseShare, Note, PartyRole, ReferralStatus, RiskInstrument
from cases.queries import chronology
from cases.workflow import WrongStatus
from people.models import Person
from people.services import add_person
from tests.cases.answers import ANSWERS
from tests.cases.desk import accept, sent_referral

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(cast):
    return sent_referral(cast)


@pytest.fixture
def case(cast, referral):
    return accept(cast, referral)


def post(client, referral, **data):
    return client.post(reverse("accept_referral", args=[referral.reference]), data)


def test_the_case_has_the_first_number_of_the_year(case):
    year = timezone.localdate().year
    assert case.reference == f"CSM-{year}-0001"


def test_the_case_says_what_the_referral_said(cast, case, referral):
    assert case.category == "neighbours"
    assert case.asb_type == "personal"
    assert case.summary == ANSWERS["behaviour"]["summary"]
    assert case.postcode == "N11 1AA"
    assert case.lead_agency == cast.housing
    assert case.lead_officer == cast.officer
    assert case.referral == referral
    assert referral.status == ReferralStatus.ACCEPTED
    assert referral.answered_by == cast.coordinator


def test_its_people_are_in_it_each_in_their_role(case):
    parties = {party.role: party for party in case.parties.select_related("person")}
    victim = parties[PartyRole.VICTIM]
    assert victim.person.full_name == "Vera Holloway"
    assert victim.person.date_of_birth == dt.date(1961, 5, 4)
    assert victim.is_vulnerable
    assert (victim.address, victim.postcode, victim.children) == (
        "4 Elm Court",
        "N11 1AA",
        "1: aged 9",
    )
    assert (victim.language, victim.needs_interpreter) == ("Polish", True)
    assert victim.knows_of_referral == "yes"
    assert parties[PartyRole.ALLEGED_PERPETRATOR].approximate_age == 40
    assert parties[PartyRole.ALLEGED_PERPETRATOR].person.full_name == "Dean Marsh"


def test_an_unknown_alleged_perpetrator_is_no_person(cast):
    unknown = {
        "alleged": {
            "alleged-0-is_unknown": "on",
            "alleged-0-given_name": "",
            "alleged-0-family_name": "",
        }
    }
    case = accept(cast, sent_referral(cast, **unknown))
    assert [party.role for party in case.parties.all()] == [PartyRole.VICTIM]


def test_its_incidents_are_in_it(case):
    incident = case.incidents.get()
    assert incident.happened_on == dt.date(2026, 3, 3)
    assert incident.happened_at == dt.time(23)
    assert incident.postcode == "N11 1AA"
    assert incident.category == "neighbours"


def test_its_risk_is_scored_with_the_matrix_in_use(cast, case):
    assessment = case.assessments.get()
    assert (assessment.total, assessment.scored_band, assessment.band) == (35, "high", "high")
    case.refresh_from_db()
    assert (case.risk_total, case.risk_band) == (35, "high")
    assert assessment.source == case.referral.reference
    assert assessment.assessed_by == cast.officer


def test_what_was_tried_is_its_first_note(case):
    first, why, facts = Note.objects.filter(case=case).order_by("pk")
    assert "Verbal or written warning, 1 March 2026, Homes: Written warning" in first.text
    assert "It happens every week." in why.text
    assert [note.is_opinion for note in (first, why, facts)] == [False, True, False]
    for said in ("That it stops.", "none known", "given; explained by Housing officer"):
        assert said in facts.text


def test_it_is_shared_with_the_referrers_agency_and_those_picked(cast, case):
    shared = CaseShare.objects.current().filter(case=case)
    assert {share.agency for share in shared} == {cast.housing, cast.police}
    assert {share.level for share in shared} == {"full"}
    assert Person.objects.visible_to(cast.officer).count() == 2
    assert Person.objects.visible_to(cast.outsider).count() == 0


def test_its_chronology_has_each_kind(cast, case):
    kinds = {event.kind for event in chronology(case, cast.coordinator)}
    assert kinds == {"incident", "note", "risk", "status", "sharing"}


def test_each_step_of_it_is_in_the_log(cast, case, referral):
    verbs = list(Entry.objects.filter(subject=f"case {case.reference}").values_list("verb"))
    for verb, times in (
        ("case.opened", 1),
        ("case.shared", 2),
        ("case.person_added", 2),
        ("incident.added", 1),
        ("note.added", 3),
        ("risk.assessed", 1),
    ):
        assert verbs.count((verb,)) == times, verb
    accepted = Entry.objects.get(verb="referral.accepted")
    assert accepted.reason == "High risk"
    assert accepted.actor_name == cast.coordinator.get_full_name()
    disclosed = Entry.objects.filter(verb="case.shared").order_by("pk").last()
    assert disclosed.operation == "disclosure"
    assert disclosed.recipients == [cast.police.name]


def test_no_free_text_or_name_is_in_the_log(case):
    for entry in Entry.objects.all():
        said = f"{entry.subject} {entry.trail} {entry.changes}"
        assert not any(word in said for word in ("Vera", "Holloway", "Dean", "Marsh", "Shouting"))


def test_accepting_twice_opens_one_case(cast, referral):
    stale = type(referral).objects.get(pk=referral.pk)
    accept(cast, referral)
    with pytest.raises(WrongStatus):
        accept(cast, stale)
    assert Case.objects.count() == 1
    assert Person.objects.count() == 2


def test_accepting_again_in_the_browser_opens_no_second_case(cast, signed_in, referral):
    client = signed_in(cast.coordinator)
    data = {"reason": "High risk", "share_with": [cast.police.pk]}
    first = post(client, referral, **data)
    assert first.status_code == 302
    assert first["Location"] == reverse("case", args=[Case.objects.get().reference])
    assert post(client, referral, **data).status_code == 403
    assert Case.objects.count() == 1


def test_core_agencies_are_ticked_and_the_referrers_is_not_offered(cast, signed_in, referral):
    page = signed_in(cast.coordinator).get(reverse("accept_referral", args=[referral.reference]))
    field = page.context["form"].fields["share_with"]
    assert cast.housing not in field.queryset
    assert set(field.initial) == {
        each.pk for each in (cast.council, cast.police, cast.victim_support, cast.probation)
    }


def test_a_known_person_must_be_answered_for(cast, signed_in, referral):
    add_person(by=None, given_name="Vera", family_name="Holoway", date_of_birth=None)
    page = post(signed_in(cast.coordinator), referral, reason="High risk")
    assert page.status_code == 200
    assert "Say whether Vera Holloway is already known" in page.content.decode()
    assert not Case.objects.exists()


def test_a_known_person_who_is_chosen_is_not_made_again(cast, signed_in, referral):
    known = add_person(
        by=None, given_name="Vera", family_name="Holloway", date_of_birth=dt.date(1961, 5, 4)
    )
    answer = post(
        signed_in(cast.coordinator), referral, reason="High risk", person_0=known.reference
    )
    assert answer.status_code == 302
    assert Person.objects.filter(family_name="Holloway").get() == known
    assert Case.objects.get().parties.get(role=PartyRole.VICTIM).person == known
    assert known in Person.objects.visible_to(cast.officer)


def test_of_several_who_may_be_meant_the_most_alike_comes_first(cast, signed_in, referral):
    for given_name, family_name in (("Veera", "Halloway"), ("Vera", "Holloway")):
        add_person(by=None, given_name=given_name, family_name=family_name)
    page = signed_in(cast.coordinator).get(reverse("accept_referral", args=[referral.reference]))
    labels = [label for _, label in page.context["form"].fields["person_0"].choices]
    assert [label.split(",")[0] for label in labels] == [
        "Vera Holloway",
        "Veera Halloway",
        "No",
    ]


def test_a_namesake_is_somebody_else_if_the_coordinator_says_so(cast, signed_in, referral):
    add_person(by=None, given_name="Vera", family_name="Holloway")
    post(signed_in(cast.coordinator), referral, reason="High risk", person_0="new")
    assert Person.objects.filter(family_name="Holloway").count() == 2


def test_somebody_elses_reference_is_not_taken(cast, signed_in, referral):
    add_person(by=None, given_name="Vera", family_name="Holloway")
    stranger = add_person(by=None, given_name="Otto", family_name="Else")
    page = post(
        signed_in(cast.coordinator), referral, reason="High risk", person_0=stranger.reference
    )
    assert page.status_code == 200
    assert not Case.objects.exists()


def test_a_referral_answered_with_an_older_matrix_can_still_be_read_and_returned(
    cast, signed_in, referral
):
    old = RiskInstrument.objects.get()
    RiskInstrument.objects.create(
        name=old.name,
        edition=2,
        status="published",
        valid_from=timezone.localdate(),
        standing=old.standing,
        questions=[{**old.questions[0], "key": "other"}],
        bands=old.bands,
    )
    client = signed_in(cast.coordinator)
    assert client.get(reverse("referral", args=[referral.reference])).status_code == 200
    page = client.get(reverse("accept_referral", args=[referral.reference]), follow=True)
    assert page.status_code == 200
    assert "Return it" in page.content.decode()
