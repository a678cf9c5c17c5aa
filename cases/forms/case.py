"""Input checks for work on a case."""

from typing import Any

from django import forms

from accounts.models import Agency, User
from accounts.queries import caseworkers, current_agencies
from cases.forms.sections import IncidentForm, long_text, one_of
from cases.models import AsbCategory, Case, Handling, ShareLevel
from ui.forms import DateField, Form


class AddNoteForm(Form):
    """What an agency says, and how it may be passed on."""

    text = long_text("Note")
    is_opinion = one_of(
        "Is this fact or opinion?",
        [("fact", "Fact: seen, heard or on record"), ("opinion", "Opinion or assessment")],
        "The Data Protection Act 2018, section 38, asks for the two to be told apart",
    )
    handling = one_of("Who may read it?", Handling.choices, initial=Handling.SHARE)

    def clean_is_opinion(self) -> bool:
        """True for opinion."""
        return bool(self.cleaned_data["is_opinion"] == "opinion")


class AddIncidentForm(IncidentForm):
    """One more incident of a case, with its heading."""

    category = forms.ChoiceField(label="Heading", choices=AsbCategory.choices)


class ShareCaseForm(Form):
    """An agency, how much it sees, and why it needs to."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency")
    level = one_of(
        "How much of the case?",
        [
            (ShareLevel.FULL, "All of it"),
            (ShareLevel.SUMMARY, "Only the summary: reference, heading, ward, status"),
        ],
        initial=ShareLevel.FULL,
    )
    reason = forms.CharField(
        label="Why does it need to see the case?",
        max_length=500,
        help_text="The data protection officer will read this",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = current_agencies()  # type: ignore[attr-defined]


class StopSharingForm(Form):
    """Why an agency no longer needs to see a case."""

    reason = forms.CharField(label="Why?", max_length=500)


class MoveCaseForm(Form):
    """Why a case is reopened or put under monitoring."""

    reason = long_text("Why?", "Everybody who sees the case will read this")


class SetReviewForm(Form):
    """Who leads a case and when it is looked at next."""

    next_review_on = DateField(label="Next review", not_past=True)
    lead_officer = forms.ModelChoiceField(User.objects.none(), label="Lead officer")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = caseworkers([case.lead_agency_id]).order_by("family_name", "given_name")
        self.fields["lead_officer"].queryset = people  # type: ignore[attr-defined]
