"""Input checks for the assessment's pages; forms never save."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from assessment.models import SourceKind
from assessment.period_names import parse_period
from assessment.periods import BadPeriod, Period
from places.models import Area
from places.queries import area_named
from ui.forms import Form

LARGEST_UPLOAD = 40 * 1024 * 1024


class UploadForm(Form):
    """A published file to bring in."""

    kind = forms.ChoiceField(
        label="What the file holds",
        choices=SourceKind.choices,
        widget=forms.RadioSelect,
        initial=SourceKind.RECORDED_CRIME,
    )
    period = forms.CharField(
        required=False,
        label="Period of the survey",
        help_text="Only for a survey, whose file does not say it: for example 2016, 2015/16 or "
        "April 2015 to March 2021",
        max_length=40,
    )
    file = forms.FileField(
        label="File",
        help_text="CSV as published, or a return as CSV or Excel, up to 40 MB. You see what it "
        "holds before anything is kept.",
        allow_empty_file=True,
    )

    def clean(self) -> dict[str, Any]:
        """A survey is of a period; the period of other files stands in them."""
        if self.cleaned_data.get("kind") != SourceKind.SURVEY:
            self.cleaned_data["period"] = ""
            self.errors.pop("period", None)
            return self.cleaned_data
        try:
            self.cleaned_data["period"] = parse_period(self.cleaned_data.get("period", "")).slug
        except BadPeriod as error:
            self.add_error("period", str(error))
        return self.cleaned_data

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_UPLOAD:
            raise forms.ValidationError("Choose a file of at most 40 MB.")
        return file


class ConfirmImportForm(Form):
    """The choice that lets unknown names through."""

    accept_unknown = forms.BooleanField(
        required=False,
        label="Count the unknown names in the totals under their own name",
        help_text="They appear in the summary as printed. An unknown area is never ranked.",
    )
    has_unknown = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """What the preview showed comes back with the form, so that nothing is read again."""
        if self.cleaned_data.get("has_unknown") and not self.cleaned_data.get("accept_unknown"):
            self.add_error(
                "accept_unknown", "Choose to count the unknown names, or discard the file."
            )
        return self.cleaned_data


class TakeFiguresForm(Form):
    """Which period and area to take."""

    year = forms.CharField(
        label="Period",
        help_text="For example, 2016/17, 2016, Q3 2016/17, March 2017, 12 months to March 2017, "
        "April 2014 to March 2017 or since April 2014",
        max_length=40,
    )
    area = forms.CharField(label="Area", help_text="A borough, like Barnet", max_length=150)

    def clean_year(self) -> Period:
        try:
            return parse_period(self.cleaned_data["year"])
        except BadPeriod as error:
            raise forms.ValidationError(str(error)) from error

    def clean_area(self) -> Area:
        area = area_named(self.cleaned_data["area"])
        if area is None:
            raise forms.ValidationError("Enter the name of a borough whose figures are held.")
        return area
