"""Input checks for support. They never save."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Agency
from cases.models import Party
from ui.dates import say_date
from ui.forms import DateField, Form, PhoneField, TimeField
from victims.models import (
    ConsentDecision,
    ContactOutcome,
    EndReason,
    GoalOwner,
    NeedDomain,
    OutcomeKind,
    OutcomeResult,
    Priority,
    Recommendation,
    SupportReferral,
    Way,
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
WORKERS_READ = "Only your service's victim workers will read this"


def _radios(label: str, choices: Any, help_text: str = "", **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, help_text=help_text, widget=forms.RadioSelect, **more
    )


def _text(label: str, help_text: str = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": 4}), **more
    )


class PartyField(forms.ModelChoiceField[Party]):
    """A person in a case, by name and role."""

    def label_from_instance(self, obj: Party) -> str:
        """Their name, and what they are in the case."""
        return f"{obj.person.full_name} ({obj.get_role_display().lower()})"


class ReferVictimForm(Form):
    """Whom to refer to which victim service, and how urgently."""

    party = PartyField(None, label="Person", widget=forms.RadioSelect, empty_label=None)
    provider: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        None, label="Victim service", empty_label=None
    )
    priority = _radios(
        "Priority",
        Priority.choices,
        "Enhanced: first contact within 1 working day. Standard: within 2.",
        initial=Priority.STANDARD,
    )
    reasons = _text(
        "What makes it enhanced?",
        "For example: violence with injury, domestic abuse, young, vulnerable, repeat victim, "
        "persistently targeted. The support worker will read this",
        required=False,
        max_length=500,
    )

    def __init__(
        self, *args: Any, parties: QuerySet[Party], providers: QuerySet[Agency], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]
        self.fields["provider"].queryset = providers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("priority") == Priority.ENHANCED and not said.get("reasons"):
            self.add_error("reasons", "Enter what makes it enhanced")
        return said


class ConsentForm(Form):
    """What the person said about support."""

    decision = _radios("What did they say?", ConsentDecision.choices)
    how = _radios("How were they asked?", Way.choices)
    decided_on = DateField(label="When?", not_future=True)


class ContactForm(Form):
    """One attempt to reach the person."""

    on = DateField(label="Date", not_future=True)
    time = TimeField(label="Time")
    way = _radios("How?", Way.choices)
    outcome = _radios("What came of it?", ContactOutcome.choices)
    is_support = forms.BooleanField(
        label="This talk was support",
        required=False,
        help_text="It starts their support, if nothing has yet. They must have consented",
    )
    note = _text("Note", WORKERS_READ, required=False)
    next_due = DateField(
        label="Next contact due",
        required=False,
        not_past=True,
        help_text="Leave empty for 10 working days after a talk, 2 after anything else",
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
        names = ("at", "way", "outcome", "is_support", "note", "next_due")
        return {name: self.cleaned_data[name] for name in names}


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
    address = _text("Safe postal address", required=False, max_length=500)
    safe_ways = forms.MultipleChoiceField(
        label="Which ways of reaching them are safe?",
        choices=Way.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Every other way is stopped when somebody records it",
        error_messages={"required": "Select at least one way"},
    )
    no_voicemail = forms.BooleanField(label="Leave no voicemail", required=False, initial=True)
    safe_times = forms.CharField(
        label="Safe times", required=False, help_text="For example, weekdays between 10am and 2pm"
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


class GoalForm(Form):
    """One goal of the plan."""

    need = _radios("What is it about?", NeedDomain.choices)
    goal = forms.CharField(label="Goal", max_length=500, help_text=WORKERS_READ)
    owner = _radios("Whose is it to do?", GoalOwner.choices)
    due_on = DateField(label="By when?", not_past=True)


class ReachGoalForm(Form):
    """When a goal was reached."""

    reached_on = DateField(label="When was it reached?", not_future=True)


def _of(reasons: tuple[EndReason, ...]) -> list[tuple[str, str]]:
    return [(reason.value, str(reason.label)) for reason in reasons]


class CloseSupportForm(Form):
    """Why support ends, and how each of the four outcomes stands."""

    reason = _radios("Why does support end?", _of(SUPPORT_ENDS))
    health = _radios(OutcomeKind.HEALTH.label, OutcomeResult.choices)
    coping = _radios(OutcomeKind.COPING.label, OutcomeResult.choices)
    safety = _radios(OutcomeKind.SAFETY.label, OutcomeResult.choices)
    informed = _radios(OutcomeKind.INFORMED.label, OutcomeResult.choices)
    note = _text("Note", WORKERS_READ, required=False)

    def said(self) -> dict[str, Any]:
        """The closure as the service takes it."""
        return {
            "reason": self.cleaned_data["reason"],
            "note": self.cleaned_data["note"],
            "outcomes": {kind: self.cleaned_data[kind] for kind in OutcomeKind.values},
        }


class DeclineSupportForm(Form):
    """Why a referral does not come to support."""

    reason = _radios("Why are they not supported?", _of(NEVER_SUPPORTED))
    note = _text("Note", WORKERS_READ, required=False)


class SurveyForm(Form):
    """When the survey was sent and how, and the answer once there is one."""

    how = _radios("How is it sent?", Way.choices)
    asked_on = DateField(label="Sent on", not_future=True)
    would_recommend = _radios(
        "Would they recommend the service to others?",
        [("", "No answer"), *Recommendation.choices],
        required=False,
    )
    answered_on = DateField(label="Answered on", required=False, not_future=True)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        answer, day, asked = (
            said.get("would_recommend"),
            said.get("answered_on"),
            said.get("asked_on"),
        )
        if answer and not day and "answered_on" not in self.errors:
            self.add_error("answered_on", "Enter the date they answered")
        if day and not answer:
            self.add_error("would_recommend", "Select what they answered")
        if day and asked and day < asked:
            self.add_error("answered_on", "Enter a date on or after the day the survey was sent")
        return said
