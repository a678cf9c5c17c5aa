"""Input checks for planning a meeting, its agenda and its attendance."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Agency
from cases.forms.sections import long_text
from cases.models import Case
from offenders.models import Nominal
from panels.models import Meeting, Panel
from ui.dates import LONDON
from ui.forms import DateField, Form, TimeField

READ_BY_CHAIRS = "The co-chairs and the coordinator will read this"


class _WhenAndWhere(Form):
    """Day, time and place of a meeting."""

    day = DateField(
        label="Date",
        not_past=True,
        error_messages={"past": "Enter a date that is today or later"},
    )
    time = TimeField(label="Time")
    place = forms.CharField(label="Place", max_length=200, help_text="A room, or a link to join")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, time = cleaned.pop("day", None), cleaned.pop("time", None)
        if day and time:
            cleaned["starts_at"] = dt.datetime.combine(day, time, tzinfo=LONDON)
        return cleaned


class PlanMeetingForm(_WhenAndWhere):
    """Which panel meets, when and where."""

    panel: forms.ModelChoiceField[Panel] = forms.ModelChoiceField(None, label="Panel")
    field_order = ("panel", "day", "time", "place")

    def __init__(self, *args: Any, panels: QuerySet[Panel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["panel"].queryset = panels  # type: ignore[attr-defined]


class ChangeMeetingForm(_WhenAndWhere):
    """Another day, time or place."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        """What the form says before anything is changed."""
        local = timezone.localtime(meeting.starts_at, LONDON)
        return {
            "day": local.date(),
            "time": local.time(),
            "place": meeting.place,
            "version": meeting.version,
        }


class UrgentMeetingForm(_WhenAndWhere):
    """Day, place and agencies of a meeting about one case, and why it cannot wait."""

    panel: forms.ModelChoiceField[Panel] = forms.ModelChoiceField(None, label="Panel")
    agencies: forms.ModelMultipleChoiceField[Agency] = forms.ModelMultipleChoiceField(
        None,
        label="Who is asked to it?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select the agencies that are asked to it"},
    )
    reason = forms.CharField(
        label="Why can it not wait for the next meeting?",
        max_length=500,
        help_text="Everybody who is asked to it will read this",
    )
    field_order = ("panel", "day", "time", "place", "agencies", "reason")

    def __init__(
        self, *args: Any, panels: QuerySet[Panel], agencies: QuerySet[Agency], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["panel"].queryset = panels  # type: ignore[attr-defined]
        self.fields["agencies"].queryset = agencies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("starts_at") and cleaned["starts_at"] < timezone.now():
            self.add_error("time", "Enter a time that is still to come")
        return cleaned


class CancelForm(Form):
    """Why a meeting is called off."""

    reason = forms.CharField(
        label="Why is it cancelled?",
        max_length=500,
        help_text="Everybody who sees the meeting will read this. Do not name anybody",
    )


class _AddForm(Form):
    """What the meeting should hear, by its reference, and why."""

    example = ""
    reference = forms.CharField(max_length=16)
    reason = forms.CharField(
        label="Why should the meeting hear it?", max_length=500, help_text=READ_BY_CHAIRS
    )

    def __init__(self, *args: Any, rows: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.fields["reference"].help_text = f"For example, {self.example}"

    def _find(self, error: str) -> Any:
        """What has the reference that was typed, with or without its dashes."""
        typed = "".join(c for c in self.cleaned_data["reference"].upper() if c.isalnum())
        found = self.rows.filter(reference=f"{typed[:3]}-{typed[3:7]}-{typed[7:].zfill(4)}").first()
        if found is None:
            raise forms.ValidationError(f"{error}, like {self.example}")
        return found


class AddCaseForm(_AddForm):
    """A case by its reference, and why the meeting should hear it."""

    example = "CSM-2026-0042"

    def __init__(self, *args: Any, cases: QuerySet[Case], **kwargs: Any) -> None:
        super().__init__(*args, rows=cases, **kwargs)
        self.fields["reference"].label = "Case reference"

    def clean_reference(self) -> str:
        """An open case that this person sees."""
        self.cleaned_data["case"] = self._find("Enter the reference of an open case")
        return str(self.cleaned_data["case"].reference)


class AddNominalForm(_AddForm):
    """A nominal by their reference, and why the meeting should hear of them."""

    example = "IOM-2026-0007"

    def __init__(self, *args: Any, nominals: QuerySet[Nominal], **kwargs: Any) -> None:
        super().__init__(*args, rows=nominals, **kwargs)
        self.fields["reference"].label = "Reference of the nominal"
        self.fields["reason"].label = "Why should the meeting hear of them?"

    def clean_reference(self) -> str:
        """Somebody nominated or in the cohort."""
        error = "Enter the reference of somebody nominated or in the cohort"
        self.cleaned_data["nominal"] = self._find(error)
        return str(self.cleaned_data["nominal"].reference)


class TakeOffForm(Form):
    """Why a case comes off the agenda."""

    reason = forms.CharField(
        label="Why is it taken off?",
        max_length=500,
        help_text="This stays beside the case. The co-chairs and the coordinator will read it.",
    )


class MinutesForm(Form):
    """How long a case is given."""

    minutes = forms.IntegerField(
        label="Minutes",
        min_value=1,
        max_value=120,
        error_messages={
            "invalid": "Enter a number of minutes, like 12",
            "min_value": "Enter at least 1 minute",
            "max_value": "Enter at most 120 minutes",
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class OrderForm(Form):
    """The lines of an agenda in the order in which somebody put them, and the version they saw."""

    order = forms.CharField(max_length=4000)
    agenda_version = forms.IntegerField()

    def clean_order(self) -> list[int]:
        """Keys of lines, each once."""
        keys = self.cleaned_data["order"].split(",")
        if not all(key.isdecimal() and len(key) < 19 for key in keys) or len(set(keys)) < len(keys):
            raise forms.ValidationError("Enter the keys of the lines, each once")
        return [int(key) for key in keys]


class CommentForm(Form):
    """Something said about the agenda."""

    text = long_text("Comment", READ_BY_CHAIRS, max_length=2000)


class VersionForm(Form):
    """The version of the agenda that a co-chair has read."""

    agenda_version = forms.IntegerField(widget=forms.HiddenInput)


class DigestForm(Form):
    """The digest of the minutes that a co-chair has read."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
