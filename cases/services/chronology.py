"""Adding to a case's chronology."""

import datetime as dt

from django.db import transaction

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.models import Case, Handling, Incident, Note
from places.queries import ward_of


@transaction.atomic
def add_incident(
    case: Case,
    *,
    by: User | None,
    happened_on: dt.date,
    category: str,
    description: str,
    happened_at: dt.time | None = None,
    postcode: str = "",
    reported_to: str = "",
    report_reference: str = "",
    reported_on: dt.date | None = None,
) -> Incident:
    """Write down one incident, in the ward of its postcode."""
    incident = Incident.objects.create(
        case=case,
        happened_on=happened_on,
        happened_at=happened_at,
        category=category,
        description=description,
        postcode=postcode,
        ward=ward_of(postcode),
        reported_to=reported_to,
        report_reference=report_reference,
        reported_on=reported_on,
        recorded_by=by,
    )
    record(
        "incident.added",
        by=by,
        subject=f"case {case.reference}",
        operation=Operation.COLLECTION,
        changes={"category": category, "happened_on": happened_on.isoformat()},
    )
    return incident


@transaction.atomic
def add_note(
    case: Case,
    *,
    by: User,
    agency: Agency,
    text: str,
    is_opinion: bool = False,
    handling: str = Handling.SHARE,
) -> Note:
    """Write down what an agency says, as fact or as opinion."""
    note = Note.objects.create(
        case=case, agency=agency, author=by, text=text, is_opinion=is_opinion, handling=handling
    )
    record(
        "note.added",
        by=by,
        subject=f"case {case.reference}",
        operation=Operation.COLLECTION,
        changes={"handling": handling, "is_opinion": is_opinion},
    )
    return note
