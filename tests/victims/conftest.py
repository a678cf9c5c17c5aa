"""A person referred to Victim Support, at each stage of support."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.models import Case, Party, PartyRole
from tests.people import Cast, a_case
from victims import services
from victims.models import SupportReferral


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


@pytest.fixture
def victim(case: Case) -> Party:
    return case.parties.get(role=PartyRole.VICTIM)


@pytest.fixture
def referral(cast: Cast, victim: Party) -> SupportReferral:
    return services.refer_victim(victim, by=cast.coordinator)


@pytest.fixture
def agreed(cast: Cast, referral: SupportReferral) -> SupportReferral:
    services.record_consent(
        referral,
        by=cast.victim_worker,
        decision="given",
        how="phone",
        decided_on=timezone.localdate(),
    )
    return referral


@pytest.fixture
def supported(cast: Cast, agreed: SupportReferral) -> SupportReferral:
    services.add_goal(
        agreed,
        by=cast.victim_worker,
        need="safety",
        goal="Fit a door chain",
        owner="agency",
        due_on=timezone.localdate() + dt.timedelta(days=7),
    )
    return agreed


OUTCOMES = {
    "health": "improved",
    "coping": "improved",
    "safety": "unchanged",
    "informed": "not_assessed",
}


@pytest.fixture
def closed(cast: Cast, supported: SupportReferral) -> SupportReferral:
    services.close_support(
        supported, by=cast.victim_worker, reason="goals_reached", note="", outcomes=OUTCOMES
    )
    return supported
