"""Putting people into cases."""

from typing import Any

from django.db import transaction

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.models import Case, CaseShare, Party, ShareLevel
from cases.services.sharing import hide_people_of, open_people_of
from people.models import Person
from people.services import open_people_to


@transaction.atomic
def add_party(
    case: Case,
    *,
    by: User | None,
    person: Person,
    role: str,
    vulnerability: str = "",
    **particulars: Any,
) -> Party:
    """Put a person into a case in one role, and open them to the agencies that see it in full.
    `particulars` are other fields of the party, such as language."""
    party, made = Party.objects.get_or_create(
        case=case,
        person=person,
        role=role,
        defaults={
            "is_vulnerable": bool(vulnerability),
            "vulnerability": vulnerability,
            **particulars,
        },
    )
    if not made:
        return party
    agencies = CaseShare.objects.current().filter(
        case=case, level=ShareLevel.FULL, agency__isnull=False
    )
    open_people_to([person.pk], [pk for pk in agencies.values_list("agency_id", flat=True) if pk])
    if case.is_restricted:
        hide_people_of(case)
        open_people_of(case)
    record(
        "case.person_added",
        by=by,
        subject=f"case {case.reference}",
        trail=f"person {person.reference}",
        operation=Operation.COLLECTION,
        changes={"role": role},
    )
    return party
