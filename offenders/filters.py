"""Narrowing the list of nominals and the register of orders."""

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone

from cases.filters import AgencyFilter, agencies
from offenders.models import Cohort, Nominal, NominalStatus, Order, OrderStatus, Rag, Rung
from ui.forms import Form


class CohortFilterForm(Form):
    """The side panel: nothing in it has to be filled in, and it does not say so each time."""

    marks_optional = False


class NominalFilter(django_filters.FilterSet):  # type: ignore[misc]
    """By status, cohort and RAG."""

    status = django_filters.MultipleChoiceFilter(
        choices=NominalStatus.choices, widget=forms.CheckboxSelectMultiple, label="Status"
    )
    cohort = django_filters.MultipleChoiceFilter(
        choices=Cohort.choices, widget=forms.CheckboxSelectMultiple, label="Cohort"
    )
    rag = django_filters.MultipleChoiceFilter(
        choices=Rag.choices, widget=forms.CheckboxSelectMultiple, label="RAG"
    )

    in_custody = django_filters.ChoiceFilter(
        choices=(("yes", "In custody"), ("no", "In the community")),
        method="by_custody",
        label="Where they are",
        empty_label="Anywhere",
    )

    class Meta:
        model = Nominal
        form = CohortFilterForm
        fields: list[str] = []

    def by_custody(self, rows: Any, name: str, value: str) -> Any:
        """In custody apart from those in the community."""
        return rows.filter(in_custody=value == "yes")


STANDING = (
    ("binding", "In force today"),
    ("soon", "Runs out in the next 28 days"),
    ("waiting", "Not served yet"),
    ("over", "Expired or ended"),
)
SOON = dt.timedelta(days=28)


class OrderFilter(django_filters.FilterSet):  # type: ignore[misc]
    """By where they stand today, the kind, and the agency."""

    standing = django_filters.ChoiceFilter(
        choices=STANDING, method="by_standing", label="Standing", empty_label="Any"
    )
    rung = django_filters.MultipleChoiceFilter(
        field_name="power__rung",
        choices=Rung.choices,
        widget=forms.CheckboxSelectMultiple,
        label="Kind",
    )
    agency = AgencyFilter(queryset=agencies, empty_label="Any agency")

    class Meta:
        model = Order
        form = CohortFilterForm
        fields: list[str] = []

    def by_standing(self, rows: Any, name: str, value: str) -> Any:
        """In force today, running out, waiting for service, or over."""
        today = timezone.localdate()
        if value == "binding":
            return rows.binding_on(today)
        if value == "soon":
            return rows.expiring_by(today, today + SOON)
        if value == "waiting":
            return rows.filter(begins_on=None, status=OrderStatus.MADE)
        return rows.filter(Q(ended_on__lte=today) | Q(expires_on__lt=today))
