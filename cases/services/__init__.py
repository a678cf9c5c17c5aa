"""Every write about referrals and cases, by noun."""

from cases.services.actions import add_action, end_action
from cases.services.cases import move_case, next_reference, open_case, set_review
from cases.services.chronology import add_incident, add_note
from cases.services.people import add_party
from cases.services.referrals import (
    accept_referral,
    decline_referral,
    return_referral,
    save_section,
    send_referral,
    start_referral,
)
from cases.services.risk import assess_risk, score
from cases.services.settings import set_setting
from cases.services.sharing import share_case, stop_sharing_case

__all__ = [
    "accept_referral",
    "add_action",
    "add_incident",
    "add_note",
    "add_party",
    "assess_risk",
    "decline_referral",
    "end_action",
    "move_case",
    "next_reference",
    "open_case",
    "return_referral",
    "save_section",
    "score",
    "send_referral",
    "set_review",
    "set_setting",
    "share_case",
    "start_referral",
    "stop_sharing_case",
]
