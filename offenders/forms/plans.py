"""Input checks for managing a nominal: officers, scores, pathways, visits. They never save."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from offenders.forms.parts import long_text, radios, seen_version
from offenders.models import (
    Need,
    NeedStage,
    OtherPanel,
    Pathway,
    PathwayReferralStatus,
    VisitKind,
    VisitOutcome,
)
from offenders.scores import INSTRUMENTS
from ui.dates import LONDON
from ui.forms import DateField, Form, TimeField


def _person(label: str, **more: Any) -> forms.ModelChoiceField[User]:
    field: forms.ModelChoiceField[User] = forms.ModelChoiceField(None, label=label, **more)
    return field


class ManagementForm(Form):
    """Who leads, who stands in, which other panels know them, how often they are seen."""

    lead_officer = _person("Lead officer", required=False, empty_label="Nobody yet")
    second_officer = _person("Second officer", required=False, empty_label="Nobody")
    other_panels = forms.MultipleChoiceField(
        label="Other panels that know them",
        choices=OtherPanel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only that they do. What those panels know stays with them",
    )
    contact_every_days = forms.IntegerField(
        label="See them every",
        required=False,
        min_value=1,
        max_value=365,
        help_text="In days. Leave empty if there is no contact plan",
        error_messages={
            "invalid": "Enter a whole number of days, like 7",
            "min_value": "Enter 1 day or more",
            "max_value": "Enter 365 days or fewer",
        },
    )
    contact_how = forms.CharField(label="How and where", max_length=200, required=False)
    version = seen_version()

    def __init__(self, *args: Any, managers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lead_officer", "second_officer"):
            self.fields[name].queryset = managers  # type: ignore[attr-defined]


class ScoreForm(Form):
    """A score that was worked out elsewhere."""

    instrument = radios("Instrument", [(name, name) for name in INSTRUMENTS])
    edition = forms.CharField(
        label="Version", max_length=40, help_text="The instrument's version, as it was printed"
    )
    value = forms.DecimalField(
        label="Score in percent",
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=6,
        decimal_places=2,
        error_messages={
            "invalid": "Enter a number, like 62 or 3.4",
            "min_value": "Enter 0 or more",
            "max_value": "Enter 100 or less",
        },
    )
    scored_on = DateField(label="Date of the score", not_future=True)
    scored_by = forms.CharField(
        label="Worked out by", max_length=120, help_text="An agency or a post"
    )


class NeedsForm(Form):
    """The need on each pathway."""

    stage = radios("When", NeedStage.choices)
    rated_on = DateField(label="Date of the rating", not_future=True)

    def __init__(self, *args: Any, pathways: Iterable[Pathway], **kwargs: Any) -> None:
        self.pathways = {f"need_{row.pk}": row for row in pathways}
        super().__init__(*args, **kwargs)
        for name, row in self.pathways.items():
            self.fields[name] = forms.TypedChoiceField(
                label=row.name,
                choices=[("", "Not rated"), *Need.choices],
                coerce=int,
                empty_value=None,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """At least one need is rated."""
        if not self.errors and not self.needs():
            self.add_error(None, "Rate the need on at least one pathway")
        return self.cleaned_data

    def needs(self) -> dict[Pathway, int]:
        """What was rated, by pathway."""
        said = self.cleaned_data
        return {row: said[name] for name, row in self.pathways.items() if said[name] is not None}


class PathwayReferralForm(Form):
    """A referral to a partner service."""

    pathway: forms.ModelChoiceField[Pathway] = forms.ModelChoiceField(
        None, label="Pathway", empty_label="Select a pathway"
    )
    service = forms.CharField(label="Service", max_length=120)
    referred_on = DateField(label="Date of the referral", not_future=True)

    def __init__(self, *args: Any, pathways: QuerySet[Pathway], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pathway"].queryset = pathways  # type: ignore[attr-defined]


class MovePathwayReferralForm(Form):
    """What has come of a referral."""

    to = radios("What has come of it?", [])
    on = DateField(label="When?", not_future=True)
    outcome = long_text("Outcome", required=False)

    def __init__(self, *args: Any, allowed: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [each for each in PathwayReferralStatus.choices if each[0] in allowed]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]


class VisitForm(Form):
    """A visit to plan."""

    kind = radios("How will they be seen?", VisitKind.choices)
    officer = _person("Officer", empty_label="Select an officer")
    day = DateField(label="Date")
    begins = TimeField(label="Time")
    is_alone = forms.BooleanField(label="The officer goes alone", required=False)
    check_in_time = TimeField(
        label="Will check in by",
        required=False,
        help_text="The same day. If no check-in is recorded by then, colleagues are told",
    )

    def __init__(self, *args: Any, managers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = managers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Whoever goes alone checks in after the visit begins."""
        said = self.cleaned_data
        if said.get("is_alone") and "begins" in said and "check_in_time" not in self.errors:
            ends = said.get("check_in_time")
            if ends is None or ends <= said["begins"]:
                text = "Enter when they will check in, after the visit begins"
                self.add_error("check_in_time", text)
        return said

    def said(self) -> dict[str, Any]:
        """The visit as the service takes it."""
        said = self.cleaned_data
        ends = said["check_in_time"] if said["is_alone"] else None
        return {
            "kind": said["kind"],
            "officer": said["officer"],
            "planned_at": _moment(said["day"], said["begins"]),
            "is_alone": said["is_alone"],
            "check_in_by": _moment(said["day"], ends) if ends else None,
        }


def _moment(day: dt.date, clock: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, clock), LONDON)


class CheckInForm(Form):
    """The officer is safe; what came of the visit."""

    outcome = radios("What came of it?", VisitOutcome.choices)
    note = long_text("Note", required=False)
