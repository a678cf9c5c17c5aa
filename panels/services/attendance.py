"""Who came to a meeting."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.workflow import WrongStatus, save_versioned
from panels.models import Attendance, Meeting, MeetingStatus

OPEN = (MeetingStatus.AGENDA_AGREED, MeetingStatus.HELD)


@transaction.atomic
def save_attendance(meeting: Meeting, *, by: User, said: Mapping[int, Mapping[str, Any]]) -> int:
    """Write down who came. `said` maps a seat to its version and fields as one person saw and set
    them; only what they changed is saved. StaleVersion if somebody else changed the same seat."""
    _touch_minutes(meeting)
    changed = 0
    for seat in meeting.attendance.filter(pk__in=said).select_related("agency"):
        fields = dict(said[seat.pk])
        version = fields.pop("version")
        if all(getattr(seat, name) == value for name, value in fields.items()):
            continue
        before = seat.status
        save_versioned(seat, version, **fields)
        changes = {"agency": seat.agency.slug, "status": [before, fields["status"]]}
        _record("attendance.recorded", meeting, by, changes)
        changed += 1
    return changed


@transaction.atomic
def add_attendance(
    meeting: Meeting, *, by: User, agency: Agency, name: str, status: str = ""
) -> Attendance:
    """Give somebody else a seat: a deputy, an observer, a second person of an agency."""
    _touch_minutes(meeting)
    seat = Attendance.objects.create(meeting=meeting, agency=agency, name=name, status=status)
    _record("attendance.added", meeting, by, {"agency": agency.slug, "status": ["", status]})
    return seat


def _touch_minutes(meeting: Meeting) -> None:
    """Attendance is part of the minutes: whoever had agreed them is asked again."""
    rows = Meeting.objects.filter(pk=meeting.pk, status__in=OPEN)
    if rows.update(version=F("version") + 1) != 1:
        raise WrongStatus(
            "Attendance can be recorded once the agenda is agreed, until the minutes lock."
        )
    meeting.minutes_agreements.all().delete()


def _record(verb: str, meeting: Meeting, by: User, changes: dict[str, Any]) -> None:
    record(
        verb,
        by=by,
        subject=f"meeting {meeting.reference}",
        operation=Operation.ALTERATION,
        changes=changes,
    )
