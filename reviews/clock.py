"""The clock of a review: which setting each step runs by, and the day it is due."""

import datetime as dt

from reviews.models import Step
from ui.working_days import add_working_days

SETTING_OF: dict[str, str] = {
    Step.ACKNOWLEDGE: "case_review_acknowledge_working_days",
    Step.THRESHOLD: "case_review_threshold_working_days",
    Step.REVIEW: "case_review_review_working_days",
    Step.OUTCOME: "case_review_outcome_working_days",
    Step.APPEAL: "case_review_appeal_working_days",
}
INFORMATION = "case_review_partner_working_days"
REPLY = "case_review_reply_working_days"


def due_on(starts_on: dt.date, working_days: int) -> dt.date:
    """The last day in time: so many of England's working days after the day it begins."""
    return add_working_days(starts_on, working_days)
