"""Add a referral to a case that is open already."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.forms.referral import read_content
from cases.models import Case, CaseShare, ReferralStatus
from cases.queries import instrument_in_use
from cases.services import match_referral, move_case
from cases.workflow import WrongStatus
from tests.cases.desk import sent_referral
from tests.people import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(cast):
    return sent_referral(cast)


@pytest.fixture
def case(cast):
    return a_case(cast)


def post(client, referral, **data):
    return client.post(reverse("match_referral", args=[referral.reference]), data)


def test_its_people_incidents_and_notes_join_the_case(cast, signed_in, referral, case):
    answer = post(signed_in(cast.coordinator), referral, reference=case.reference, reason="Same")
    assert answer["Location"] == reverse("case", args=[case.reference])
    referral.refresh_from_db()
    assert (referral.status, referral.joined_case) == (ReferralStatus.MATCHED, case)
    assert case.parties.filter(person__family_name="Holloway", role="victim").exists()
    assert case.incidents.filter(description__startswith="Shouting").exists()
    texts = " ".join(case.notes.values_list("text", flat=True))
    for said in ("What has been tried", "Why a panel", "That it stops.", "score 35, high"):
        assert said in texts
    assert Case.objects.count() == 1
    assert Entry.objects.get(verb="referral.matched").reason == "Same"
    shared = CaseShare.objects.current().filter(case=case, agency=cast.housing)
    assert shared.get().level == "full"


def test_the_cases_own_risk_stays(cast, signed_in, referral, case):
    post(signed_in(cast.coordinator), referral, reference=case.reference, reason="Same")
    case.refresh_from_db()
    assert case.risk_band == ""
    assert not case.assessments.exists()


def test_the_referrer_finds_the_case_from_the_referral(cast, signed_in, referral, case):
    post(signed_in(cast.coordinator), referral, reference=case.reference, reason="Same")
    page = signed_in(cast.officer).get(reverse("referral", args=[referral.reference]))
    assert case.reference in page.content.decode()


@pytest.mark.parametrize("typed", ["", "CSM-2020-9999", "R-2026-0001", "nonsense"])
def test_a_case_that_is_not_there_is_refused(cast, signed_in, referral, typed):
    page = post(signed_in(cast.coordinator), referral, reference=typed, reason="Same")
    assert page.context["form"].errors["reference"]


def test_a_closed_or_restricted_case_is_refused(cast, signed_in, referral, case):
    client = signed_in(cast.coordinator)
    Case.objects.filter(pk=case.pk).update(is_restricted=True)
    assert post(client, referral, reference=case.reference, reason="Same").status_code == 200
    Case.objects.filter(pk=case.pk).update(is_restricted=False)
    case.refresh_from_db()
    move_case(case, by=cast.coordinator, to="closed", reason="Over")
    assert post(client, referral, reference=case.reference, reason="Same").status_code == 200
    with pytest.raises(WrongStatus):
        match_referral(
            referral,
            by=cast.coordinator,
            case=case,
            reason="Same",
            content=read_content(referral),
            known={},
            instrument=instrument_in_use(),
        )
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.SENT


def test_only_the_coordinator_and_only_once(cast, signed_in, referral, case):
    data = {"reference": case.reference, "reason": "Same"}
    assert post(signed_in(cast.cochair_police), referral, **data).status_code == 403
    client = signed_in(cast.coordinator)
    assert post(client, referral, **data).status_code == 302
    assert post(client, referral, **data).status_code == 403
