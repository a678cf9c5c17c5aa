"""The spine: referral, case, the people in it, incidents, risk, actions, notes, sharing."""

from cases.models.action import Action, ActionStatus
from cases.models.bands import RiskBand
from cases.models.case import Case, CaseShare, CaseStatus, ReferenceNumber, ShareLevel, seen_by
from cases.models.chronology import Handling, Incident, Note, StatusChange
from cases.models.party import HARMED_ROLES, Party, PartyRole
from cases.models.referral import AsbCategory, AsbType, Referral, ReferralStatus
from cases.models.risk import RiskAssessment, RiskInstrument

__all__ = [
    "HARMED_ROLES",
    "Action",
    "ActionStatus",
    "AsbCategory",
    "AsbType",
    "Case",
    "CaseShare",
    "CaseStatus",
    "Handling",
    "Incident",
    "Note",
    "Party",
    "PartyRole",
    "ReferenceNumber",
    "Referral",
    "ReferralStatus",
    "RiskAssessment",
    "RiskBand",
    "RiskInstrument",
    "ShareLevel",
    "StatusChange",
    "seen_by",
]
