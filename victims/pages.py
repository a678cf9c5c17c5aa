"""What every page about support shares: its place among the others."""

from typing import Any

from django.urls import reverse

from accounts.models import Role, User
from victims.models import SupportReferral

Tab = tuple[str, str, bool]
OF_A_SERVICE = (
    ("Referrals", "list_victims"),
    ("Today's calls", "todays_calls"),
    ("Hate crime reports", "list_hate_reports"),
    ("Facilitators", "list_facilitators"),
    ("Survey", "survey_results"),
    ("Figures", "support_figures"),
    ("Supervision", "list_supervision"),
)
OF_MANAGERS = (("Caseload", "caseload"), ("Dip-samples", "list_samples"))
OF_ONE = (
    ("Overview", "victim"),
    ("Needs", "needs"),
    ("Interventions", "list_interventions"),
    ("Rights", "rights"),
    ("Survey", "survey"),
    ("Their page", "make_link"),
)


def service_frame(user: User, current: str) -> dict[str, Any]:
    """The tabs of the pages of a victim service."""
    manages = user.desk.has(Role.VICTIM_MANAGER)
    entries = (*OF_A_SERVICE, *OF_MANAGERS) if manages else OF_A_SERVICE
    tabs: list[Tab] = [(label, reverse(name), name == current) for label, name in entries]
    return {"tabs": tabs, "manages": manages}


def victim_frame(referral: SupportReferral, current: str) -> dict[str, Any]:
    """The tabs of the pages about one person."""
    name = referral.reference
    tabs: list[Tab] = [
        (label, reverse(page, args=[name]), page == current) for label, page in OF_ONE
    ]
    return {"referral": referral, "tabs": tabs}
