"""Input checks for custody. They never save."""

from typing import Any

from django import forms

from offenders.forms.parts import long_text, radios, seen_version
from offenders.models import CustodyKind
from ui.forms import DateField, Form


class CustodyForm(Form):
    """A time in custody."""

    kind = radios("Why", CustodyKind.choices)
    started_on = DateField(label="First day in custody", not_future=True)
    released_on = DateField(
        label="Day of release",
        required=False,
        not_future=True,
        help_text="Leave empty while they are inside",
    )
    release_expected_on = DateField(label="Release expected on", required=False)
    establishment = forms.CharField(label="Where", max_length=120, required=False)
    recall_reason = long_text("Why were they recalled?", required=False)
    source = forms.CharField(
        label="Source", max_length=120, help_text="Who says so, for example the Probation Service"
    )

    def clean(self) -> dict[str, Any]:
        """A recall has a reason."""
        said = self.cleaned_data
        if said.get("kind") == CustodyKind.RECALL and not said.get("recall_reason"):
            self.add_error("recall_reason", "Enter why they were recalled")
        return said


class ChangeCustodyForm(Form):
    """Where somebody is, when they are expected out, and that they are out."""

    release_expected_on = DateField(label="Release expected on", required=False)
    released_on = DateField(label="Day of release", required=False, not_future=True)
    establishment = forms.CharField(label="Where", max_length=120, required=False)
    version = seen_version()


class ReleaseContactForm(Form):
    """Who is to hear of a release."""

    who = forms.CharField(
        label="Who is to be told?",
        max_length=120,
        help_text="A service or a post, like Victim Contact Unit. Never a victim's name, address "
        "or number: their own service reaches them",
    )


class ToldForm(Form):
    """When they were told."""

    told_on = DateField(label="Day they were told", not_future=True)
