"""Input checks for who came to a meeting, as what, and who signed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField

from accounts.models import Agency
from panels.models import AgendaItem, Attendance, AttendanceStatus, SeatKind
from panels.queries.meetings import caseworker
from ui.forms import Form

MEETING_KINDS = [each for each in SeatKind.choices if each[0] != SeatKind.ONE_CASE]


@dataclass(frozen=True)
class SeatFields:
    """One row of the attendance form."""

    seat: Attendance
    fields: dict[str, BoundField]


class AttendanceForm(Form):
    """Every seat of a meeting in one form. Each carries the version that the person saw."""

    NAMES = ("version", "name", "status", "information_sent", "confidentiality_signed", "kind")

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
        if seat.item_id is None:
            fields["kind"] = forms.ChoiceField(
                label=f"As what, {who}", choices=MEETING_KINDS, initial=seat.kind, required=False
            )
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

    def _names(self, seat: Attendance) -> tuple[str, ...]:
        """Somebody who is there for one case stays that."""
        return self.NAMES if seat.item_id is None else self.NAMES[:-1]

    def rows(self) -> Iterator[SeatFields]:
        """Seat by seat, for the table."""
        for seat in self.seats:
            yield SeatFields(seat, {name: self[f"{name}_{seat.pk}"] for name in self._names(seat)})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for seat in self.seats:
            name = f"kind_{seat.pk}"
            if name in self.fields and name not in self.errors:
                cleaned[name] = cleaned.get(name) or seat.kind
        return cleaned

    def said(self) -> dict[int, dict[str, Any]]:
        """What was set of each seat, as `services.save_attendance` takes it."""
        return {
            seat.pk: {name: self.cleaned_data[f"{name}_{seat.pk}"] for name in self._names(seat)}
            for seat in self.seats
        }


class AddAttendanceForm(Form):
    """Somebody else who came: as what, and for which case if only for one."""

    agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(None, label="Agency")
    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(
        label="As what?",
        choices=SeatKind.choices,
        widget=forms.RadioSelect,
        initial=SeatKind.DEPUTY,
    )
    item = forms.ChoiceField(
        label="For which case?",
        required=False,
        help_text="Only for somebody who is there for one case. They see nothing of the others.",
    )
    email = forms.EmailField(
        label="Email address they sign in with",
        required=False,
        help_text="If they have an account, so that they sign the statement on their own screen",
    )
    status = forms.ChoiceField(
        label="Attendance", choices=AttendanceStatus.choices, required=False, initial="present"
    )

    def __init__(
        self,
        *args: Any,
        agencies: QuerySet[Agency],
        items: Iterable[AgendaItem] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = {str(each.pk): each for each in items}
        choices = [(pk, each.reference) for pk, each in self.items.items()]
        self.fields["item"].choices = [("", "Not for one case only"), *choices]  # type: ignore[attr-defined]
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["item"] = self.items.get(cleaned.get("item", ""))
        for_one = cleaned.get("kind") == SeatKind.ONE_CASE
        if for_one and not cleaned["item"] and "item" not in self.errors:
            self.add_error("item", "Select the case for which they are there")
        if not for_one:
            cleaned["item"] = None
        agency, email = cleaned.get("agency"), cleaned.pop("email", "")
        cleaned["user"] = caseworker(agency, email) if agency and email else None
        if email and agency and cleaned["user"] is None:
            self.add_error("email", f"Nobody of {agency} works on cases with this address")
        return cleaned
