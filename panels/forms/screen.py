"""Input checks for what is said about a case in a meeting. Choices are lists that the page has
read already, so that drawing the forms costs no query."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from accounts.models import Membership
from cases.forms.sections import long_text, one_of
from cases.models import HARMED_ROLES, ActionStatus, Party, RiskBand
from panels.models import Decision, ItemRecord
from panels.workflow import HEARD_AGAIN
from ui.forms import DateField, Form
from victims.models import Priority

IN_MINUTES = "This goes into the minutes. Agencies that see the case in full will read it."


class RecordForm(Form):
    """What was shared, the risk now, the decision and its reason."""

    prefix = "record"
    facts_shared = long_text("What was shared", IN_MINUTES)
    risk_band = one_of("How high is the risk now?", RiskBand.choices)
    decision = one_of("Decision", Decision.choices)
    decision_reason = long_text("Reason for the decision", IN_MINUTES)
    next_review_on = DateField(
        label="Hear it again on or after",
        help_text="For a case that stays open or is monitored. For example, 27 3 2027",
        required=False,
        not_past=True,
        error_messages={"past": "Enter a review date that is today or later"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        again = cleaned.get("decision") in HEARD_AGAIN
        if again and not cleaned.get("next_review_on") and "next_review_on" not in self.errors:
            self.add_error("next_review_on", "Enter the date from which it is heard again")
        if not again:
            cleaned["next_review_on"] = None
        return cleaned

    @staticmethod
    def initial_of(record: ItemRecord | None) -> dict[str, Any]:
        """The record as it stands; for none, an empty form of version 0."""
        if record is None:
            return {"version": 0}
        names = ("facts_shared", "risk_band", "decision", "decision_reason", "next_review_on")
        return {**{name: getattr(record, name) for name in names}, "version": record.version}


class FateForm(Form):
    """What became of an earlier action."""

    fate = one_of(
        "What became of it?",
        [choice for choice in ActionStatus.choices if choice[0] != ActionStatus.OPEN],
    )
    note = forms.CharField(
        label="What was done, or why not?",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=IN_MINUTES,
        max_length=2000,
    )


class SetActionForm(Form):
    """Who will do what by when: one of the people whose agencies see the case."""

    prefix = "action"
    wording = forms.CharField(
        label="What is to be done?", max_length=500, help_text="Start with a verb, like Visit"
    )
    owner = forms.ChoiceField(
        label="Owner", help_text="People of the agencies that the case is shared with"
    )
    due_on = DateField(
        label="Due date",
        not_past=True,
        error_messages={"past": "Enter a due date that is today or later"},
    )

    def __init__(self, *args: Any, owners: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {str(each.pk): each for each in owners}
        choices = [(pk, f"{each.user}, {each.agency.name}") for pk, each in self.owners.items()]
        self.fields["owner"].choices = [("", "Choose a person"), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if seat := self.owners.get(cleaned.get("owner", "")):
            cleaned.update(owner=seat.user, agency=seat.agency)
        return cleaned


class ReferPartyForm(Form):
    """Who is referred to Victim Support, how soon, and why that soon."""

    prefix = "refer"
    party = forms.ChoiceField(label="Who is referred?", widget=forms.RadioSelect)
    priority = one_of("Priority", Priority.choices, initial=Priority.STANDARD)
    reasons = forms.CharField(
        label="What makes it enhanced?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only the victim service will read this. Leave empty for standard priority.",
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {str(each.pk): each for each in parties if each.role in HARMED_ROLES}
        self.fields["party"].choices = [  # type: ignore[attr-defined]
            (pk, f"{each.person.full_name}, {each.get_role_display().lower()}")
            for pk, each in self.parties.items()
        ]

    def clean_party(self) -> Party:
        """The person in the case."""
        return self.parties[self.cleaned_data["party"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("priority") == Priority.ENHANCED and not cleaned.get("reasons"):
            self.add_error("reasons", "Enter what makes it enhanced")
        return cleaned
