"""Who sits where in a meeting, and which member agencies stay away."""

import datetime as dt

from django.db.models import DateTimeField, ExpressionWrapper, QuerySet

from accounts.models import Agency, User
from cases.models import Case
from panels.models import (
    Attendance,
    AttendanceStatus,
    Meeting,
    MeetingStatus,
    MemberKind,
    PanelMember,
)
from ui.compiled import Moment

A_MEETING_LASTS = dt.timedelta(hours=24)


def seats_to_show(seats: list[Attendance], current: int = 0) -> list[Attendance]:
    """The seats beside one case: nobody who is there for another case only."""
    return [seat for seat in seats if seat.item_id in (None, current)]


def absent_twice(meeting: Meeting) -> list[Agency]:
    """Core members that were absent without apology at this meeting and at the one before it."""
    before = (
        Meeting.objects.filter(
            panel=meeting.panel_id, started_at__isnull=False, started_at__lt=meeting.started_at
        )
        .order_by("-started_at")
        .first()
    )
    if before is None:
        return []
    core = PanelMember.objects.in_force().filter(panel=meeting.panel_id, kind=MemberKind.CORE)
    away = _away(meeting) & _away(before) & set(core.values_list("agency_id", flat=True))
    return list(Agency.objects.filter(pk__in=away).order_by("name"))


def _away(meeting: Meeting) -> set[int]:
    """Agencies of which somebody was absent, and nobody present or excused."""
    seats = list(meeting.attendance.values_list("agency_id", "status"))
    came = {AttendanceStatus.PRESENT, AttendanceStatus.APOLOGIES}
    excused = {agency for agency, status in seats if status in came}
    return {agency for agency, status in seats if status == AttendanceStatus.ABSENT} - excused


def case_for(seat: Attendance, user: User) -> Case | None:
    """The case for which somebody is there, if it is shared with them."""
    if seat.item is None or seat.item.nominal_id:
        return None
    return Case.objects.visible_to(user).filter(pk=seat.item.case_id).first()


def seats_to_sign(user: User) -> QuerySet[Attendance]:
    """The seats of a person at meetings that are on, in which they have not signed yet."""
    return Attendance.objects.filter(
        user=user,
        confidentiality_signed=False,
        meeting__status=MeetingStatus.HELD,
        meeting__in=Meeting.objects.real(),
        meeting__started_at__gt=ExpressionWrapper(
            Moment() - A_MEETING_LASTS, output_field=DateTimeField()
        ),
    ).exclude(status__in=[AttendanceStatus.APOLOGIES, AttendanceStatus.ABSENT])
