"""Narrowing the list of applications."""

from typing import Any

import django_filters
from django import forms
from django.utils import timezone

from reviews.models import Applicant, CaseReviewApplication, ReviewStatus
from reviews.queries import overdue
from ui.forms import FilterForm

STATE = (("open", "Open"), ("overdue", "Overdue"), ("ended", "Closed or withdrawn"))


class ReviewFilter(django_filters.FilterSet):  # type: ignore[misc]
    """By state, status and who applied."""

    state = django_filters.ChoiceFilter(
        choices=STATE, method="by_state", label="Which", empty_label="All"
    )
    status = django_filters.MultipleChoiceFilter(
        choices=ReviewStatus.choices, widget=forms.CheckboxSelectMultiple, label="Status"
    )
    applicant = django_filters.ChoiceFilter(
        choices=Applicant.choices, label="Applicant", empty_label="Anybody"
    )

    class Meta:
        model = CaseReviewApplication
        form = FilterForm
        fields: list[str] = []

    def by_state(self, rows: Any, name: str, value: str) -> Any:
        """Running, late, or at their end."""
        if value == "overdue":
            return overdue(rows, timezone.localdate())
        return rows.open() if value == "open" else rows.exclude(pk__in=rows.open().values("pk"))
