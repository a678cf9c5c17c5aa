"""Referring somebody harmed to a victim service, and ending their support."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import Agency
from cases.models import Party
from ui.forms import DateField, Form
from victims.forms.fields import WORKERS_READ, radios, some_of, text_box, ticks
from victims.models import (
    FROM_CASE,
    EndReason,
    OutcomeKind,
    OutcomeResult,
    Priority,
    PriorityReason,
    SourceKind,
)

SUPPORT_ENDS = (
    EndReason.GOALS_REACHED,
    EndReason.NO_LONGER_WANTED,
    EndReason.LOST_TOUCH,
    EndReason.MOVED,
    EndReason.PASSED_ON,
)
NEVER_SUPPORTED = (
    EndReason.CONSENT_REFUSED,
    EndReason.NOT_REACHED,
    EndReason.UNSAFE,
    EndReason.NO_DETAILS,
    EndReason.DUPLICATE,
    EndReason.EXCLUDED,
)


def codes_box() -> forms.MultipleChoiceField:
    """What makes a referral enhanced, by its codes."""
    return ticks(
        "What makes it enhanced?", PriorityReason.choices, "Tick all that apply", required=False
    )


def reasons_box() -> forms.CharField:
    """What makes a referral enhanced, in words."""
    return text_box(
        "Say more about what makes it enhanced",
        "The support worker will read this",
        required=False,
        max_length=500,
    )


def check_priority(form: Form, said: dict[str, Any]) -> None:
    """Enhanced priority has a reason, and a reason means enhanced priority."""
    because = said.get("codes") or said.get("reasons")
    if said.get("priority") == Priority.ENHANCED and not because:
        form.add_error("codes", "Tick what makes it enhanced, or say it in words")
    if said.get("priority") == Priority.STANDARD and said.get("codes"):
        form.add_error("priority", "Select enhanced: you ticked what makes it so")


class PartyField(forms.ModelChoiceField[Party]):
    """A person in a case, by name and role."""

    def label_from_instance(self, obj: Party) -> str:
        """Their name, and what they are in the case."""
        return f"{obj.person.full_name} ({obj.get_role_display().lower()})"


class CasePartyField(PartyField):
    """The same, with the case."""

    def label_from_instance(self, obj: Party) -> str:
        """Their name, what they are, and in which case."""
        return f"{super().label_from_instance(obj)}, {obj.case.reference}"


class JoinCaseForm(Form):
    """Which person in a case somebody from outside is, and that they agree to be known there."""

    party = CasePartyField(None, label="Who are they?", widget=forms.RadioSelect, empty_label=None)
    agrees = forms.BooleanField(
        label="They agree that the panel learns of their support",
        help_text="It is told when they were referred, and where support has got to: no more",
        error_messages={"required": "Ask them first, then tick that they agree"},
    )

    def __init__(self, *args: Any, parties: QuerySet[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]


class ReferVictimForm(Form):
    """Whom to refer to which victim service, and how urgently."""

    party = PartyField(None, label="Person", widget=forms.RadioSelect, empty_label=None)
    provider: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        None, label="Victim service", empty_label=None
    )
    priority = radios(
        "Priority",
        Priority.choices,
        "Enhanced: contact sooner. The days of each are settings.",
        initial=Priority.STANDARD,
    )
    codes = codes_box()
    reasons = reasons_box()

    def __init__(
        self, *args: Any, parties: QuerySet[Party], providers: QuerySet[Agency], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]
        self.fields["provider"].queryset = providers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        check_priority(self, said)
        return said


class ReferOutsideForm(Form):
    """Somebody who comes without a case: who they are, from where, and how urgently."""

    given_name = forms.CharField(label="First name", max_length=100)
    family_name = forms.CharField(label="Last name", max_length=100)
    date_of_birth = DateField(label="Date of birth", required=False, not_future=True)
    source_kind = radios(
        "Who referred them?",
        [choice for choice in SourceKind.choices if choice[0] not in FROM_CASE],
    )
    source = forms.CharField(
        label="Which office, force or landlord?",
        required=False,
        max_length=60,
        help_text="Their reference, if they gave one. No names of people",
    )
    priority = radios(
        "Priority",
        Priority.choices,
        "Enhanced: contact sooner. The days of each are settings.",
        initial=Priority.STANDARD,
    )
    codes = codes_box()
    reasons = reasons_box()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        check_priority(self, said)
        return said


class CloseSupportForm(Form):
    """Why support ends, and how each of the four outcomes stands."""

    reason = radios("Why does support end?", some_of(EndReason.choices, SUPPORT_ENDS))
    health = radios(OutcomeKind.HEALTH.label, OutcomeResult.choices)
    coping = radios(OutcomeKind.COPING.label, OutcomeResult.choices)
    safety = radios(OutcomeKind.SAFETY.label, OutcomeResult.choices)
    informed = radios(OutcomeKind.INFORMED.label, OutcomeResult.choices)
    note = text_box("Note", WORKERS_READ, required=False)

    def said(self) -> dict[str, Any]:
        """The closure as the service takes it."""
        return {
            "reason": self.cleaned_data["reason"],
            "note": self.cleaned_data["note"],
            "outcomes": {kind: self.cleaned_data[kind] for kind in OutcomeKind.values},
        }


class DeclineSupportForm(Form):
    """Why a referral does not come to support."""

    reason = radios("Why are they not supported?", some_of(EndReason.choices, NEVER_SUPPORTED))
    note = text_box("Note", WORKERS_READ, required=False)
