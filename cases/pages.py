"""The frame of every page about a case: its identity bar and its tabs, whichever app's they are."""

from typing import Any, NamedTuple

from django.urls import reverse

from accounts.models import Role, User
from cases.models import Case, CaseStatus
from cases.queries.links import merged_into
from ui.dates import say_date


class Tab(NamedTuple):
    """One tab of the case page."""

    label: str
    url: str
    current: bool


CASE_TABS = (
    ("Overview", "case"),
    ("Chronology", "case_chronology"),
    ("People", "case_people"),
    ("Victims", "case_victims"),
    ("Offenders", "case_offenders"),
    ("Orders", "case_orders"),
    ("Risk", "case_risk"),
    ("Actions", "case_actions"),
    ("Panel", "case_panel"),
    ("Documents", "case_documents"),
    ("Letters", "case_letters"),
    ("Links", "case_links"),
    ("Sharing", "case_sharing"),
)
ONLY_FOR = {"case_offenders": (Role.OFFENDER_MANAGER, Role.COORDINATOR, Role.CO_CHAIR)}


def case_frame(case: Case, user: User, current: str) -> dict[str, Any]:
    """Context for `cases/case_base.html`: `current` is the URL name of the tab shown."""
    tabs = [
        Tab(label, reverse(name, args=[case.reference]), name == current)
        for label, name in CASE_TABS
        if name not in ONLY_FOR or user.desk.has(*ONLY_FOR[name])
    ]
    merge = merged_into(case, user) if case.status == CaseStatus.MERGED else None
    return {"case": case, "tabs": tabs, "facts": _facts(case), "merged_into": merge}


def _lead_agency(case: Case) -> str:
    """In short; of a case that closed before the agency ended, with who does its work now."""
    agency = case.lead_agency
    return agency.and_now if agency.successor_id else agency.short_name


def _facts(case: Case) -> list[tuple[str, Any]]:
    return [
        ("Ward", case.ward.name if case.ward else "Not known"),
        ("Status", case.get_status_display()),
        ("Lead", f"{case.lead_officer or 'No officer yet'}, {_lead_agency(case)}"),
        ("Next review", say_date(case.next_review_on) if case.next_review_on else "Not set"),
    ]
