"""What a manager of a victim service fills in."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from ui.forms import DateField, Form
from victims.forms.fields import radios, text_box
from victims.models import SampleAnswer, SampleQuestion, SupportReferral


class CapacityForm(Form):
    """How many people a worker has room for."""

    people = forms.IntegerField(
        label="How many people do they have room for?", min_value=0, max_value=200
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class ReferralChoices(forms.ModelMultipleChoiceField[SupportReferral]):
    """Referrals by reference and person."""

    def label_from_instance(self, obj: SupportReferral) -> str:
        """The reference, and who it is."""
        return f"{obj.reference}, {obj.person.full_name}"


class HandOverForm(Form):
    """Who takes on whom, and why."""

    referrals = ReferralChoices(None, label="Whom?", widget=forms.CheckboxSelectMultiple)
    to: forms.ModelChoiceField[User] = forms.ModelChoiceField(None, label="To whom?")
    reason = forms.CharField(label="Why?", help_text="The data protection officer will read this")

    def __init__(
        self,
        *args: Any,
        carried: QuerySet[SupportReferral],
        colleagues: QuerySet[User],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referrals"].queryset = carried  # type: ignore[attr-defined]
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]


class SupervisionForm(Form):
    """What was talked about, without naming anybody who is supported."""

    held_on = DateField(label="When did you meet?", not_future=True)
    note = text_box(
        "What did you talk about?",
        "The worker and your service's managers will read this. Name nobody who is supported",
    )
    next_on = DateField(label="Next meeting", required=False)


class DrawSampleForm(Form):
    """From which referrals to draw, and how many."""

    since = DateField(label="Referred from", not_future=True)
    until = DateField(label="Referred until", not_future=True)
    size = forms.IntegerField(label="How many?", min_value=1, max_value=50, initial=10)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", "Enter a date on or after the first day")
        return said


class SampledForm(Form):
    """What was found about one referral."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, text in SampleQuestion.choices:
            self.fields[f"found_{code}"] = radios(str(text), SampleAnswer.choices)
        self.fields["note"] = text_box(
            "What follows from it?",
            "Your service's managers will read this",
            required=False,
            max_length=4000,
        )

    def said(self) -> dict[str, Any]:
        """What was found, as the service takes it."""
        return {
            "version": self.cleaned_data["version"],
            "note": self.cleaned_data["note"],
            "answers": {code: self.cleaned_data[f"found_{code}"] for code in SampleQuestion.values},
        }
