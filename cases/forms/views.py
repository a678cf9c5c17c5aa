"""Input checks for saved views."""

from django import forms

from ui.forms import Form


class SaveViewForm(Form):
    """A name for what the list shows now, and whether colleagues see it too."""

    name = forms.CharField(
        label="Name",
        max_length=80,
        help_text="Name nobody: colleagues may read it. For example, Overdue in Homes",
    )
    is_shared = forms.BooleanField(label="Share it with my agency", required=False)
