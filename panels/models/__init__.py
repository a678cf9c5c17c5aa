"""Meetings about cases: the panel, its agenda and papers, what was said and decided."""

from panels.models.agenda import AgendaAgreement, AgendaComment, AgendaItem, ItemStatus, Why
from panels.models.meeting import Meeting, MeetingStatus, PaperPack, PaperReading
from panels.models.panel import CoChair, MemberKind, Panel, PanelMember
from panels.models.record import (
    ActionReview,
    Attendance,
    AttendanceStatus,
    Decision,
    ItemRecord,
    LockedMinutes,
    MinutesAgreement,
)

__all__ = [
    "ActionReview",
    "AgendaAgreement",
    "AgendaComment",
    "AgendaItem",
    "Attendance",
    "AttendanceStatus",
    "CoChair",
    "Decision",
    "ItemRecord",
    "ItemStatus",
    "LockedMinutes",
    "Meeting",
    "MeetingStatus",
    "MemberKind",
    "MinutesAgreement",
    "Panel",
    "PanelMember",
    "PaperPack",
    "PaperReading",
    "Why",
]
