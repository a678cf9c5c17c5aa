"""A person nominated to the cohort, and one in it."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.models import Case, Party, PartyRole
from cases.services import share_case
from offenders import services
from offenders.models import Nominal
from tests.people import Cast, a_case


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast, shared_with=(cast.probation,))


@pytest.fixture
def alleged(case: Case) -> Party:
    party = case.parties.get(role=PartyRole.ALLEGED_PERPETRATOR)
    party.person.date_of_birth = dt.date(1990, 5, 1)
    party.person.save()
    return party


@pytest.fixture
def nominal(cast: Cast, alleged: Party) -> Nominal:
    return nominate(cast, alleged)


@pytest.fixture
def selected(cast: Cast, nominal: Nominal) -> Nominal:
    return services.select_offender(
        nominal,
        by=cast.offender_manager,
        cohort="fixed",
        joined_on=timezone.localdate() - dt.timedelta(days=200),
        reason="Five burglaries in a year",
        lead_officer=cast.offender_manager,
    )


def nominate(cast: Cast, party: Party) -> Nominal:
    return services.nominate_offender(
        party,
        by=cast.offender_manager,
        agency=cast.probation,
        reason="Burgles his neighbours",
        adult_confirmed=True,
    )


def make_nominals(cast: Cast, number: int) -> list[Nominal]:
    made = []
    for _ in range(number):
        case = a_case(cast)
        share_case(case, by=cast.coordinator, agency=cast.probation, reason="Works on it")
        made.append(nominate(cast, case.parties.get(role=PartyRole.ALLEGED_PERPETRATOR)))
    return made
