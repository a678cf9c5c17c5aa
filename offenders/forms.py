"""Input checks for the cohort. They never save."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from cases.models import Party
from offenders.measure import Settings
from offenders.models import Cohort, LeavingReason, OffenceCategory, OffenceStatus, Rag
from ui.forms import DateField, Form

READERS = "Offender managers, the coordinator and the co-chairs will read this"


def _radios(label: str, choices: Any, help_text: str = "", **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, help_text=help_text, widget=forms.RadioSelect, **more
    )


def _text(label: str, help_text: str = READERS, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": 4}), **more
    )


class PartyField(forms.ModelChoiceField[Party]):
    """A person in a case, by name."""

    def label_from_instance(self, obj: Party) -> str:
        """Their name."""
        return obj.person.full_name


class NominateForm(Form):
    """Which alleged perpetrator, and why."""

    party = PartyField(
        None, label="Alleged perpetrator", widget=forms.RadioSelect, empty_label=None
    )
    reason = _text("Why should the panel select them?")
    adult_confirmed = forms.BooleanField(
        label="I have checked that they are 18 or over",
        required=False,
        help_text="Tick this only if their date of birth is not recorded",
    )

    def __init__(self, *args: Any, parties: QuerySet[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]


class SelectForm(Form):
    """The panel's decision to take a person in."""

    cohort = _radios("Cohort", Cohort.choices)
    joined_on = DateField(label="Date of joining", not_future=True)
    lead_officer: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        None, label="Lead officer", required=False, empty_label="Nobody yet"
    )
    reason = _text("Why did the panel select them?")

    def __init__(self, *args: Any, managers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead_officer"].queryset = managers  # type: ignore[attr-defined]


class RejectForm(Form):
    """The panel's decision not to take a person in."""

    reason = _text("Why did the panel not select them?")


class RagForm(Form):
    """A review. `version` is what the reviewer saw."""

    rag = _radios("How do they stand?", Rag.choices)
    reason = _text("Why?")
    next_review_on = DateField(
        label="Next review",
        required=False,
        not_past=True,
        help_text="Leave empty for 4 weeks if red, 8 if amber, 12 if green",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class DeselectForm(Form):
    """Why and when a person leaves the cohort."""

    left_on = DateField(label="Date of leaving", not_future=True)
    reason = _radios("Why do they leave?", LeavingReason.choices)
    note = _text("Note", required=False)


class OffenceForm(Form):
    """One offence, on the day it was committed."""

    committed_on = DateField(label="Date of the offence", not_future=True)
    category = forms.ChoiceField(
        label="Category", choices=[("", "Select a category"), *OffenceCategory.choices]
    )
    status = _radios("What has come of it?", OffenceStatus.choices)
    source = forms.CharField(
        label="Source", max_length=120, help_text="Who says so, for example the Metropolitan Police"
    )
    source_reference = forms.CharField(
        label="Their reference", max_length=60, required=False, help_text="Such as a crime number"
    )
    description = _text("What happened?", required=False)


class ChangeOffenceForm(Form):
    """What has come of an offence since."""

    to = _radios("What has come of it?", [])

    def __init__(self, *args: Any, allowed: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [choice for choice in OffenceStatus.choices if choice[0] in allowed]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]


class MeasureForm(Form):
    """The settings of the measure."""

    marks_optional = False
    cohort = forms.ChoiceField(
        label="Cohort", choices=[("", "All"), *Cohort.choices], required=False
    )
    proven_only = forms.BooleanField(label="Only proven offences", required=False)
    minimum_days = forms.IntegerField(
        label="Shortest time since joining, in days",
        required=False,
        min_value=1,
        max_value=3650,
        error_messages={
            "invalid": "Enter a whole number of days, like 90",
            "min_value": "Enter 1 day or more",
            "max_value": "Enter 3,650 days or fewer",
        },
    )

    def settings(self) -> Settings:
        """The settings chosen; the defaults where none or a wrong one was."""
        if not self.is_valid():
            return Settings()
        days = self.cleaned_data["minimum_days"] or Settings().minimum_days
        return Settings(proven_only=self.cleaned_data["proven_only"], minimum_days=days)

    def chosen_cohort(self) -> str:
        """The cohort chosen; empty for all."""
        return str(self.cleaned_data.get("cohort", "")) if self.is_valid() else ""
