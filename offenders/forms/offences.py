"""Input checks for offences. They never save."""

from typing import Any

from django import forms

from offenders.forms.parts import long_text, radios
from offenders.models import OffenceCategory, OffenceStatus
from ui.forms import DateField, Form


class OffenceForm(Form):
    """One offence, on the day it was committed."""

    committed_on = DateField(label="Date of the offence", not_future=True)
    category = forms.ChoiceField(
        label="Category", choices=[("", "Select a category"), *OffenceCategory.choices]
    )
    status = radios("What has come of it?", OffenceStatus.choices)
    source = forms.CharField(
        label="Source", max_length=120, help_text="Who says so, for example the Metropolitan Police"
    )
    source_reference = forms.CharField(
        label="Their reference", max_length=60, required=False, help_text="Such as a crime number"
    )
    description = long_text("What happened?", required=False)


class ChangeOffenceForm(Form):
    """What has come of an offence since."""

    to = radios("What has come of it?", [])

    def __init__(self, *args: Any, allowed: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [choice for choice in OffenceStatus.choices if choice[0] in allowed]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
