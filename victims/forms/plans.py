"""What a person needs, and the goals of their plan."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from ui.forms import DateField, Form
from victims.forms.fields import WORKERS_READ, radios, some_of, text_box
from victims.models import AssessmentStage, GoalOwner, NeedDomain, NeedLevel, OutcomeKind

STANDS = [
    ("", "Not assessed"),
    ("1", "1: very bad"),
    ("2", "2: bad"),
    ("3", "3: neither"),
    ("4", "4: good"),
    ("5", "5: very good"),
]


class GoalForm(Form):
    """One goal of the plan."""

    need = radios("What is it about?", [])
    goal = forms.CharField(label="Goal", max_length=500, help_text=WORKERS_READ)
    owner = radios("Whose is it to do?", GoalOwner.choices)
    due_on = DateField(label="By when?", not_past=True)

    def __init__(self, *args: Any, domains: Iterable[NeedDomain], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].choices = [(each.key, each.name) for each in domains]  # type: ignore[attr-defined]


class ReachGoalForm(Form):
    """When a goal was reached."""

    reached_on = DateField(label="When was it reached?", not_future=True)


class NeedsForm(Form):
    """Needs in each part of life, and where each of the four outcomes stands."""

    stage = radios("When is this?", AssessmentStage.choices)
    assessed_on = DateField(label="Date", not_future=True)

    def __init__(
        self,
        *args: Any,
        stages: list[str],
        since: dt.date,
        domains: Iterable[NeedDomain],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.since = since
        self.domains = list(domains)
        self.fields["stage"].choices = some_of(  # type: ignore[attr-defined]
            AssessmentStage.choices, stages
        )
        for each in self.domains:
            self.fields[f"need_{each.key}"] = radios(
                each.name, NeedLevel.choices, initial=NeedLevel.NOT_ASKED
            )
        for code, label in OutcomeKind.choices:
            self.fields[f"outcome_{code}"] = radios(
                f"{label}: where do they stand now?", STANDS, required=False
            )
        self.fields["note"] = text_box("Note", WORKERS_READ, required=False, max_length=12_000)

    def clean_assessed_on(self) -> dt.date:
        """Not before the referral."""
        day: dt.date = self.cleaned_data["assessed_on"]
        if day < self.since:
            raise forms.ValidationError("Enter a date on or after the day they were referred")
        return day

    def said(self) -> dict[str, Any]:
        """The assessment as the service takes it."""
        said = self.cleaned_data
        return {
            "stage": said["stage"],
            "assessed_on": said["assessed_on"],
            "needs": {each.key: said[f"need_{each.key}"] for each in self.domains},
            "outcomes": {
                code: int(said[f"outcome_{code}"])
                for code in OutcomeKind.values
                if said[f"outcome_{code}"]
            },
            "note": said["note"],
        }
