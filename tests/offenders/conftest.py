"""A person nominated to the cohort, and one in it."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from cases.models import Case, Party, PartyRole
from cases.services import share_case
from offenders import services
from offenders.models import Nominal, Order, Power
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


@pytest.fixture
def ladder(db: None) -> None:
    """The ladder and the pathways, which a database made without migrations does not hold."""
    services.lay_ladder()


def power(key: str, day: dt.date | None = None) -> Power:
    """One row of the ladder, as it stood on a day."""
    rows = Power.objects.in_force_on(day or timezone.localdate()).filter(key=key)
    return rows.get()


def make_order(cast: Cast, party: Party, key: str = "injunction-adult", **said: Any) -> Order:
    made_on = said.pop("made_on", timezone.localdate() - dt.timedelta(days=30))
    return services.record_made_order(
        party,
        by=cast.officer,
        power=said.pop("power", None) or power(key, made_on),
        agency=cast.housing,
        made_on=made_on,
        reason="Threats; a contract was tried before",
        **{"expires_on": made_on + dt.timedelta(days=300), **said},
    )
