"""Narrowing the lists of a victim service."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from ui.filters import DayFilter
from ui.forms import FilterForm
from victims.models import (
    OPEN_STATUSES,
    HateReport,
    Priority,
    Strand,
    SupportAnswer,
    SupportReferral,
    SupportStatus,
    ToPolice,
)
from victims.queries import centres, colleagues_in_service


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
        form = FilterForm
        fields: list[str] = []

    def only_overdue(
        self, rows: QuerySet[SupportReferral], name: str, value: bool | None
    ) -> QuerySet[SupportReferral]:
        """Those whose next contact was due before today."""
        if not value:
            return rows
        overdue = Q(status__in=OPEN_STATUSES, next_contact_due__lt=timezone.localdate())
        return rows.filter(overdue)


class HateReportFilter(django_filters.FilterSet):  # type: ignore[misc]
    """By strand, centre, whether it went to the police, support, and the days of reporting."""

    strand = django_filters.ChoiceFilter(
        choices=Strand.choices, method="of_strand", label="Hostility towards", empty_label="Any"
    )
    centre = django_filters.ModelChoiceFilter(
        queryset=lambda request: centres(request.user), label="Centre", empty_label="Any"
    )
    to_police = django_filters.MultipleChoiceFilter(
        choices=ToPolice.choices, widget=forms.CheckboxSelectMultiple, label="Police"
    )
    support = django_filters.MultipleChoiceFilter(
        choices=SupportAnswer.choices, widget=forms.CheckboxSelectMultiple, label="Support"
    )
    since = DayFilter("reported_on", "gte", label="Reported on or after")
    until = DayFilter("reported_on", "lte", label="Reported on or before")

    class Meta:
        model = HateReport
        form = FilterForm
        fields: list[str] = []

    def of_strand(self, rows: QuerySet[HateReport], name: str, value: str) -> QuerySet[HateReport]:
        """Those in which this strand is one of those named."""
        return rows.alias(said=Cast("strands", TextField())).filter(said__contains=f'"{value}"')
