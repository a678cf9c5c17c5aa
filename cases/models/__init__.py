"""The spine: referral, case, the people in it, incidents, risk, actions, notes, sharing."""

from cases.models.action import Action, ActionStatus
from cases.models.bands import RiskBand
from cases.models.case import Case, CasePerson, CaseShare, CaseStatus, ReferenceNumber, ShareLevel
from cases.models.chronology import Handling, Incident, Note, StatusChange
from cases.models.party import HARMED_ROLES, Party, PartyRole
from cases.models.referral import AsbCategory, AsbType, Referral, ReferralStatus
from cases.models.risk import RiskAssessment, RiskInstrument
from cases.models.setting import Setting

__all__ = [
    "HARMED_ROLES",
    "Action",
    "ActionStatus",
    "AsbCategory",
    "AsbType",
    "Case",
    "CasePerson",
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
    "Setting",
    "ShareLevel",
    "StatusChange",
]
