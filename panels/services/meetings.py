"""Planning a meeting, moving it to another day, beginning it."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.models import Case
from cases.services import answer_urgent, next_reference, share_case
from cases.workflow import save_versioned
from panels import notices
from panels.models import (
    AgendaItem,
    InformationAsked,
    ItemStatus,
    Meeting,
    MeetingStatus,
    Panel,
    Why,
)
from panels.services.agenda import propose_agenda
from panels.services.invitations import invite
from panels.workflow import MEETING


@transaction.atomic
def plan_meeting(panel: Panel, *, by: User | None, starts_at: dt.datetime, place: str) -> Meeting:
    """Plan a meeting; its agenda is proposed at once."""
    year = timezone.localdate(starts_at).year
    meeting = Meeting.objects.create(
        panel=panel, reference=next_reference("M", year), starts_at=starts_at, place=place
    )
    record(
        "meeting.planned",
        by=by,
        subject=f"meeting {meeting.reference}",
        operation=Operation.COLLECTION,
        changes={"starts_at": starts_at.isoformat()},
    )
    _free_later_proposals(meeting)
    propose_agenda(meeting, by=by)
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting, *, by: User, starts_at: dt.datetime, place: str, version: int
) -> Meeting:
    """Move a meeting to another time or place; StaleVersion if somebody changed it meanwhile.
    People's calendars follow (`send_calendars`), and so does the day for answers."""
    before = meeting.starts_at
    moved = (starts_at, place) != (before, meeting.place)
    later = meeting.calendar_version + moved
    save_versioned(meeting, version, starts_at=starts_at, place=place, calendar_version=later)
    InformationAsked.objects.filter(meeting=meeting).update(due_on=meeting.answers_by)
    record(
        "meeting.changed",
        by=by,
        subject=f"meeting {meeting.reference}",
        operation=Operation.ALTERATION,
        changes={"starts_at": [before.isoformat(), starts_at.isoformat()]},
    )
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: User, reason: str) -> Meeting:
    """Call a meeting off: its cases wait for the next one, and people's calendars follow."""
    was = meeting.status
    MEETING.move(
        meeting,
        MeetingStatus.CANCELLED,
        cancelled_reason=reason,
        calendar_version=meeting.calendar_version + 1,
    )
    record(
        "meeting.cancelled",
        by=by,
        subject=f"meeting {meeting.reference}",
        operation=Operation.ALTERATION,
        reason=reason,
        changes={"status": [was, MeetingStatus.CANCELLED]},
    )
    return meeting


@transaction.atomic
def call_urgent_meeting(
    case: Case,
    *,
    by: User,
    panel: Panel,
    starts_at: dt.datetime,
    place: str,
    agencies: Sequence[Agency],
    reason: str,
) -> Meeting:
    """Call a meeting about one case, in one step: these agencies are asked to it and the case is
    opened to them, the agenda is that case, and those who speak for them are told. A restricted
    case is opened to nobody."""
    year = timezone.localdate(starts_at).year
    meeting = Meeting.objects.create(
        panel=panel,
        reference=next_reference("M", year),
        starts_at=starts_at,
        place=place,
        is_urgent=True,
    )
    invite(meeting, agencies)
    AgendaItem.objects.create(
        meeting=meeting,
        case=case,
        position=1,
        why=Why.URGENT,
        why_text=reason,
        minutes=panel.minutes_a_case,
        added_by=by,
    )
    answer_urgent(case)
    _open_to_guests(case, meeting, agencies, by=by)
    record(
        "meeting.called_urgently",
        by=by,
        subject=f"case {case.reference}",
        trail=f"meeting {meeting.reference}",
        operation=Operation.COLLECTION,
        reason=reason,
        recipients=[agency.name for agency in agencies],
        changes={"starts_at": starts_at.isoformat()},
    )
    notices.urgent_meeting_called(meeting)
    return meeting


def _open_to_guests(case: Case, meeting: Meeting, agencies: Sequence[Agency], *, by: User) -> None:
    for agency in () if case.is_restricted else agencies:
        share_case(case, by=by, agency=agency, reason=f"Urgent meeting {meeting.reference}")


@transaction.atomic
def start_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """Begin a meeting whose agenda is agreed: from now on what is said is recorded."""
    MEETING.move(meeting, MeetingStatus.HELD, started_at=timezone.now())
    record(
        "meeting.started",
        by=by,
        subject=f"meeting {meeting.reference}",
        operation=Operation.ALTERATION,
        changes={"status": [MeetingStatus.AGENDA_AGREED, MeetingStatus.HELD]},
    )
    return meeting


def _free_later_proposals(meeting: Meeting) -> None:
    """Take back what was proposed, and touched by nobody, for a later meeting: this one comes
    first, and its agenda is filled first."""
    AgendaItem.objects.filter(
        meeting__panel=meeting.panel,
        meeting__status=MeetingStatus.PLANNED,
        meeting__is_urgent=False,
        meeting__starts_at__gt=meeting.starts_at,
        meeting__agreements=None,
        added_by=None,
        status=ItemStatus.ON,
        version=1,
    ).delete()
