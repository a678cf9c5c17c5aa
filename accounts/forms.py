"""Input checks for joiners and leavers."""

from django import forms
from django.utils import timezone

from accounts.models import Agency, Role
from ui.forms import DateField, Form


class AddMemberForm(Form):
    """A person, the agency they act for and what they do for it."""

    email = forms.EmailField(label="Work e-mail address")
    given_name = forms.CharField(label="Given name", max_length=100)
    family_name = forms.CharField(label="Family name", max_length=100)
    job_title = forms.CharField(label="Job title", max_length=120, required=False)
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency")
    role = forms.ChoiceField(label="Role", choices=Role.choices)
    starts = DateField(label="First day", initial=timezone.localdate)

    def __init__(self, *args: object, agencies: "object", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class EndMembershipForm(Form):
    """The first day without access, and why."""

    ends = DateField(label="First day without access", initial=timezone.localdate)
    reason = forms.CharField(
        label="Reason", help_text="The data protection officer will read this.", max_length=500
    )
