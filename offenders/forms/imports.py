"""Input checks for a partner's spreadsheet. They never save."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from ui.forms import Form

LARGEST = 5 * 1024 * 1024


class UploadOffencesForm(Form):
    """A spreadsheet of offences."""

    source = forms.CharField(
        label="Who sent it?",
        max_length=120,
        help_text="It becomes the source of each offence, for example the Metropolitan Police",
    )
    file = forms.FileField(
        label="File",
        help_text="CSV or Excel, up to 5 MB and 5,000 rows. Nothing is kept before you confirm",
        allow_empty_file=True,
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Small enough to preview."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError("Choose a file of at most 5 MB")
        return file


class ConfirmForm(Form):
    """Nothing to choose: the good rows come in."""
