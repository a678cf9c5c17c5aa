"""Which status of support and of an intervention may follow which, which answer on consent, and
when contact is due."""

import datetime as dt
from collections.abc import Mapping

from cases.workflow import Workflow, WrongStatus
from ui.working_days import add_working_days
from victims.models import (
    ConsentDecision,
    ContactOutcome,
    Intervention,
    InterventionStatus,
    OutcomeKind,
    OutcomeResult,
    SupportReferral,
    SupportStatus,
)

__all__ = [
    "CONSENT",
    "SUPPORT",
    "WrongStatus",
    "compare_outcomes",
    "first_contact_due",
    "flow_of",
    "gap_key",
    "next_contact_due",
    "require_open",
]

SUPPORT = Workflow(
    {
        SupportStatus.REFERRED: {SupportStatus.IN_SUPPORT, SupportStatus.NOT_SUPPORTED},
        SupportStatus.IN_SUPPORT: {SupportStatus.CLOSED},
    }
)
ONE_SIDED = Workflow(
    {
        InterventionStatus.PROPOSED: {
            InterventionStatus.UNDER_WAY,
            InterventionStatus.NOT_PROCEEDED,
        },
        InterventionStatus.UNDER_WAY: {
            InterventionStatus.COMPLETED,
            InterventionStatus.NOT_PROCEEDED,
        },
    }
)
BOTH_SIDES = Workflow(
    {
        InterventionStatus.PROPOSED: {
            InterventionStatus.SUITABLE,
            InterventionStatus.NOT_PROCEEDED,
        },
        InterventionStatus.SUITABLE: {
            InterventionStatus.PREPARING,
            InterventionStatus.NOT_PROCEEDED,
        },
        InterventionStatus.PREPARING: {
            InterventionStatus.HELD,
            InterventionStatus.INDIRECT,
            InterventionStatus.NOT_PROCEEDED,
        },
        InterventionStatus.HELD: {InterventionStatus.COMPLETED},
        InterventionStatus.INDIRECT: {InterventionStatus.COMPLETED},
    }
)
ASKED = {ConsentDecision.GIVEN, ConsentDecision.REFUSED, ConsentDecision.NOT_REACHED}
CONSENT: dict[str, set[ConsentDecision]] = {
    "": ASKED,
    ConsentDecision.NOT_REACHED: ASKED,
    ConsentDecision.REFUSED: {ConsentDecision.GIVEN},
    ConsentDecision.GIVEN: {ConsentDecision.WITHDRAWN},
    ConsentDecision.WITHDRAWN: {ConsentDecision.GIVEN},
}


def flow_of(intervention: Intervention) -> Workflow:
    """The moves of an intervention: those of both sides need both sides' consent."""
    return BOTH_SIDES if intervention.is_meeting else ONE_SIDED


def first_contact_due(days: int, referred_on: dt.date) -> dt.date:
    """The working day by which a new referral is to be contacted."""
    return add_working_days(referred_on, days)


def gap_key(status: str, priority: str, outcome: str) -> str:
    """The setting that says how many working days may pass until the next contact."""
    if outcome != ContactOutcome.SPOKE:
        return f"support_retry_{priority}"
    stage = "supported" if status == SupportStatus.IN_SUPPORT else "waiting"
    return f"support_{stage}_{priority}"


def next_contact_due(days: int, day: dt.date) -> dt.date:
    """The working day of the next contact when nobody chose another."""
    return add_working_days(day, days)


def compare_outcomes(start: Mapping[str, int], end: Mapping[str, int]) -> dict[str, str]:
    """Each of the four outcomes at the end against the start; not assessed unless at both."""
    return {kind: _compared(start.get(kind), end.get(kind)) for kind in OutcomeKind.values}


def _compared(start: int | None, end: int | None) -> str:
    if start is None or end is None:
        return OutcomeResult.NOT_ASSESSED
    if end == start:
        return OutcomeResult.UNCHANGED
    return OutcomeResult.IMPROVED if end > start else OutcomeResult.WORSE


def require_open(referral: SupportReferral) -> None:
    """WrongStatus unless the referral waits or is in support."""
    if not referral.is_open:
        raise WrongStatus(
            f"{referral} is {referral.get_status_display().lower()}, so this cannot be done."
        )
