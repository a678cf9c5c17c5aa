"""Who came to a meeting, as what, and that each of them signed the confidentiality statement."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.workflow import WrongStatus, save_versioned
from panels.models import (
    AgendaItem,
    Attendance,
    AttendanceStatus,
    Meeting,
    MeetingStatus,
    SeatKind,
)

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
        if fields["confidentiality_signed"] != seat.confidentiality_signed:
            fields.update(_signature(by) if fields["confidentiality_signed"] else _unsigned())
        save_versioned(seat, version, **fields)
        changes = {"agency": seat.agency.slug, "status": [before, fields["status"]]}
        _record("attendance.recorded", meeting, by, changes)
        changed += 1
    return changed


@transaction.atomic
def add_attendance(
    meeting: Meeting,
    *,
    by: User,
    agency: Agency,
    name: str,
    status: str = "",
    kind: str = SeatKind.MEMBER,
    user: User | None = None,
    item: AgendaItem | None = None,
) -> Attendance:
    """Give somebody else a seat: a deputy, an observer, a second person of an agency, or somebody
    who is there for one case only."""
    _touch_minutes(meeting)
    seat = Attendance.objects.create(
        meeting=meeting, agency=agency, name=name, status=status, kind=kind, user=user, item=item
    )
    changes = {"agency": agency.slug, "status": ["", status], "kind": kind}
    _record("attendance.added", meeting, by, changes)
    return seat


@transaction.atomic
def sign_statement(seat: Attendance, *, by: User) -> Attendance:
    """Sign the confidentiality statement of this meeting on one's own screen, which also says that
    one is present."""
    _touch_minutes(seat.meeting)
    save_versioned(
        seat,
        seat.version,
        user=by,
        name=seat.name or by.get_full_name(),
        status=AttendanceStatus.PRESENT,
        **_signature(by),
    )
    _record("statement.signed", seat.meeting, by, {"agency": seat.agency.slug, "seat": seat.pk})
    return seat


def _signature(by: User) -> dict[str, Any]:
    return {"confidentiality_signed": True, "signed_at": timezone.now(), "signed_by": by}


def _unsigned() -> dict[str, Any]:
    return {"confidentiality_signed": False, "signed_at": None, "signed_by": None}


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
