"""Input checks for the lists that a partnership keeps."""

from typing import Any

from django import forms

from cases.models import NAME_LENGTH, KeptEntry
from ui.forms import Form


class EntryForm(Form):
    """An entry: what it is called, where it stands, whether it is offered."""

    name = forms.CharField(label="Name", max_length=NAME_LENGTH)
    position = forms.IntegerField(
        label="Place in the list", min_value=0, max_value=999, help_text="The lowest comes first"
    )
    is_in_use = forms.BooleanField(
        label="It is in use",
        required=False,
        initial=True,
        help_text="If not, nobody can choose it any more. What was written with it stays.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    def clean_name(self) -> str:
        """A name with a letter or a figure in it."""
        name: str = self.cleaned_data["name"]
        if not any(each.isalnum() for each in name):
            raise forms.ValidationError("Enter a name with letters in it")
        return name

    def initial_of(self, row: KeptEntry) -> dict[str, Any]:
        """What the form says before anything is changed."""
        return {name: getattr(row, name) for name in self.fields}
