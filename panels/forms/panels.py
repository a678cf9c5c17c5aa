"""Input checks for a panel's terms and who belongs to it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Agency, User
from panels.models import MemberKind, Panel
from panels.queries.meetings import caseworker
from ui.forms import DateField, Form, ModelForm

TERMS = (
    "name",
    "terms",
    "gateway",
    "confidentiality_statement",
    "takes_referrals",
    "co_chairs_needed",
    "quorum",
    "referral_deadline_days",
    "papers_working_days",
    "minutes_working_days",
    "minutes_a_case",
    "cases_a_meeting",
)


class PanelForm(ModelForm[Panel]):
    """The terms of a panel."""

    class Meta:
        model = Panel
        fields = TERMS


class ChangePanelForm(PanelForm):
    """The terms of a panel, with the version that the person saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class CoChairForm(Form):
    """Who chairs the panel, from when."""

    user: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        None, label="Person", help_text="People who hold the role of co-chair"
    )
    starts = DateField(label="First day", initial=timezone.localdate)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]


class MemberForm(Form):
    """Which agency joins the panel, and its single point of contact."""

    agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(None, label="Agency")
    kind = forms.ChoiceField(
        label="How does it attend?",
        choices=MemberKind.choices,
        widget=forms.RadioSelect,
        initial=MemberKind.CORE,
    )
    contact_email = forms.EmailField(
        label="Work e-mail address of its point of contact",
        required=False,
        help_text="Papers go to this person; without one, to everybody who works on cases there",
    )
    starts = DateField(label="First day", initial=timezone.localdate)

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        email, agency = cleaned.pop("contact_email", ""), cleaned.get("agency")
        if email and agency:
            cleaned["contact"] = caseworker(agency, email)
            if cleaned["contact"] is None:
                self.add_error("contact_email", f"Enter the address of somebody at {agency}")
        return cleaned


class EndForm(Form):
    """The first day without, and why."""

    ends = DateField(label="First day without", initial=timezone.localdate)
    reason = forms.CharField(
        label="Reason", help_text="The data protection officer will read this", max_length=500
    )
