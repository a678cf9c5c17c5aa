"""What the lists of referrals, cases and actions can be narrowed by."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import django_filters as filters
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django_filters.fields import ModelChoiceField, ModelChoiceIterator

from accounts import queries
from accounts.door import current_user
from accounts.models import Agency
from cases.models import (
    Action,
    ActionStatus,
    AsbCategory,
    Case,
    CaseStatus,
    Document,
    DocumentKind,
    Handling,
    Referral,
    ReferralStatus,
    RepeatFlag,
    RepeatRule,
    RepeatStatus,
    RiskBand,
)
from cases.queries.lists import REFERENCE
from ui.filters import DayFilter


def agencies(request: HttpRequest) -> QuerySet[Agency]:
    """The agencies a filter offers."""
    return queries.agencies(current_user(request))


class AgencyChoices(ModelChoiceIterator):  # type: ignore[misc]
    """The agencies offered, from the rows that the field has read."""

    def __iter__(self) -> Iterator[Any]:
        yield "", self.field.empty_label
        for agency in self.field.queryset:
            yield self.choice(agency)


class AgencyField(ModelChoiceField):  # type: ignore[misc]
    """An agency; checking and showing the choice cost one query together."""

    iterator = AgencyChoices

    def to_python(self, value: Any) -> Agency | None:
        if value in self.empty_values:
            return None
        for agency in self.queryset:
            if str(agency.pk) == str(value):
                return agency  # type: ignore[no-any-return]
        raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")


class AgencyFilter(filters.ModelChoiceFilter):  # type: ignore[misc]
    """One of the agencies."""

    field_class = AgencyField


WAITING = "waiting"


class ReferralFilter(filters.FilterSet):  # type: ignore[misc]
    """Referrals by status, heading and agency."""

    status = filters.ChoiceFilter(
        choices=[(WAITING, "Waiting for somebody"), *ReferralStatus.choices],
        method="by_status",
        empty_label="Any status",
    )
    category = filters.ChoiceFilter(
        choices=AsbCategory.choices, label="Heading", empty_label="Any heading"
    )
    agency = AgencyFilter(queryset=agencies, empty_label="Any agency")

    class Meta:
        model = Referral
        fields = ["status", "category", "agency"]

    def by_status(self, rows: Any, name: str, value: str) -> Any:
        """One status, or all that wait for somebody to do something."""
        return rows.waiting() if value == WAITING else rows.filter(status=value)


REVIEW_DUE = (("overdue", "Overdue"), ("week", "In the next 7 days"), ("none", "Not set"))


LEADS = (("mine", "I lead"), ("agency", "My agency leads"), ("nobody", "Without a lead officer"))


class CaseFilter(filters.FilterSet):  # type: ignore[misc]
    """Cases by who leads them, status, risk, heading, lead agency and review."""

    whose = filters.ChoiceFilter(
        choices=LEADS, method="by_lead", label="Whose", empty_label="Everyone's"
    )
    status = filters.ChoiceFilter(choices=CaseStatus.choices, empty_label="Any status")
    risk_band = filters.ChoiceFilter(choices=RiskBand.choices, label="Risk", empty_label="Any risk")
    category = filters.ChoiceFilter(
        choices=AsbCategory.choices, label="Heading", empty_label="Any heading"
    )
    lead_agency = AgencyFilter(queryset=agencies, label="Lead agency", empty_label="Any agency")

    review = filters.ChoiceFilter(
        choices=REVIEW_DUE, method="by_review", label="Review", empty_label="Any time"
    )

    class Meta:
        model = Case
        fields = ["whose", "status", "risk_band", "category", "lead_agency", "review"]

    def by_lead(self, rows: Any, name: str, value: str) -> Any:
        """Those one leads oneself, those one's agency leads, and open ones that nobody leads."""
        user = self.request.user
        if value == "mine":
            return rows.filter(lead_officer=user)
        if value == "agency":
            return rows.filter(lead_agency__in=user.desk.casework_agency_ids)
        return rows.open().filter(lead_officer=None)

    def by_review(self, rows: Any, name: str, value: str) -> Any:
        """Open cases whose review is overdue, comes soon, or has no day."""
        today = timezone.localdate()
        if value == "none":
            return rows.open().filter(next_review_on=None)
        if value == "overdue":
            return rows.open().filter(next_review_on__lt=today)
        last = today + dt.timedelta(days=DAYS["week"])
        return rows.open().filter(next_review_on__gte=today, next_review_on__lte=last)


