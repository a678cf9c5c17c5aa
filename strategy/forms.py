"""Input checks for the strategy."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import Agency, User
from accounts.queries import people_with_a_desk
from cases.forms.sections import long_text
from strategy.models import PlanStatus, PriorityRag
from ui.forms import DateField, Form


class _Versioned(Form):
    """A form that carries the version of the row that the person saw; 0 for a new one."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class StrategyForm(_Versioned):
    """A strategy and its period."""

    title = forms.CharField(label="Title", max_length=200)
    starts = DateField(label="First day")
    ends = DateField(label="Last day")
    statement = long_text("Statement", "What the partnership sets out to do", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", "Enter a last day that is after the first day")
        return cleaned


class ObjectiveForm(_Versioned):
    """An objective."""

    title = forms.CharField(label="Objective", max_length=200)
    text = long_text("What would be different?", required=False)


class PriorityForm(_Versioned):
    """A priority and the agency that answers for it."""

    title = forms.CharField(label="Priority", max_length=200)
    agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        None, label="Agency that answers for it"
    )
    text = long_text("What is to be done?", required=False)

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class TargetForm(_Versioned):
    """What is to be reached."""

    wording = forms.CharField(
        label="What is to be reached?",
        max_length=300,
        help_text="So that anybody can say later whether it was. For example, nine in ten first "
        "visits within five working days",
    )
    due_on = DateField(label="By when?", required=False)


class StepForm(_Versioned):
    """Who will do what by when."""

    wording = forms.CharField(
        label="What is to be done?", max_length=300, help_text="Start with a verb. Name no case"
    )
    owner: forms.ModelChoiceField[User] = forms.ModelChoiceField(None, label="Who will do it?")
    due_on = DateField(
        label="Due date",
        not_past=True,
        error_messages={"past": "Enter a due date that is today or later"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people_with_a_desk()  # type: ignore[attr-defined]


class EndStepForm(Form):
    """What came of a step."""

    status = forms.ChoiceField(
        label="What came of it?",
        choices=[(each.value, each.label) for each in (PlanStatus.DONE, PlanStatus.DROPPED)],
        widget=forms.RadioSelect,
    )
    outcome = forms.CharField(
        label="What was done, or why is it dropped?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ProgressForm(Form):
    """How a priority stands."""

    rag = forms.ChoiceField(
        label="How does it stand?", choices=PriorityRag.choices, widget=forms.RadioSelect
    )
    text = long_text("Why?", "The board reads this. Name nobody", max_length=4000)
