"""Consent, contacts made and planned, and what is decided when nobody answers."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from ui.dates import say_date
from ui.forms import DateField, Form, TimeField
from victims.forms.fields import WORKERS_READ, radios, some_of, text_box
from victims.models import (
    ConsentBy,
    ConsentDecision,
    ContactOutcome,
    SupportReferral,
    TriesDecision,
    Way,
)


class ConsentForm(Form):
    """What the person said about support."""

    decision = radios("What did they say?", ConsentDecision.choices)
    given_by = radios("Who said it?", ConsentBy.choices, initial=ConsentBy.PERSON)
    how = radios("How were they asked?", Way.choices)
    decided_on = DateField(label="When?", not_future=True)


class ContactForm(Form):
    """One attempt to reach the person."""

    on = DateField(label="Date", not_future=True)
    time = TimeField(label="Time")
    way = radios("How?", Way.choices)
    outcome = radios("What came of it?", ContactOutcome.choices)
    is_incoming = forms.BooleanField(
        label="They got in touch with us",
        required=False,
        help_text="Their safe times and ways do not stop what they begin themselves",
    )
    is_support = forms.BooleanField(
        label="This talk was support",
        required=False,
        help_text="It starts their support, if nothing has yet. They must have consented",
    )
    note = text_box("Note", WORKERS_READ, required=False)
    next_due = DateField(
        label="Next contact due",
        required=False,
        not_past=True,
        help_text="Leave empty to have it worked out from the schedule in the settings",
    )

    def __init__(self, *args: Any, referral: SupportReferral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.referral = referral

    def clean_on(self) -> dt.date:
        """Not before the referral."""
        day: dt.date = self.cleaned_data["on"]
        if day < self.referral.referred_on:
            made = say_date(self.referral.referred_on)
            raise forms.ValidationError(f"Enter a date on or after {made}, when they were referred")
        return day

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("on") and said.get("time"):
            said["at"] = timezone.make_aware(dt.datetime.combine(said["on"], said["time"]))
            if said["at"] > timezone.now():
                self.add_error("time", "Enter a time that is not in the future")
        if said.get("is_support") and said.get("outcome") not in ("", None, ContactOutcome.SPOKE):
            self.add_error("is_support", "Only a talk is support. Untick this")
        return said

    def said(self) -> dict[str, Any]:
        """The attempt as the service takes it."""
        names = (
            "at",
            "way",
            "outcome",
            "is_incoming",
            "is_support",
            "note",
            "next_due",
        )
        return {name: self.cleaned_data[name] for name in names}


class PlanContactForm(Form):
    """A time to call or meet."""

    on = DateField(label="Date", not_past=True)
    time = TimeField(label="Time")
    way = radios("How?", some_of(Way.choices, (Way.PHONE, Way.TEXT, Way.VISIT)))
    about = forms.CharField(label="What about?", required=False, help_text=WORKERS_READ)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("on") and said.get("time"):
            said["at"] = timezone.make_aware(dt.datetime.combine(said["on"], said["time"]))
            if said["at"] <= timezone.now():
                self.add_error("time", "Enter a time that is still to come")
        return said

    def said(self) -> dict[str, Any]:
        """The plan as the service takes it."""
        return {name: self.cleaned_data[name] for name in ("at", "way", "about")}


class DecideTriesForm(Form):
    """Whether to keep trying somebody who does not answer."""

    decision = radios("What do you decide?", TriesDecision.choices)
    reason = text_box("Why?", WORKERS_READ, max_length=1000)
