"""Input checks for the cohort. They never save."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from cases.models import Party
from offenders.forms.parts import long_text, radios
from offenders.models import Cohort, LeavingReason, Rag
from ui.forms import DateField, Form


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
    reason = long_text("Why should the panel select them?")
    new_information = long_text(
        "What is new?",
        "Only if they were in the cohort before, or were not selected",
        required=False,
    )
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

    cohort = radios("Cohort", Cohort.choices)
    joined_on = DateField(label="Date of joining", not_future=True)
    lead_officer: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        None, label="Lead officer", required=False, empty_label="Nobody yet"
    )
    second_officer: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        None, label="Second officer", required=False, empty_label="Nobody"
    )
    reason = long_text("Why did the panel select them?")

    def __init__(self, *args: Any, managers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lead_officer", "second_officer"):
            self.fields[name].queryset = managers  # type: ignore[attr-defined]


class RejectForm(Form):
    """The panel's decision not to take a person in."""

    reason = long_text("Why did the panel not select them?")


class RagForm(Form):
    """A review. `version` is what the reviewer saw."""

    rag = radios("How do they stand?", Rag.choices)
    reason = long_text("Why?")
    next_review_on = DateField(
        label="Next review",
        required=False,
        not_past=True,
        help_text="Leave empty for the interval that your partnership has set for the colour",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class DeselectForm(Form):
    """Why and when a person leaves the cohort."""

    left_on = DateField(label="Date of leaving", not_future=True)
    reason = radios("Why do they leave?", LeavingReason.choices)
    note = long_text("Note", required=False)
