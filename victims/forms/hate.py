"""Third-party reports of hate crime."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from ui.forms import DateField, Form
from victims.forms.fields import WORKERS_READ, radios, text_box, ticks
from victims.models import (
    CentreStaff,
    ReportingCentre,
    Strand,
    SupportAnswer,
    ToPolice,
)


class CentreForm(Form):
    """A place where people may report."""

    name = forms.CharField(label="Name of the centre")
    opened_on = DateField(label="Opened on", not_future=True)
    closed_on = DateField(label="Closed on", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        opened, closed = said.get("opened_on"), said.get("closed_on")
        if opened and closed and closed < opened:
            self.add_error("closed_on", "Enter a date on or after the day it opened")
        return said


class CentreStaffForm(Form):
    """Somebody trained to take reports."""

    name = forms.CharField(label="Name")
    trained_on = DateField(label="Trained on", not_future=True)
    refresh_by = DateField(label="To be refreshed by", required=False)


class StaffField(forms.ModelChoiceField[CentreStaff]):
    """Somebody at a centre."""

    def label_from_instance(self, obj: CentreStaff) -> str:
        """Their name and centre."""
        return f"{obj.name}, {obj.centre.name}"


class HateReportForm(Form):
    """What somebody reported."""

    centre: forms.ModelChoiceField[ReportingCentre] = forms.ModelChoiceField(
        None, label="Where did they report it?"
    )
    taken_by = StaffField(None, label="Who took the report?", required=False)
    reported_on = DateField(label="When did they report it?", not_future=True)
    happened_on = DateField(label="When did it happen?", required=False, not_future=True)
    strands = ticks("What was the hostility towards?", Strand.choices, "Tick all that apply")
    account = text_box("What happened, in their words?", f"No names. {WORKERS_READ}")
    is_anonymous = forms.BooleanField(label="They want to stay anonymous", required=False)
    to_police = radios("Does it go to the police?", ToPolice.choices)
    consents_to_share = forms.BooleanField(
        label="They agree that partners are told what happened", required=False
    )
    support = radios("Were they offered support?", SupportAnswer.choices)
    given_name = forms.CharField(
        label="First name", required=False, max_length=100, help_text="Only if they want support"
    )
    family_name = forms.CharField(
        label="Last name", required=False, max_length=100, help_text="Only if they want support"
    )

    def __init__(
        self,
        *args: Any,
        centres: QuerySet[ReportingCentre],
        staff: QuerySet[CentreStaff],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["centre"].queryset = centres  # type: ignore[attr-defined]
        self.fields["taken_by"].queryset = staff  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        named = said.get("given_name") or said.get("family_name")
        wants = said.get("support") == SupportAnswer.ACCEPTED
        if said.get("is_anonymous"):
            self._check_anonymous(said, bool(named), wants)
        elif wants:
            for name in ("given_name", "family_name"):
                if not said.get(name):
                    self.add_error(name, "Enter their name, so that support can begin")
        elif named:
            self.add_error("given_name", "Take the name out: it is kept only for support")
        staff, centre = said.get("taken_by"), said.get("centre")
        if staff and centre and staff.centre_id != centre.pk:
            self.add_error("taken_by", "Select somebody of that centre")
        if staff and said.get("reported_on") and not staff.is_ready(said["reported_on"]):
            self.add_error("taken_by", "Select somebody whose training was in date on that day")
        return said

    def _check_anonymous(self, said: dict[str, Any], named: bool, wants: bool) -> None:
        if said.get("to_police") == ToPolice.PASSED:
            self.add_error("to_police", "Select a way that keeps their name out")
        if named:
            self.add_error("given_name", "Take the name out: they want to stay anonymous")
        if wants:
            self.add_error("support", "Support needs a name. Select another answer, or ask again")

    def said(self) -> dict[str, Any]:
        """The report as the service takes it."""
        said = dict(self.cleaned_data)
        given, family = said.pop("given_name"), said.pop("family_name")
        if given and family:
            said["person"] = {"given_name": given, "family_name": family}
        return said
