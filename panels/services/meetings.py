"""Planning a meeting, moving it to another day, beginning it."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.services import next_reference
from cases.workflow import save_versioned
from panels.models import AgendaItem, ItemStatus, Meeting, MeetingStatus, Panel
from panels.services.agenda import propose_agenda
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
    """Move a meeting to another time or place; StaleVersion if somebody changed it meanwhile."""
    before = meeting.starts_at
    save_versioned(meeting, version, starts_at=starts_at, place=place)
    record(
        "meeting.changed",
        by=by,
        subject=f"meeting {meeting.reference}",
        operation=Operation.ALTERATION,
        changes={"starts_at": [before.isoformat(), starts_at.isoformat()]},
    )
    return meeting


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
        meeting__starts_at__gt=meeting.starts_at,
        meeting__agreements=None,
        added_by=None,
        status=ItemStatus.ON,
        version=1,
    ).delete()
