"""Narrowing the list of nominals."""

import django_filters
from django import forms

from offenders.models import Cohort, Nominal, NominalStatus, Rag
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

    class Meta:
        model = Nominal
        form = CohortFilterForm
        fields: list[str] = []
