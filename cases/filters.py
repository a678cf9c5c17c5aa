"""What the lists of referrals, cases and actions can be narrowed by."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts import queries
from accounts.door import current_user
from accounts.models import Agency
from cases.models import (
    Action,
    ActionStatus,
    AsbCategory,
    Case,
    CaseStatus,
    Referral,
    ReferralStatus,
    RiskBand,
)


def agencies(request: HttpRequest) -> QuerySet[Agency]:
    """The agencies a filter offers."""
    return queries.agencies(current_user(request))


class ReferralFilter(filters.FilterSet):  # type: ignore[misc]
    """Referrals by status, heading and agency."""

    status = filters.ChoiceFilter(choices=ReferralStatus.choices, empty_label="Any status")
    category = filters.ChoiceFilter(
        choices=AsbCategory.choices, label="Heading", empty_label="Any heading"
    )
    agency = filters.ModelChoiceFilter(queryset=agencies, empty_label="Any agency")

    class Meta:
        model = Referral
        fields = ["status", "category", "agency"]


class CaseFilter(filters.FilterSet):  # type: ignore[misc]
    """Cases by status, risk, heading, lead agency and ward."""

    status = filters.ChoiceFilter(choices=CaseStatus.choices, empty_label="Any status")
    risk_band = filters.ChoiceFilter(choices=RiskBand.choices, label="Risk", empty_label="Any risk")
    category = filters.ChoiceFilter(
        choices=AsbCategory.choices, label="Heading", empty_label="Any heading"
    )
    lead_agency = filters.ModelChoiceFilter(
        queryset=agencies, label="Lead agency", empty_label="Any agency"
    )

    class Meta:
        model = Case
        fields = ["status", "risk_band", "category", "lead_agency"]


WHOSE = (("mine", "Mine"), ("agency", "My agency's"), ("overdue", "Overdue"))


class ActionFilter(filters.FilterSet):  # type: ignore[misc]
    """Actions by whose they are and whether they are done."""

    whose = filters.ChoiceFilter(
        choices=WHOSE, method="by_owner", label="Whose", empty_label="Everyone's"
    )
    status = filters.ChoiceFilter(choices=ActionStatus.choices, empty_label="Any status")

    class Meta:
        model = Action
        fields = ["whose", "status"]

    def by_owner(self, rows: Any, name: str, value: str) -> Any:
        """One's own, one's agency's, or everybody's overdue ones."""
        user = self.request.user
        if value == "mine":
            return rows.filter(owner=user)
        if value == "agency":
            return rows.filter(agency__in=user.desk.casework_agency_ids)
        return rows.overdue(timezone.localdate())
