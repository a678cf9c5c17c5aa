"""Support for people harmed: referral to the victim service, consent, contact, plan, survey."""

from victims.models.contact import (
    Consent,
    ConsentDecision,
    ContactAttempt,
    ContactOutcome,
    SafeContact,
    Way,
)
from victims.models.plan import (
    GoalOwner,
    NeedDomain,
    OutcomeKind,
    OutcomeMeasure,
    OutcomeResult,
    Recommendation,
    SupportGoal,
    SurveyAnswer,
)
from victims.models.referral import (
    OPEN_STATUSES,
    EndReason,
    Priority,
    SupportReferral,
    SupportStatus,
)

__all__ = [
    "OPEN_STATUSES",
    "Consent",
    "ConsentDecision",
    "ContactAttempt",
    "ContactOutcome",
    "EndReason",
    "GoalOwner",
    "NeedDomain",
    "OutcomeKind",
    "OutcomeMeasure",
    "OutcomeResult",
    "Priority",
    "Recommendation",
    "SafeContact",
    "SupportGoal",
    "SupportReferral",
    "SupportStatus",
    "SurveyAnswer",
    "Way",
]
