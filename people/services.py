"""Every write about a person."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from accounts.models import User
from audit.models import Operation
from audit.services import record
from people.models import Person, PersonAccess, PersonNumber
from people.names import search_name, sounds_like


@transaction.atomic
def add_person(
    *,
    by: User | None,
    given_name: str,
    family_name: str,
    date_of_birth: dt.date | None = None,
    known_as: str = "",
    is_restricted: bool = False,
) -> Person:
    """Enter a person into the index."""
    person = Person.objects.create(
        reference=f"P-{_next_number():06d}",
        given_name=given_name,
        family_name=family_name,
        known_as=known_as,
        date_of_birth=date_of_birth,
        sounds_like=sounds_like(given_name, family_name),
        search_name=search_name(given_name, family_name),
        is_restricted=is_restricted,
    )
    record(
        "person.added", by=by, subject=f"person {person.reference}", operation=Operation.COLLECTION
    )
    return person


def _next_number() -> int:
    PersonNumber.objects.get_or_create(pk=1)
    PersonNumber.objects.filter(pk=1).update(last=F("last") + 1)
    return PersonNumber.objects.get(pk=1).last


def open_people_to(person_ids: list[int], agency_ids: list[int]) -> None:
    """Let agencies see people: called when a case the people are in is shared."""
    PersonAccess.objects.bulk_create(
        [
            PersonAccess(person_id=person, agency_id=agency)
            for person in person_ids
            for agency in agency_ids
        ],
        ignore_conflicts=True,
    )


def close_people_to(person_ids: list[int], agency_id: int) -> None:
    """Take people from an agency that shares no case with them any more."""
    PersonAccess.objects.filter(person__in=person_ids, agency=agency_id).delete()


def open_people_by_name(
    person_ids: list[int],
    user_ids: list[int],
    until: Mapping[tuple[int, int], dt.datetime | None],
) -> None:
    """Of these people, let these users see exactly those named in `until`, as (user, person), each
    up to its moment or without end: called when a restricted case is opened to somebody."""
    PersonAccess.objects.filter(person__in=person_ids, user__in=user_ids).delete()
    PersonAccess.objects.bulk_create(
        [
            PersonAccess(person_id=person, user_id=user, ends_at=ends_at)
            for (user, person), ends_at in until.items()
        ]
    )


def restrict_people(person_ids: list[int], *, to: bool) -> None:
    """Hide people known only from restricted cases from coordinator and co-chairs, or show them."""
    Person.objects.filter(pk__in=person_ids).update(is_restricted=to)
