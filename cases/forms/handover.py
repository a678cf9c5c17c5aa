"""Input checks for handing over a leaver's work."""

from typing import Any

from django import forms

from accounts.models import Agency, User
from cases.queries.handover import receivers
from ui.forms import Form


class HandOverForm(Form):
    """The colleague who takes everything, and why."""

    to = forms.ModelChoiceField(
        User.objects.none(),
        label="Who takes it over?",
        help_text="A colleague of the same agency who works on cases. They are told by e-mail.",
    )
    reason = forms.CharField(
        label="Why?", max_length=500, help_text="The data protection officer will read this"
    )
    looked_at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, person: User, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = receivers(person, agency)  # type: ignore[attr-defined]
