"""Adding to a case's chronology. Nothing in it is ever edited."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.models import Case, CaseEvent, Handling, Incident, Note
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


@transaction.atomic
def correct_note(note: Note, *, by: User, text: str, is_opinion: bool) -> Note:
    """Put right what a note said with a second one that points to it; both stay to be read by the
    same people."""
    correction = Note.objects.create(
        case=note.case,
        agency=note.agency,
        author=by,
        text=text,
        is_opinion=is_opinion,
        handling=note.handling,
        corrects=note,
    )
    record(
        "note.corrected",
        by=by,
        subject=f"case {note.case.reference}",
        trail=f"note {note.pk}",
        operation=Operation.ALTERATION,
        changes={"correction": correction.pk, "is_opinion": is_opinion},
    )
    return correction


@transaction.atomic
def add_event(
    case: Case,
    *,
    by: User | None,
    kind: str,
    title: str,
    text: str = "",
    agency: Agency | None = None,
    is_opinion: bool = False,
    handling: str = Handling.SHARE,
    url_name: str = "",
    source: str = "",
    at: dt.datetime | None = None,
) -> CaseEvent:
    """Tell the chronology of something that happened in another room; the same `source` told of
    again replaces what was said. Its own log entry is written where it happened."""
    said = {
        "title": title,
        "text": text,
        "agency": agency,
        "by": by,
        "is_opinion": is_opinion,
        "handling": handling,
        "url_name": url_name,
    }
    first = {**said, "at": at or timezone.now()}
    if not source:
        return CaseEvent.objects.create(case=case, kind=kind, **first)
    event, _ = CaseEvent.objects.update_or_create(
        case=case, kind=kind, source=source, defaults=said, create_defaults=first
    )
    return event
