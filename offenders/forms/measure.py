"""Input checks for the settings of the measure."""

from django import forms

from offenders.measure import Settings
from offenders.models import Cohort, OffenceCategory
from ui.forms import Form


class MeasureForm(Form):
    """The settings of the measure."""

    marks_optional = False
    cohort = forms.ChoiceField(
        label="Cohort", choices=[("", "All"), *Cohort.choices], required=False
    )
    category = forms.ChoiceField(
        label="Category of offence", choices=[("", "All"), *OffenceCategory.choices], required=False
    )
    proven_only = forms.BooleanField(label="Only proven offences", required=False)
    custody_in = forms.BooleanField(
        label="Leave days in custody in",
        required=False,
        help_text="They are taken out unless you tick this",
    )
    until_left = forms.BooleanField(
        label="Follow leavers only until they left",
        required=False,
        help_text="They are followed to today unless you tick this",
    )
    minimum_days = forms.IntegerField(
        label="Fewest days at risk",
        required=False,
        min_value=1,
        max_value=365,
        error_messages={
            "invalid": "Enter a whole number of days, like 90",
            "min_value": "Enter 1 day or more",
            "max_value": "Enter 365 days or fewer",
        },
    )

    def settings(self, default: Settings) -> Settings:
        """The settings chosen; the defaults where none or a wrong one was."""
        if not self.is_valid():
            return default
        said = self.cleaned_data
        return Settings(
            proven_only=said["proven_only"],
            minimum_days=said["minimum_days"] or default.minimum_days,
            custody_out=not said["custody_in"],
            follow_leavers=not said["until_left"],
            category=said["category"],
        )

    def chosen_cohort(self) -> str:
        """The cohort chosen; empty for all."""
        return str(self.cleaned_data.get("cohort", "")) if self.is_valid() else ""
