"""Narrowing the list of referrals for support."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from ui.forms import Form
from victims.models import OPEN_STATUSES, Priority, SupportReferral, SupportStatus
from victims.queries import colleagues_in_service


class SupportFilterForm(Form):
    """The side panel: nothing in it has to be filled in, and it does not say so each time."""

    marks_optional = False


class SupportFilter(django_filters.FilterSet):  # type: ignore[misc]
    """By status, priority, worker, and whether the next contact is overdue."""

    status = django_filters.MultipleChoiceFilter(
        choices=SupportStatus.choices, widget=forms.CheckboxSelectMultiple, label="Status"
    )
    priority = django_filters.MultipleChoiceFilter(
        choices=Priority.choices, widget=forms.CheckboxSelectMultiple, label="Priority"
    )
    worker = django_filters.ModelChoiceFilter(
        queryset=lambda request: colleagues_in_service(request.user),
        label="Worker",
        empty_label="Anyone",
        null_label="Nobody yet",
    )
    overdue = django_filters.BooleanFilter(
        method="only_overdue", widget=forms.CheckboxInput, label="Contact overdue"
    )

    class Meta:
        model = SupportReferral
        form = SupportFilterForm
        fields: list[str] = []

    def only_overdue(
        self, rows: QuerySet[SupportReferral], name: str, value: bool | None
    ) -> QuerySet[SupportReferral]:
        """Those whose next contact was due before today."""
        if not value:
            return rows
        overdue = Q(status__in=OPEN_STATUSES, next_contact_due__lt=timezone.localdate())
        return rows.filter(overdue)
