"""The same change to many rows of a list, after a look at exactly what moves."""

from cases.services.bulk.actions import ACTION_CHANGES
from cases.services.bulk.cases import CASE_CHANGES
from cases.services.bulk.change import MOST, Change, Sorted, change_picked, sort_picked
from cases.services.bulk.referrals import REFERRAL_CHANGES

__all__ = [
    "ACTION_CHANGES",
    "CASE_CHANGES",
    "MOST",
    "REFERRAL_CHANGES",
    "Change",
    "Sorted",
    "change_picked",
    "sort_picked",
]
