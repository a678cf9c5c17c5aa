"""Every write about support, by noun."""

from victims.services.contacts import (
    ConsentNeeded,
    ConsentOutOfOrder,
    TooEarly,
    UnsafeWay,
    record_consent,
    record_contact,
)
from victims.services.plans import add_goal, reach_goal
from victims.services.referrals import (
    AlreadyReferred,
    NoProvider,
    NotHarmed,
    close_support,
    decline_support,
    refer_victim,
    take_support,
)
from victims.services.safety import look_at_safe_contact, save_safe_contact
from victims.services.surveys import AlreadyAnswered, record_survey

__all__ = [
    "AlreadyAnswered",
    "AlreadyReferred",
    "ConsentNeeded",
    "ConsentOutOfOrder",
    "NoProvider",
    "NotHarmed",
    "TooEarly",
    "UnsafeWay",
    "add_goal",
    "close_support",
    "decline_support",
    "look_at_safe_contact",
    "reach_goal",
    "record_consent",
    "record_contact",
    "record_survey",
    "refer_victim",
    "save_safe_contact",
    "take_support",
]
