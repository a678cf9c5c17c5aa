"""Small reads that forms and pages share."""

import datetime as dt
from typing import Protocol

from django.db.models import BigIntegerField, QuerySet
from django.utils import timezone

from accounts.anybody import compiled_for
from accounts.models import User
from accounts.queries import caseworkers, overseers
from cases.models import (
    Action,
    Case,
    CaseShare,
    InstrumentUse,
    Party,
    RiskAssessment,
    RiskInstrument,
)
from people.models import Person
from people.names import likeness
from people.queries import matches_of
from ui.compiled import Given

CASE = Given("case", BigIntegerField())


class Named(Protocol):
    """Anybody with a name and perhaps a birthday."""

    @property
    def given_name(self) -> str: ...
    @property
    def family_name(self) -> str: ...
    @property
    def date_of_birth(self) -> dt.date | None: ...


def instrument_in_use() -> RiskInstrument:
    """The risk matrix that referrals answer today."""
    rows = RiskInstrument.objects.in_use(timezone.localdate())
    instrument = rows.filter(use=InstrumentUse.REFERRALS).first()
    if instrument is None:
        raise RiskInstrument.DoesNotExist("No risk matrix is set up: run manage.py set_up")
    return instrument


def possible_people(user: User, said: Named) -> list[Person]:
    """People of the index who may be the one named, as far as the user may see them; the most
    alike first."""
    if not said.family_name:
        return []
    found = matches_of(
        user,
        given_name=said.given_name,
        family_name=said.family_name,
        date_of_birth=said.date_of_birth,
    )
    name = f"{said.given_name} {said.family_name}"
    return sorted(found, key=lambda person: likeness(person.full_name, name), reverse=True)


def sharing_agency_ids(case: Case) -> list[int]:
    """The agencies that a case is shared with today."""
    shares = CaseShare.objects.current().filter(case=case)
    return [pk for pk in shares.values_list("agency_id", flat=True) if pk]


def people_to_name(case: Case) -> QuerySet[User]:
    """Who may be named on a case when it is restricted: the people who work on cases for the
    agencies it is shared with, and those who oversee the panel's cases."""
    wanted = caseworkers(sharing_agency_ids(case)) | overseers()
    return wanted.distinct().order_by("family_name", "given_name")


def parties_with_cases(case: Case, user: User) -> list[Party]:
    """Who is in the case, the harmed first."""
    rows = compiled_for(user, _parties, case=case.pk)
    return sorted(rows, key=lambda party: (party.role == "alleged_perpetrator", party.pk))


def _parties(user: User) -> QuerySet[Party]:
    return Party.objects.visible_to(user).filter(case=CASE).select_related("person")


def other_cases_of(case: Case, user: User) -> list[Party]:
    """The other cases that people of this case are in, as far as the user may see them."""
    people = Party.objects.filter(case=case).values("person")
    rows = Party.objects.visible_to(user).filter(person__in=people).exclude(case=case)
    return list(rows.select_related("person", "case").order_by("-case__opened_on")[:20])


def risk_history(case: Case, user: User) -> QuerySet[RiskAssessment]:
    """The case's assessments, newest first."""
    rows = RiskAssessment.objects.visible_to(user).filter(case=case)
    return rows.select_related("assessed_by", "instrument").order_by("-assessed_at", "-pk")


def unfinished_actions(case: Case, user: User, most: int | None = None) -> list[Action]:
    """What is still to be done, the oldest due date first."""
    return compiled_for(user, _unfinished, most, case=case.pk)


def _unfinished(user: User, most: int | None) -> QuerySet[Action]:
    rows = Action.objects.visible_to(user).filter(case=CASE).open()
    return rows.select_related("owner", "agency").order_by("due_on", "pk")[:most]


def person_seen_by(user: User, reference: str) -> Person | None:
    """A person of the index, if the user may see them."""
    return Person.objects.visible_to(user).filter(reference=reference.upper()).first()


def cases_of_person(person: Person, user: User) -> list[Party]:
    """What a person is in each case that the user sees in full, the newest case first."""
    rows = Party.objects.visible_to(user).filter(person=person).select_related("case")
    return list(rows.order_by("-case__opened_on", "-pk")[:100])
