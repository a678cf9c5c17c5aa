"""Input checks for planning a meeting, its agenda and its attendance."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.utils import timezone

from accounts.models import Agency
from cases.forms.sections import long_text
from cases.models import Case
from panels.models import Attendance, AttendanceStatus, Meeting, Panel
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


class AddCaseForm(Form):
    """A case by its reference, and why the meeting should hear it."""

    reference = forms.CharField(
        label="Case reference", max_length=16, help_text="For example, CSM-2026-0042"
    )
    reason = forms.CharField(
        label="Why should the meeting hear it?", max_length=500, help_text=READ_BY_CHAIRS
    )

    def __init__(self, *args: Any, cases: QuerySet[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = cases

    def clean_reference(self) -> str:
        """An open case that this person sees, with or without its dashes."""
        typed = "".join(c for c in self.cleaned_data["reference"].upper() if c.isalnum())
        reference = f"{typed[:3]}-{typed[3:7]}-{typed[7:].zfill(4)}"
        case = self.cases.filter(reference=reference).first()
        if case is None:
            raise forms.ValidationError("Enter the reference of an open case, like CSM-2026-0042")
        self.cleaned_data["case"] = case
        return reference


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


class CommentForm(Form):
    """Something said about the agenda."""

    text = long_text("Comment", READ_BY_CHAIRS, max_length=2000)


class VersionForm(Form):
    """The version of the agenda that a co-chair has read."""

    agenda_version = forms.IntegerField(widget=forms.HiddenInput)


class DigestForm(Form):
    """The digest of the minutes that a co-chair has read."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


@dataclass(frozen=True)
class SeatFields:
    """One row of the attendance form."""

    seat: Attendance
    fields: tuple[BoundField, ...]


class AttendanceForm(Form):
    """Every seat of a meeting in one form. Each carries the version that the person saw."""

    NAMES = ("version", "name", "status", "information_sent", "confidentiality_signed")

    def __init__(self, *args: Any, seats: Iterable[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A seat that somebody added after this page was read is not on it.
        self.seats = [each for each in seats if self._has(each)]
        for seat in self.seats:
            self._add(seat)

    def _add(self, seat: Attendance) -> None:
        who = seat.agency.name
        fields: dict[str, forms.Field] = {
            "version": forms.IntegerField(widget=forms.HiddenInput, initial=seat.version),
            "name": forms.CharField(
                label=f"Name, {who}", max_length=200, required=False, initial=seat.name
            ),
            "status": forms.ChoiceField(
                label=f"Attendance, {who}",
                choices=AttendanceStatus.choices,
                required=False,
                initial=seat.status,
            ),
            "information_sent": forms.BooleanField(
                label="Information sent", required=False, initial=seat.information_sent
            ),
            "confidentiality_signed": forms.BooleanField(
                label="Statement signed", required=False, initial=seat.confidentiality_signed
            ),
        }
        for name, field in fields.items():
            self.fields[f"{name}_{seat.pk}"] = field

    def _has(self, seat: Attendance) -> bool:
        return not self.is_bound or f"version_{seat.pk}" in self.data

    def show_others(self, saved: Iterable[Attendance]) -> None:
        """Say what somebody else saved meanwhile, keep what was typed, and let saving again replace
        theirs."""
        typed: Any = self.data
        self.data = typed = typed.copy()
        for seat in saved:
            name, who = f"version_{seat.pk}", seat.name or "nobody named"
            if name in self.fields and self.cleaned_data[name] != seat.version:
                typed[name] = str(seat.version)
                self.add_error(
                    f"status_{seat.pk}",
                    f"Somebody else has just recorded {seat.agency}, {who}: "
                    f"{seat.get_status_display().lower()}. Save again to replace it",
                )

    def rows(self) -> Iterator[SeatFields]:
        """Seat by seat, for the table."""
        for seat in self.seats:
            yield SeatFields(seat, tuple(self[f"{name}_{seat.pk}"] for name in self.NAMES))

    def said(self) -> dict[int, dict[str, Any]]:
        """What was set of each seat, as `services.save_attendance` takes it."""
        return {
            seat.pk: {name: self.cleaned_data[f"{name}_{seat.pk}"] for name in self.NAMES}
            for seat in self.seats
        }


class AddAttendanceForm(Form):
    """Somebody else who came."""

    agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(None, label="Agency")
    name = forms.CharField(label="Name", max_length=200)
    status = forms.ChoiceField(
        label="Attendance", choices=AttendanceStatus.choices, required=False, initial="present"
    )

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
