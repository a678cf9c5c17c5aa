"""Meetings about cases: the panel, its agenda and papers, what was said and decided."""

from panels.models.agenda import (
    AgendaAgreement,
    AgendaComment,
    AgendaItem,
    ItemStatus,
    Why,
    read_by,
)
from panels.models.calendar import ActionLink, CalendarEntry, CalendarFeed
from panels.models.meeting import Invitation, Meeting, MeetingStatus
from panels.models.minutes import (
    CorrectionStatus,
    LockedMinutes,
    MinutesAddendum,
    MinutesAgreement,
    MinutesCorrection,
)
from panels.models.panel import (
    Cadence,
    CoChair,
    ConfidentialityStatement,
    MemberKind,
    Panel,
    PanelKind,
    PanelMember,
)
from panels.models.papers import PaperFile, PaperPack, PaperReading
from panels.models.record import (
    ABOUT_CASES,
    ActionReview,
    Attendance,
    AttendanceStatus,
    Decision,
    ItemRecord,
    SeatKind,
    SharedFact,
    handling_choices,
)
from panels.models.requests import (
    ChaserKind,
    InformationAnswer,
    InformationAsked,
    InformationChaser,
    Knows,
)
from panels.models.screen import DraftField, Presence

__all__ = [
    "ABOUT_CASES",
    "ActionLink",
    "ActionReview",
    "AgendaAgreement",
    "AgendaComment",
    "AgendaItem",
    "Attendance",
    "AttendanceStatus",
    "Cadence",
    "CalendarEntry",
    "CalendarFeed",
    "ChaserKind",
    "CoChair",
    "ConfidentialityStatement",
    "CorrectionStatus",
    "Decision",
    "DraftField",
    "InformationAnswer",
    "InformationAsked",
    "InformationChaser",
    "Invitation",
    "ItemRecord",
    "ItemStatus",
    "Knows",
    "LockedMinutes",
    "Meeting",
    "MeetingStatus",
    "MemberKind",
    "MinutesAddendum",
    "MinutesAgreement",
    "MinutesCorrection",
    "Panel",
    "PanelKind",
    "PanelMember",
    "PaperFile",
    "PaperPack",
    "PaperReading",
    "Presence",
    "SeatKind",
    "SharedFact",
    "Why",
    "handling_choices",
    "read_by",
]
