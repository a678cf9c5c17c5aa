"""Which status of support may follow which, which answer on consent, and when contact is due."""

import datetime as dt

from cases.workflow import Workflow, WrongStatus
from ui.working_days import add_working_days
from victims.models import ConsentDecision, ContactOutcome, Priority, SupportReferral, SupportStatus

__all__ = [
    "CONSENT",
    "SUPPORT",
    "WrongStatus",
    "first_contact_due",
    "next_contact_due",
    "require_open",
]

SUPPORT = Workflow(
    {
        SupportStatus.REFERRED: {SupportStatus.IN_SUPPORT, SupportStatus.NOT_SUPPORTED},
        SupportStatus.IN_SUPPORT: {SupportStatus.CLOSED},
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

# The Victims' Code asks for contact within 2 working days; 1 for those with enhanced rights.
FIRST_CONTACT_WORKING_DAYS = {Priority.STANDARD: 2, Priority.ENHANCED: 1}
# At least every 10 working days once spoken to (Hammersmith and Fulham); else try again after 2.
AFTER_A_TALK, AFTER_NO_TALK = 10, 2


def first_contact_due(priority: str, referred_on: dt.date) -> dt.date:
    """The working day by which a new referral is to be contacted."""
    return add_working_days(referred_on, FIRST_CONTACT_WORKING_DAYS[Priority(priority)])


def next_contact_due(outcome: str, day: dt.date) -> dt.date:
    """The working day of the next contact when nobody chose another."""
    talked = outcome == ContactOutcome.SPOKE
    return add_working_days(day, AFTER_A_TALK if talked else AFTER_NO_TALK)


def require_open(referral: SupportReferral) -> None:
    """WrongStatus unless the referral waits or is in support."""
    if not referral.is_open:
        raise WrongStatus(
            f"{referral} is {referral.get_status_display().lower()}, so this cannot be done."
        )
