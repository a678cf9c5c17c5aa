"""Input checks for the same change to many rows."""

from typing import Any

from django import forms

from accounts.models import User
from cases.forms.action import OwnerForm, PersonForm, due_date, reason
from cases.forms.case import ShareCaseForm
from cases.forms.sections import long_text
from ui.forms import DateField, Form

LOGGED = "The data protection officer will read this"


class BulkForm(Form):
    """What is said of all rows. `agency_ids` are the agencies whose people may be chosen."""

    def __init__(self, *args: Any, agency_ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self, PersonForm):
            self.offer(agency_ids)


class BulkDueForm(BulkForm):
    """One due date for all, and why."""

    due_on = due_date("New due date for all of them")
    reason = reason()


class BulkHandOverForm(BulkForm, OwnerForm):
    """One new owner for all, of the agency that the actions are for."""

    owner = forms.ModelChoiceField(
        User.objects.none(),
        label="New owner of all of them",
        help_text="Only actions of this person's own agency are handed over",
    )
    reason = reason()


class BulkEndForm(BulkForm):
    """Why none of them is possible any more."""

    outcome = long_text("Why are they no longer possible?", "The co-chairs will read this")


class BulkLeadForm(BulkForm, PersonForm):
    """One lead officer for all, of the agency that leads the cases."""

    person = "lead_officer"
    lead_officer = forms.ModelChoiceField(
        User.objects.none(),
        label="New lead officer of all of them",
        help_text="Only cases that this person's own agency leads are given",
    )
    reason = reason(help_text=LOGGED)


class BulkReviewForm(BulkForm):
    """One day for the next review of all."""

    next_review_on = DateField(label="Next review of all of them", not_past=True)


class BulkShareForm(BulkForm, ShareCaseForm):
    """One agency that sees all of these cases, how much of them, and why."""


class BulkAcknowledgeForm(BulkForm):
    """Nothing to say: looking at the list and confirming is all."""


class BulkAuthorForm(BulkForm, PersonForm):
    """One colleague who writes all of these drafts from now on."""

    person = "author"
    author = forms.ModelChoiceField(User.objects.none(), label="Who writes them from now on?")
    reason = reason(help_text=LOGGED)
