"""Mediation and Restorative Justice panels, stage by stage; and the rest."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Role
from audit.models import Entry
from tests.people import Cast, person_of
from tests.victims.makers import a_facilitator, a_manager, a_panel
from victims import services
from victims.models import Intervention, InterventionStatus, SupportReferral
from victims.queries import work_list
from victims.workflow import BOTH_SIDES, ONE_SIDED, WrongStatus

TODAY = timezone.localdate


def says(cast: Cast, row: Intervention, side: str, answer: str = "given") -> None:
    services.record_side_answer(
        row, by=cast.victim_worker, side=side, answer=answer, how="visit", answered_on=TODAY()
    )


def move(cast: Cast, row: Intervention, to: str, **said) -> None:
    services.move_intervention(row, by=cast.victim_worker, to=to, **said)


@pytest.fixture
def panel(cast: Cast, agreed: SupportReferral) -> Intervention:
    return a_panel(cast, agreed)


@pytest.fixture
def prepared(cast: Cast, panel: Intervention) -> Intervention:
    move(cast, panel, "suitable", suitability="Both live in one block")
    says(cast, panel, "harmed")
    says(cast, panel, "other")
    move(cast, panel, "preparing")
    return panel


def test_it_needs_consent_to_support(cast: Cast, referral):
    with pytest.raises(services.ConsentNeeded):
        a_panel(cast, referral)


def test_the_first_one_starts_support(cast: Cast, panel):
    assert panel.referral.status == "in_support"


def test_the_other_side_is_asked_only_if_the_person_harmed_agrees(cast: Cast, panel):
    with pytest.raises(services.NotReady):
        says(cast, panel, "other")
    says(cast, panel, "harmed", "refused")
    with pytest.raises(services.NotReady):
        says(cast, panel, "other")


def test_preparation_needs_both_sides(cast: Cast, panel):
    move(cast, panel, "suitable", suitability="Safe")
    says(cast, panel, "harmed")
    with pytest.raises(services.NotReady):
        move(cast, panel, "preparing")
    says(cast, panel, "other")
    move(cast, panel, "preparing")
    assert panel.status == "preparing"


def test_one_that_withdraws_stops_it(cast: Cast, prepared):
    prepared.facilitators.add(a_facilitator(cast))
    says(cast, prepared, "other", "withdrawn")
    with pytest.raises(services.NotReady):
        move(cast, prepared, "held")


@pytest.mark.parametrize(
    "said",
    [
        {"refresh_by": dt.date(2020, 6, 1)},
        {"left_on": dt.date(2020, 6, 1)},
        {"trained_on": dt.date(2034, 1, 1)},
    ],
)
def test_it_is_held_by_somebody_whose_training_is_in_date(cast: Cast, prepared, said):
    with pytest.raises(services.NotReady):
        move(cast, prepared, "held")
    prepared.facilitators.add(a_facilitator(cast, **said))
    with pytest.raises(services.NotReady):
        move(cast, prepared, "held")
    prepared.facilitators.add(a_facilitator(cast))
    move(cast, prepared, "held")
    assert prepared.status == "held"


def test_a_panel_is_held_and_followed_up_through_its_pages(cast: Cast, prepared, signed_in):
    services.name_facilitators(prepared, by=cast.victim_worker, facilitators=[a_facilitator(cast)])
    address = f"/victims/{prepared.referral.reference}/interventions/{prepared.pk}/"
    browser = signed_in(cast.victim_worker)
    browser.post(
        f"{address}move/held/",
        {
            "held_on": "today",
            "attended": ["harmed", "other", "facilitator"],
            "agreement": "Quiet after ten",
            "agreement_due_on": "tomorrow",
            "follow_up_on": "today",
        },
    )
    prepared.refresh_from_db()
    assert (prepared.status, prepared.agreement) == ("held", "Quiet after ten")
    assert "Quiet after ten" in browser.get(address).content.decode()
    assert "Follow-up" in [item.kind for item in work_list(cast.victim_worker)]
    browser.post(f"{address}move/completed/", {"ended_on": "today", "kept": "yes"})
    browser.post(f"{address}session/", {"held_on": "today", "form": "follow_up"})
    prepared.refresh_from_db()
    assert prepared.agreement_kept is True
    assert "Follow-up" not in [item.kind for item in work_list(cast.victim_worker)]


def test_one_that_does_not_go_on_says_why(cast: Cast, panel, signed_in):
    address = f"/victims/{panel.referral.reference}/interventions/{panel.pk}/"
    browser = signed_in(cast.victim_worker)
    answer = browser.post(f"{address}move/not_proceeded/", {"ended_on": "today"})
    assert "Why did it not go on?" in answer.content.decode()
    assert browser.post(
        f"{address}move/not_proceeded/", {"ended_on": "today", "reason": "other_declined"}
    )
    panel.refresh_from_db()
    assert panel.get_reason_display() == "The other side did not want it"
    with pytest.raises(WrongStatus):
        says(cast, panel, "harmed")


def test_a_stage_that_is_not_next_is_refused(cast: Cast, panel, signed_in):
    address = f"/victims/{panel.referral.reference}/interventions/{panel.pk}/move/"
    browser = signed_in(cast.victim_worker)
    answer = browser.post(f"{address}completed/", {"ended_on": "today"}, follow=True)
    assert "so this cannot be done" in answer.content.decode()
    assert browser.get(f"{address}nonsense/").status_code == 404


@given(st.sampled_from(InterventionStatus.values), st.sampled_from(InterventionStatus.values))
def test_nothing_follows_an_end_and_every_open_stage_of_preparation_may_end(before, after):
    for flow in (ONE_SIDED, BOTH_SIDES):
        moves = flow.moves.get(before, set())
        if before in ("completed", "not_proceeded"):
            assert after not in moves
        elif moves and before not in ("held", "indirect"):
            assert "not_proceeded" in moves


def test_what_is_said_to_a_mediator_stays_with_them(cast: Cast, panel, signed_in):
    address = f"/victims/{panel.referral.reference}/interventions/{panel.pk}/"
    signed_in(cast.victim_worker).post(f"{address}mediator/", {"text": "He is afraid of her"})
    assert "afraid of her" in signed_in(cast.victim_worker).get(address).content.decode()
    colleague = person_of(Role.VICTIM_WORKER, cast.victim_support, "colleague")
    for who in (colleague, a_manager(cast)):
        assert "afraid of her" not in signed_in(who).get(address).content.decode()
    assert "afraid" not in str(list(Entry.objects.values_list("changes", "reason")))
