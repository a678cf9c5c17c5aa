"""The Victims' Code checklist, complaints, and the link to a person's own page."""

from typing import Any

from django import forms

from ui.forms import DateField, Form
from victims.forms.fields import radios, some_of, text_box
from victims.models import ComplaintOutcome, RightState, Way


class RightForm(Form):
    """What became of one right. `version` is what the writer saw; 0 for nothing yet."""

    state = radios("What became of it?", RightState.choices)
    on = DateField(label="When?", not_future=True)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class ComplaintForm(Form):
    """What a person complains of."""

    about = forms.CharField(
        label="Which body is it about?", help_text="For example, the police, or our own service"
    )
    received_on = DateField(label="When did they complain?", not_future=True)
    what = text_box("What do they complain of?", "You and your service's managers will read this")


class AnswerComplaintForm(Form):
    """How a complaint was answered."""

    outcome = radios("How was it decided?", ComplaintOutcome.choices)
    answered_on = DateField(label="When were they told?", not_future=True)
    answer = text_box("What were they told?", "Whoever wrote it down, and managers, will read this")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, received_on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.received_on = received_on

    def clean_answered_on(self) -> Any:
        """Not before the complaint."""
        day = self.cleaned_data["answered_on"]
        if day < self.received_on:
            raise forms.ValidationError("Enter a date on or after the day they complained")
        return day


class MakeLinkForm(Form):
    """How the link to a person's own page is sent."""

    way = radios(
        "How will you give them the link?",
        some_of(Way.choices, (Way.TEXT, Way.EMAIL, Way.VISIT)),
        "A way that their safe contact forbids is stopped",
    )
