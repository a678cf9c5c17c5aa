"""Input checks for settings."""

from typing import Any

from django import forms

from cases.forms.sections import long_text
from cases.settings_choice import Choice
from ui.forms import DateField, Form


class ChangeSettingForm(Form):
    """The new value, the day from which it applies, and why."""

    value: forms.Field
    valid_from = DateField(
        label="From which day?",
        not_past=True,
        help_text="Today or later, for example 27 3 2026. What applied before stays as it was.",
    )
    reason = forms.CharField(
        label="Why?", max_length=500, help_text="Who decided it, and when. This is kept."
    )

    def __init__(self, *args: Any, choice: Choice, **kwargs: Any) -> None:
        self.base_fields = {"value": _value_field(choice), **type(self).base_fields}  # type: ignore[misc]
        super().__init__(*args, **kwargs)


def _value_field(choice: Choice) -> forms.Field:
    if choice.is_text:
        return long_text(choice.label, choice.help)
    return forms.IntegerField(
        label=f"{choice.label} ({choice.unit})",
        help_text=f"{choice.help} From {choice.lowest} to {choice.highest}.",
        min_value=choice.lowest,
        max_value=choice.highest,
        error_messages={
            "invalid": f"Enter a whole number of {choice.unit}",
            "min_value": f"Enter {choice.lowest} or more",
            "max_value": f"Enter {choice.highest} or less",
        },
    )
