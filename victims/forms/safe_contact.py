"""The door to safe contact, what it holds, and who else may read it."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from ui.forms import DateField, Form, PhoneField, TimeField
from victims.forms.fields import text_box, ticks
from victims.models import Way, Weekday


class OpenSafeContactForm(Form):
    """Why the safe contact is to be read."""

    reason = forms.CharField(
        label="Why do you need to see it now?",
        help_text="The data protection officer will read this",
    )


class SafeContactForm(Form):
    """How a person can safely be reached. `version` is what the writer saw; 0 for nothing yet."""

    phone = PhoneField(label="Safe phone number", required=False)
    email = forms.EmailField(label="Safe email address", required=False)
    address = text_box("Safe postal address", required=False, max_length=500)
    safe_ways = forms.MultipleChoiceField(
        label="Which ways of reaching them are safe?",
        choices=Way.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Every other way is stopped when somebody records it",
        error_messages={"required": "Select at least one way"},
    )
    no_voicemail = forms.BooleanField(label="Leave no voicemail", required=False, initial=True)
    only_through_another = forms.BooleanField(
        label="Reach them only through somebody else",
        required=False,
        help_text="Say who under “Who may answer”. Texts, emails and letters are then stopped",
    )
    safe_days = ticks(
        "On which days is it safe?", Weekday.choices, "Leave all empty for any day", required=False
    )
    safe_from = TimeField(label="Safe from", required=False)
    safe_until = TimeField(label="Safe until", required=False)
    safe_times = forms.CharField(
        label="More about safe times",
        required=False,
        help_text="For example, not in school holidays",
    )
    code_word = forms.CharField(label="Code word", required=False, max_length=60)
    who_may_answer = forms.CharField(
        label="Who may answer", required=False, help_text="Who else can safely take a call"
    )
    interpreter = forms.CharField(
        label="Interpreter", required=False, max_length=100, help_text="Language, if one is needed"
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["safe_days"] = [int(day) for day in said.get("safe_days", [])]
        since, until = said.get("safe_from"), said.get("safe_until")
        if since and until and since >= until:
            self.add_error("safe_until", "Enter a time after the time it is safe from")
        if said.get("only_through_another") and not said.get("who_may_answer"):
            self.add_error("who_may_answer", "Enter through whom they are reached")
        ways = said.get("safe_ways", [])
        needs = {
            "phone": {Way.PHONE, Way.TEXT},
            "email": {Way.EMAIL},
            "address": {Way.POST},
        }
        for name, meant in needs.items():
            if meant.intersection(ways) and name in said and not said[name]:
                label = str(self.fields[name].label)
                self.add_error(name, f"Enter the {label[:1].lower()}{label[1:]}")
        return said


class NameReaderForm(Form):
    """A colleague who may read a person's safe contact, until a day."""

    user: forms.ModelChoiceField[User] = forms.ModelChoiceField(None, label="Who?")
    until = DateField(label="Until which day?", not_past=True)
    reason = forms.CharField(
        label="Why do they need it?", help_text="The data protection officer will read this"
    )

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = colleagues  # type: ignore[attr-defined]
