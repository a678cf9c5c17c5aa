"""Input checks for actions and what becomes of them."""

from typing import Any

from django import forms

from accounts.models import Agency, User
from accounts.queries import caseworkers
from cases.forms.files import FilesForm
from cases.forms.sections import long_text, one_of
from cases.models import Action, ActionStatus, Case
from cases.queries import sharing_agency_ids
from ui.forms import DateField, FilesField, Form

WHY = "Everybody who sees the action will read this"


def due_date(label: str = "Due date") -> DateField:
    """A day on which something can still be done."""
    return DateField(
        label=label,
        not_past=True,
        error_messages={"past": "Enter a due date that is today or later"},
    )


def reason(label: str = "Why?", help_text: str = WHY) -> forms.CharField:
    """Why something is changed, in a line."""
    return forms.CharField(label=label, max_length=500, help_text=help_text)


class PersonForm(Form):
    """A form that names, in the field `person`, somebody who works on cases for one of these
    agencies."""

    person: str
    agency_ids: list[int]

    def offer(self, agency_ids: list[int], *, without: int = 0) -> None:
        """Let the people of these agencies be chosen."""
        self.agency_ids = agency_ids
        people = caseworkers(agency_ids).exclude(pk=without)
        field = self.fields[self.person]
        field.queryset = people.order_by("family_name", "given_name")  # type: ignore[attr-defined]
        field.label_from_instance = lambda person: (  # type: ignore[attr-defined]
            f"{person.get_full_name()}, {person.job_title}" if person.job_title else str(person)
        )


class OwnerForm(PersonForm):
    """A form with an owner."""

    person = "owner"

    def clean(self) -> dict[str, Any]:
        """The owner's agency too: the one of theirs that was offered."""
        said = super().clean() or {}
        if owner := said.get("owner"):
            seats = owner.desk.seats
            said["agency"] = next(agency for _, agency in seats if agency.pk in self.agency_ids)
        return said


class AddActionForm(OwnerForm):
    """Who will do what by when. Owners are the people of the agencies that see the case."""

    wording = forms.CharField(
        label="What is to be done?", max_length=500, help_text="Start with a verb, like Visit"
    )
    owner = forms.ModelChoiceField(User.objects.none(), label="Owner")
    due_on = due_date()

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(sharing_agency_ids(case))


class EndActionForm(FilesForm):
    """What became of an action, with files that show it."""

    status = one_of(
        "What became of it?",
        [choice for choice in ActionStatus.choices if choice[0] != ActionStatus.OPEN],
    )
    outcome = long_text("What was done, or why not?", "The co-chairs will read this")
    evidence = forms.CharField(
        label="How can that be shown?",
        max_length=500,
        required=False,
        help_text="For example a letter's date, a log number, who saw it",
    )
    uploads = FilesField(
        label="Files that show it", required=False, help_text="They join the case's documents"
    )
    field_order = ("status", "outcome", "evidence", "uploads")


class ChangeDueForm(Form):
    """Another due date, and why."""

    due_on = due_date("New due date")
    reason = reason("Why does it need another date?")
    version = forms.IntegerField(widget=forms.HiddenInput)


class HandOverActionForm(OwnerForm):
    """Who does it from now on, and why."""

    owner = forms.ModelChoiceField(User.objects.none(), label="New owner")
    reason = reason("Why does somebody else do it?")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, action: Action, agency_ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(agency_ids, without=action.owner_id)


class ManagerForm(Form):
    """Who hears of an agency's overdue actions."""

    manager = forms.ModelChoiceField(
        User.objects.none(),
        label="Manager",
        help_text="They work on cases for this agency, and so can see what they are told of",
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = caseworkers([agency.pk]).order_by("family_name", "given_name")
        self.fields["manager"].queryset = people  # type: ignore[attr-defined]
