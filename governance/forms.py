"""Input checks for retention rules."""

from django import forms

from governance.models import RetentionRule
from ui.forms import Form


class RetentionRuleForm(Form):
    """How long, on whose authority, and why it changes."""

    years = forms.IntegerField(label="Years", min_value=1, max_value=100)
    authority = forms.CharField(
        label="Policy or law", help_text="Where this period comes from.", max_length=300
    )
    reason = forms.CharField(
        label="Reason for the change", help_text="Whoever reads the log will see this."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, rule: RetentionRule, data: object = None) -> "RetentionRuleForm":
        """The form for a rule, showing what holds today."""
        now = {"years": rule.years, "authority": rule.authority, "version": rule.version}
        return cls(data, initial=now)
