"""Plain makers of test people, agencies and cases: no library, no magic."""

import datetime as dt
import itertools
from dataclasses import dataclass
from typing import Any

from accounts.models import Agency, AgencyKind, Membership, Partnership, Role, User
from cases.models import Case, PartyRole, RiskInstrument
from cases.services import add_incident, add_party, open_case, share_case
from people.services import add_person

PASSWORD = "correct horse battery"
numbers = itertools.count(1)

QUESTIONS = [
    {
        "key": key,
        "text": text,
        "answers": [
            {"key": "no", "text": "No", "score": 0},
            {"key": "some", "text": "Sometimes", "score": 5},
            {"key": "yes", "text": "Yes", "score": 10},
        ],
    }
    for key, text in (
        ("often", "Does it happen every week?"),
        ("worse", "Is it getting worse?"),
        ("target", "Is it aimed at this person?"),
        ("health", "Is their health affected?"),
    )
]


def partnership(*, is_rehearsal: bool = True) -> Partnership:
    """The partnership of the test."""
    return Partnership.objects.create(
        name="Northbridge Safer Communities Partnership",
        short_name="Northbridge",
        area_code="X09000001",
        is_rehearsal=is_rehearsal,
    )


def instrument() -> RiskInstrument:
    """A small risk matrix: 0 standard, 16 medium, 31 high."""
    return RiskInstrument.objects.get_or_create(
        name="Test matrix",
        edition=1,
        defaults={
            "status": "published",
            "valid_from": dt.date(2020, 1, 1),
            "standing": "Made for tests, not an official form.",
            "questions": QUESTIONS,
            "bands": {"standard": 0, "medium": 16, "high": 31},
        },
    )[0]


def agency(kind: str, name: str, *, is_core: bool = True) -> Agency:
    """An agency of a kind."""
    slug = name.lower().replace(" ", "-")
    return Agency.objects.create(kind=kind, name=name, short_name=name, slug=slug, is_core=is_core)


def person_of(role: str, of: Agency, name: str = "", **dates: Any) -> User:
    """Somebody who holds a role for an agency."""
    name = name or f"{role}{next(numbers)}"
    user = User.objects.create_user(
        f"{name}@test.example", PASSWORD, given_name=name.title(), family_name="Tester"
    )
    Membership.objects.create(
        user=user, agency=of, role=role, **{"starts": dt.date(2020, 1, 1), **dates}
    )
    return user


@dataclass
class Cast:
    """Everybody a test may need, each by what they are to the case."""

    partnership: Partnership
    council: Agency
    police: Agency
    housing: Agency
    victim_support: Agency
    probation: Agency
    health: Agency
    outside: Agency
    coordinator: User
    cochair_police: User
    cochair_council: User
    officer: User
    partner: User
    outsider: User
    victim_worker: User
    offender_manager: User
    analyst: User
    dpo: User
    administrator: User

    def everyone(self) -> dict[str, User]:
        """Name in the cast to person."""
        return {name: who for name, who in vars(self).items() if isinstance(who, User)}


def make_cast() -> Cast:
    """The whole cast, in a rehearsal partnership."""
    council = agency(AgencyKind.COUNCIL, "Council")
    police = agency(AgencyKind.POLICE, "Police")
    housing = agency(AgencyKind.HOUSING, "Homes")
    support = agency(AgencyKind.VICTIM_SERVICE, "Victim Support")
    probation = agency(AgencyKind.PROBATION, "Probation")
    health = agency(AgencyKind.HEALTH, "Health", is_core=False)
    outside = agency(AgencyKind.HOUSING, "Elsewhere Homes", is_core=False)
    instrument()
    return Cast(
        partnership=partnership(),
        council=council,
        police=police,
        housing=housing,
        victim_support=support,
        probation=probation,
        health=health,
        outside=outside,
        coordinator=person_of(Role.COORDINATOR, council, "coordinator"),
        cochair_police=person_of(Role.CO_CHAIR, police, "cochair-police"),
        cochair_council=person_of(Role.CO_CHAIR, council, "cochair-council"),
        officer=person_of(Role.OFFICER, housing, "officer"),
        partner=person_of(Role.OFFICER, health, "partner"),
        outsider=person_of(Role.OFFICER, outside, "outsider"),
        victim_worker=person_of(Role.VICTIM_WORKER, support, "victim-worker"),
        offender_manager=person_of(Role.OFFENDER_MANAGER, probation, "offender-manager"),
        analyst=person_of(Role.ANALYST, council, "analyst"),
        dpo=person_of(Role.DPO, council, "dpo"),
        administrator=person_of(Role.ADMINISTRATOR, council, "administrator"),
    )


def a_case(
    cast: Cast,
    *,
    shared_with: tuple[Agency, ...] = (),
    opened_on: dt.date | None = None,
    people: bool = True,
    lead_agency: Agency | None = None,
) -> Case:
    """A case of the housing agency, or of another, with a victim, an alleged perpetrator and an
    incident."""
    case = open_case(
        by=cast.coordinator,
        lead_agency=lead_agency or cast.housing,
        lead_officer=cast.officer,
        category="noise",
        asb_type="personal",
        summary="Loud music at night.",
        reason="Accepted",
        opened_on=opened_on,
    )
    for each in (cast.housing, *shared_with):
        share_case(case, by=cast.coordinator, agency=each, reason="Works on it")
    if people:
        number = next(numbers)
        victim = add_person(by=None, given_name="Vera", family_name=f"Harmed{number}")
        alleged = add_person(by=None, given_name="Alan", family_name=f"Alleged{number}")
        add_party(case, by=None, person=victim, role=PartyRole.VICTIM)
        add_party(case, by=None, person=alleged, role=PartyRole.ALLEGED_PERPETRATOR)
        add_incident(
            case,
            by=cast.officer,
            happened_on=dt.date(2026, 1, 5),
            category="noise",
            description="Music until four.",
        )
    return case
