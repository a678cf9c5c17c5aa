"""Input checks for joiners and leavers."""

from django import forms
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Agency, AgencyKind, Role
from accounts.queries import is_taken
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


class AddAgencyForm(Form):
    """A partner agency."""

    name = forms.CharField(label="Name")
    short_name = forms.CharField(
        label="Short name", max_length=60, help_text="As it stands in lists, like Police"
    )
    kind = forms.ChoiceField(label="Kind", choices=AgencyKind.choices)
    is_core = forms.BooleanField(label="A core member of the CS MARAC", required=False)

    def clean_name(self) -> str:
        """A name that no agency has yet; its address is made from it."""
        name = str(self.cleaned_data["name"])
        self.slug = slugify(name)[:50]
        if not self.slug or is_taken(name, self.slug):
            raise forms.ValidationError("Enter a name that no other agency has")
        return name


class SucceedAgencyForm(Form):
    """Who does an agency's work from a day on."""

    successor = forms.ModelChoiceField(Agency.objects.none(), label="Agency that follows it")
    on = DateField(label="First day of the new agency")

    def __init__(self, *args: object, agencies: "object", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = agencies  # type: ignore[attr-defined]


class EndMembershipForm(Form):
    """The first day without access, and why."""

    ends = DateField(label="First day without access", initial=timezone.localdate)
    reason = forms.CharField(
        label="Reason", help_text="The data protection officer will read this.", max_length=500
    )
