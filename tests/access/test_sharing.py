"""However cases are shared, every way in shows exactly the cases that the rules say."""

import re
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Role
from cases.models import Action, Case, Incident, Note, Party, PartyRole, ShareLevel
from cases.queries import search_cases, work_list
from cases.services import (
    add_incident,
    add_note,
    add_party,
    open_case,
    restrict_case,
    share_case,
    stop_sharing_case,
)
from people.models import Person
from people.services import add_person
from tests.people import Cast, make_cast, person_of

AGENCIES = ("council", "police", "housing", "victim_support", "probation", "health", "outside")
OVERSEERS = {"coordinator", "cochair_police", "cochair_council"}
AGENCY_OF = {
    "officer": "housing",
    "partner": "health",
    "outsider": "outside",
    "victim_worker": "victim_support",
    "offender_manager": "probation",
}
REFERENCE = re.compile(r"CSM-\d{4}-\d{4}")


@dataclass(frozen=True)
class Plan:
    """How one case is shared: levels by agency, and who is named if it is restricted."""

    levels: dict[str, str]
    is_restricted: bool = False
    named: frozenset[str] = field(default_factory=frozenset)

    def is_seen_by(self, who: str) -> bool:
        """The rule, told a second time in plain words."""
        if who not in OVERSEERS and who not in AGENCY_OF:
            return False
        if self.is_restricted:
            return who in self.named
        return who in OVERSEERS or AGENCY_OF[who] in self.levels

    def is_seen_in_full_by(self, who: str) -> bool:
        if not self.is_seen_by(who):
            return False
        in_full = self.levels.get(AGENCY_OF.get(who, "")) == ShareLevel.FULL
        return who in OVERSEERS or self.is_restricted or in_full


plans = st.builds(
    Plan,
    st.dictionaries(st.sampled_from(AGENCIES), st.sampled_from(ShareLevel.values), max_size=4),
    st.booleans(),
    st.frozensets(st.sampled_from([*OVERSEERS, *AGENCY_OF, "analyst"]), max_size=2),
)


def make(cast: Cast, plan: Plan) -> Case:
    case = open_case(
        by=None,
        lead_agency=cast.housing,
        category="noise",
        asb_type="personal",
        summary="Noise",
        postcode="N11 1AA",
        reason="Accepted",
    )
    for agency, level in plan.levels.items():
        share_case(case, by=None, agency=getattr(cast, agency), level=level, reason="Works on it")
    person = add_person(by=None, given_name="Vera", family_name="Seen")
    add_party(case, by=None, person=person, role=PartyRole.VICTIM)
    add_incident(
        case, by=None, happened_on=case.opened_on, category="noise", description="Loud music"
    )
    add_note(case, by=cast.officer, agency=cast.housing, text="Quiet since")
    if plan.is_restricted:
        named = [getattr(cast, who) for who in plan.named] or [person_of(Role.OFFICER, cast.health)]
        restrict_case(case, by=cast.coordinator, people=named, reason="In confidence")
    return case


@pytest.fixture(scope="module")
def cast_and_clients(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        clients = {}
        for who, user in cast.everyone().items():
            clients[who] = Client()
            clients[who].force_login(user, backend="accounts.backends.CurrentPeople")
        yield cast, clients
        transaction.set_rollback(True)


def shown(client: Client, url: str) -> set[str]:
    response = client.get(url)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return set(REFERENCE.findall(body.decode())) if response.status_code == 200 else set()


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(plans, min_size=1, max_size=3))
def test_every_way_in_shows_what_the_rules_say(cast_and_clients, db, several):
    cast, clients = cast_and_clients
    with transaction.atomic():
        made = {make(cast, plan).reference: plan for plan in several}
        for who, user in cast.everyone().items():
            user.__dict__.pop("desk", None)
            seen = {ref for ref, plan in made.items() if plan.is_seen_by(who)}
            in_full = {ref for ref, plan in made.items() if plan.is_seen_in_full_by(who)}
            check_rows(user, seen, in_full)
            if who not in {"cochair_council", "dpo", "administrator"}:  # as their likes
                check_pages(clients[who], who, made, seen, in_full)
        transaction.set_rollback(True)


def check_rows(user, seen, in_full):
    assert set(Case.objects.visible_to(user).values_list("reference", flat=True)) == seen
    assert {case.reference for case in search_cases(user, "N11")} == seen
    for reference in seen:
        assert [case.reference for case in search_cases(user, reference)] == [reference]
    for model in (Party, Incident, Note):
        rows = model.objects.visible_to(user).values_list("case__reference", flat=True)
        assert set(rows) == in_full, model
    assert not work_list(user)
    assert not Action.objects.visible_to(user)


def check_pages(client, who, made, seen, in_full):
    assert shown(client, reverse("list_cases")) == seen
    assert shown(client, reverse("download_cases")) == seen
    for reference, plan in made.items():
        full = 200 if reference in in_full else 403
        expected = full if reference in seen else 404
        for name in ("case_chronology", "add_note"):
            got = client.get(reverse(name, args=[reference])).status_code
            assert got == expected, (who, name, plan)
        overview = client.get(reverse("case", args=[reference]))
        assert overview.status_code == (200 if reference in seen else 404)
        assert ("Seen" in overview.content.decode()) is (reference in in_full)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.sampled_from(["full", "summary", "stop"]), st.booleans()),
        max_size=6,
    )
)
def test_a_person_is_open_to_an_agency_exactly_while_a_case_of_theirs_is(
    cast_and_clients, db, steps
):
    cast, _ = cast_and_clients
    with transaction.atomic():
        cases = [make(cast, Plan({})) for _ in range(2)]
        person = add_person(by=None, given_name="Ann", family_name="Both")
        levels: dict[int, str] = {}
        for which, step, added_first in steps:
            if added_first:
                for case in cases:
                    add_party(case, by=None, person=person, role=PartyRole.WITNESS)
            if step == "stop":
                stop_sharing_case(
                    cases[which], by=cast.coordinator, agency=cast.outside, reason="-"
                )
                levels.pop(which, None)
            else:
                share_case(cases[which], by=None, agency=cast.outside, level=step, reason="-")
                levels[which] = step
        for case in cases:
            add_party(case, by=None, person=person, role=PartyRole.WITNESS)
        seen = Person.objects.visible_to(cast.outsider).filter(pk=person.pk).exists()
        assert seen is ("full" in levels.values())
        transaction.set_rollback(True)
