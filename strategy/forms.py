"""Input checks for the strategy."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import Agency
from cases.forms.sections import long_text
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
