"""Input checks for work on a case."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import Agency, User
from accounts.queries import caseworkers, current_agencies
from cases.forms.sections import IncidentForm, long_text, one_of
from cases.models import AsbCategory, Case, Handling, ShareLevel
from cases.queries.lists import restricted_case_named
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


class RestrictCaseForm(Form):
    """The only people who see the case from now on, and why."""

    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Who still sees the case?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Everybody else loses sight of it, you too if you do not tick yourself",
        error_messages={"required": "Select at least one person"},
    )
    reason = forms.CharField(
        label="Why is it restricted?",
        max_length=500,
        help_text="The data protection officer will read this",
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]


class LiftRestrictionForm(Form):
    """The agencies that see the case again, and why."""

    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.none(),
        label="Which agencies see it again, in full?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one agency"},
    )
    reason = forms.CharField(label="Why is the restriction lifted?", max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = current_agencies()  # type: ignore[attr-defined]


class BreakGlassForm(Form):
    """Which restricted case, and why it must be opened now."""

    reference = forms.CharField(
        label="Case reference", max_length=20, help_text="For example CSM-2026-0042"
    )
    reason = forms.CharField(
        label="Why must you see it now?",
        max_length=500,
        help_text="The data protection officer, the lead agency and everybody named on the case "
        "can read this",
    )

    def clean_reference(self) -> Case:
        """A restricted case; one word for all that is none."""
        case = restricted_case_named(self.cleaned_data["reference"])
        if case is None:
            raise forms.ValidationError("Enter the reference of a restricted case")
        return case


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
