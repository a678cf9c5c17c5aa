"""Page-shaped reads of referrals and cases."""

from cases.queries.chronology import Event, chronology
from cases.queries.lists import (
    actions_of,
    cases_of,
    is_about_cases,
    referrals_of,
    search_cases,
)
from cases.queries.parts import (
    instrument_in_use,
    parties_with_cases,
    possible_people,
    risk_history,
    sharing_agency_ids,
    unfinished_actions,
)
from cases.queries.work import work_list

__all__ = [
    "Event",
    "actions_of",
    "cases_of",
    "chronology",
    "instrument_in_use",
    "is_about_cases",
    "parties_with_cases",
    "possible_people",
    "referrals_of",
    "risk_history",
    "search_cases",
    "sharing_agency_ids",
    "unfinished_actions",
    "work_list",
]
