"""The spine: referral, case, the people in it, incidents, risk, actions, notes, sharing."""

from cases.models.action import (
    Action,
    ActionChange,
    ActionReminder,
    ActionStatus,
    AgencyContact,
    ReminderKind,
)
from cases.models.bands import RiskBand
from cases.models.case import (
    Case,
    CaseShare,
    CaseStatus,
    ReferenceNumber,
    ShareLevel,
    real,
    seen_by,
)
from cases.models.chronology import Handling, Incident, Note, StatusChange
from cases.models.closure import (
    Closure,
    ClosureCheck,
    ClosureOutcome,
    ExitReason,
    FurtherReports,
    Told,
)
from cases.models.counting import (
    GroupedIncident,
    IncidentGroup,
    IncidentMatch,
    MatchStatus,
)
from cases.models.document import Document, DocumentKind, EvidenceOf
from cases.models.event import CaseEvent, CaseEventKind
from cases.models.kept import KEY_LENGTH, NAME_LENGTH, KeptEntry
from cases.models.link import CaseLink, LinkKind, UnrelatedCases
from cases.models.merge import CaseMerge, MergedRow, MergedShare
from cases.models.party import HARMED_ROLES, KnowsOfReferral, Party, PartyRole
from cases.models.question import ReferralQuestion
from cases.models.referral import (
    AsbCategory,
    AsbType,
    Consent,
    HateStrand,
    Referral,
    ReferralStatus,
)
from cases.models.repeat import RepeatFlag, RepeatIncident, RepeatRule, RepeatStatus
from cases.models.review import CaseReview, LookedAt, ReviewDecision
from cases.models.risk import (
    InstrumentStatus,
    InstrumentUse,
    RiskAssessment,
    RiskInstrument,
)
from cases.models.saved_view import ListName, SavedView
from cases.models.setting import Setting

__all__ = [
    "HARMED_ROLES",
    "KEY_LENGTH",
    "NAME_LENGTH",
    "Action",
    "ActionChange",
    "ActionReminder",
    "ActionStatus",
    "AgencyContact",
    "AsbCategory",
    "AsbType",
    "Case",
    "CaseEvent",
    "CaseEventKind",
    "CaseLink",
    "CaseMerge",
    "CaseReview",
    "CaseShare",
    "CaseStatus",
    "Closure",
    "ClosureCheck",
    "ClosureOutcome",
    "Consent",
    "Document",
    "DocumentKind",
    "EvidenceOf",
    "ExitReason",
    "FurtherReports",
    "GroupedIncident",
    "Handling",
    "HateStrand",
    "Incident",
    "IncidentGroup",
    "IncidentMatch",
    "InstrumentStatus",
    "InstrumentUse",
    "KeptEntry",
    "KnowsOfReferral",
    "LinkKind",
    "ListName",
    "LookedAt",
    "MatchStatus",
    "MergedRow",
    "MergedShare",
    "Note",
    "Party",
    "PartyRole",
    "ReferenceNumber",
    "Referral",
    "ReferralQuestion",
    "ReferralStatus",
    "ReminderKind",
    "RepeatFlag",
    "RepeatIncident",
    "RepeatRule",
    "RepeatStatus",
    "ReviewDecision",
    "RiskAssessment",
    "RiskBand",
    "RiskInstrument",
    "SavedView",
    "Setting",
    "ShareLevel",
    "StatusChange",
    "Told",
    "UnrelatedCases",
    "real",
    "seen_by",
]
