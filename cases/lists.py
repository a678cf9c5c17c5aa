"""The lists as tables: the filters, the order and the columns that are taken away. A floor above
adds its own to `LISTS` where its pages are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from cases.filters import ActionFilter, CaseFilter, ReferralFilter
from cases.models import Action, Case, ListName, Referral
from cases.queries import actions_of, cases_of, referrals_of


@dataclass(frozen=True)
class ListOf:
    """One list: its page, its filters, its rows and what each row says in a download."""

    url_name: str
    filters: Any
    rows: Callable[[User], QuerySet[Any]]
    order: Sequence[str]
    columns: Sequence[str]
    row: Callable[[Any], list[Any]]


def _case(case: Case) -> list[Any]:
    return [
        case.reference,
        case.get_category_display(),
        case.ward.name if case.ward else "",
        case.get_status_display(),
        case.get_risk_band_display(),
        case.lead_agency.short_name,
        case.opened_on,
        case.next_review_on,
    ]


def _referral(referral: Referral) -> list[Any]:
    return [
        referral.reference,
        referral.get_category_display(),
        referral.agency.short_name,
        referral.author.get_full_name(),
        referral.started_at,
        referral.sent_at,
        referral.get_status_display(),
    ]


def _action(action: Action) -> list[Any]:
    return [
        action.case.reference,
        action.wording,
        action.owner.get_full_name(),
        action.agency.short_name,
        action.due_on,
        action.get_status_display(),
        action.source,
        action.outcome,
        action.evidence,
    ]


LISTS: dict[str, ListOf] = {
    ListName.CASES.value: ListOf(
        "list_cases",
        CaseFilter,
        cases_of,
        ("-opened_on", "-pk"),
        (
            "Reference",
            "Heading",
            "Ward",
            "Status",
            "Risk",
            "Lead agency",
            "Opened",
            "Next review",
        ),
        _case,
    ),
    ListName.REFERRALS.value: ListOf(
        "list_referrals",
        ReferralFilter,
        referrals_of,
        ("-started_at", "-pk"),
        ("Reference", "Heading", "Agency", "Author", "Started", "Sent", "Status"),
        _referral,
    ),
    ListName.ACTIONS.value: ListOf(
        "list_actions",
        ActionFilter,
        actions_of,
        ("-status", "due_on", "pk"),
        (
            "Case",
            "Action",
            "Owner",
            "Agency",
            "Due",
            "Status",
            "Set at",
            "Outcome",
            "Evidence",
        ),
        _action,
    ),
}