WHOSE = (("mine", "Mine"), ("agency", "My agency's"))
DUE = (("overdue", "Overdue"), ("week", "In the next 7 days"), ("month", "In the next 30 days"))
DAYS = {"week": 7, "month": 30}


class ActionFilter(filters.FilterSet):  # type: ignore[misc]
    """Actions by whose they are, when they are due, their agency and case, and what became of
    them."""

    whose = filters.ChoiceFilter(
        choices=WHOSE, method="by_owner", label="Whose", empty_label="Everyone's"
    )
    status = filters.ChoiceFilter(choices=ActionStatus.choices, empty_label="Any status")
    due = filters.ChoiceFilter(choices=DUE, method="by_window", label="Due", empty_label="Any time")
    due_from = DayFilter("due_on", "gte", label="Due from")
    due_to = DayFilter("due_on", "lte", label="Due to")
    agency = AgencyFilter(queryset=agencies, empty_label="Any agency")
    reference = filters.CharFilter(method="by_case", label="Case reference")

    class Meta:
        model = Action
        fields = ["whose", "status", "due", "due_from", "due_to", "agency", "reference"]

    def by_owner(self, rows: Any, name: str, value: str) -> Any:
        """One's own or one's agency's."""
        user = self.request.user
        if value == "mine":
            return rows.filter(owner=user)
        return rows.filter(agency__in=user.desk.casework_agency_ids)

    def by_window(self, rows: Any, name: str, value: str) -> Any:
        """Still to do after the due date, or due in the days to come."""
        today = timezone.localdate()
        if value == "overdue":
            return rows.overdue(today)
        last = today + dt.timedelta(days=DAYS[value])
        return rows.open().filter(due_on__gte=today, due_on__lte=last)

    def by_case(self, rows: Any, name: str, value: str) -> Any:
        """Of one case, dashes or not."""
        found = REFERENCE.match(value.strip())
        if not found:
            return rows.none()
        return rows.filter(case__reference=f"{found[1].upper()}-{found[2]}-{int(found[3]):04d}")


class RepeatFilter(filters.FilterSet):  # type: ignore[misc]
    """Repeat flags by rule and by what became of them; all that stand unless asked."""

    rule = filters.ChoiceFilter(choices=RepeatRule.choices, empty_label="Any rule")
    status = filters.ChoiceFilter(
        choices=[(RepeatStatus.RAISED, "To be decided"), *RepeatStatus.choices[1:]],
        empty_label="Those that stand",
    )

    class Meta:
        model = RepeatFlag
        fields = ["rule", "status"]

    def filter_queryset(self, queryset: Any) -> Any:
        """Dismissed and lapsed flags only when asked for."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("status") else rows.raised()


class DocumentFilter(filters.FilterSet):  # type: ignore[misc]
    """Documents by kind, agency and handling; those that count unless all are asked for."""

    kind = filters.ChoiceFilter(choices=DocumentKind.choices, empty_label="Any sort")
    agency = AgencyFilter(queryset=agencies, label="Added for", empty_label="Any agency")
    handling = filters.ChoiceFilter(
        choices=Handling.choices, label="Who may read it", empty_label="Anybody"
    )
    show = filters.ChoiceFilter(
        choices=[("all", "Withdrawn and older ones too")],
        method="by_state",
        label="Show",
        empty_label="Those that count",
    )

    class Meta:
        model = Document
        fields = ["kind", "agency", "handling", "show"]

    def by_state(self, rows: Any, name: str, value: str) -> Any:
        """Everything that was ever added."""
        return rows

    def filter_queryset(self, queryset: Any) -> Any:
        """Withdrawn documents and older versions only when asked for."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("show") else rows.current()
