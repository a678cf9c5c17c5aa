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
from cases.models.case import Case, CasePerson, CaseShare, CaseStatus, ReferenceNumber, ShareLevel
from cases.models.chronology import Handling, Incident, Note, StatusChange
from cases.models.event import CaseEvent, CaseEventKind
from cases.models.party import HARMED_ROLES, Party, PartyRole
from cases.models.referral import AsbCategory, AsbType, Referral, ReferralStatus
from cases.models.risk import RiskAssessment, RiskInstrument
from cases.models.saved_view import ListName, SavedView
from cases.models.setting import Setting

__all__ = [
    "HARMED_ROLES",
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
    "CasePerson",
    "CaseShare",
    "CaseStatus",
    "Handling",
    "Incident",
    "ListName",
    "Note",
    "Party",
    "PartyRole",
    "ReferenceNumber",
    "Referral",
    "ReferralStatus",
    "ReminderKind",
    "RiskAssessment",
    "RiskBand",
    "RiskInstrument",
    "SavedView",
    "Setting",
    "ShareLevel",
    "StatusChange",
]
