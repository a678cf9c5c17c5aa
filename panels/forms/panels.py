"""Input checks for a panel's terms and who belongs to it."""

from itertools import chain
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Agency, User
from panels.models import MemberKind, Panel, PanelMember
from panels.queries.meetings import caseworker
from ui.forms import DateField, Form, ModelForm

TERMS = {
    "about": (
        "name",
        "kind",
        "terms",
        "gateway",
        "confidentiality_statement",
        "takes_referrals",
        "co_chairs_needed",
        "quorum",
    ),
    "days": (
        "cadence",
        "week_of_month",
        "weekday",
        "every_weeks",
        "usual_time",
        "usual_place",
        "meeting_minutes",
    ),
    "deadlines": (
        "referral_deadline_days",
        "papers_working_days",
        "minutes_working_days",
        "minutes_a_case",
        "cases_a_meeting",
    ),
    "information": (
        "asks_everybody",
        "answers_are_open",
        "answers_working_days",
        "chase_before_working_days",
        "chase_after_working_days",
    ),
}
"""The terms of a panel by the page that asks for them."""

MOST_DEPUTIES = 5


class PanelForm(ModelForm[Panel]):
    """One page of a panel's terms; a new panel begins with the first, the rest as usual."""

    class Meta:
        model = Panel
        fields = tuple(chain.from_iterable(TERMS.values()))
        widgets: ClassVar = {"cadence": forms.RadioSelect, "kind": forms.RadioSelect}

    def __init__(self, *args: Any, section: str = "about", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.Meta.fields).difference(TERMS[section]):
            del self.fields[name]

    def clean_every_weeks(self) -> int:
        """At least one week, at most a year."""
        weeks: int = self.cleaned_data["every_weeks"]
        if not 1 <= weeks <= 52:
            raise forms.ValidationError("Enter a number of weeks from 1 to 52")
        return weeks

    def clean_meeting_minutes(self) -> int:
        """A length that a calendar can show."""
        minutes: int = self.cleaned_data["meeting_minutes"]
        if not 15 <= minutes <= 600:
            raise forms.ValidationError("Enter a number of minutes from 15 to 600")
        return minutes


class ChangePanelForm(PanelForm):
    """One page of a panel's terms, with the version that the person saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class CoChairForm(Form):
    """Who chairs the panel, from when."""

    user: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        None, label="Person", help_text="People who hold the role of co-chair"
    )
    deputy: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        None, label="Deputy", required=False, help_text="Stands in for them: either may agree"
    )
    starts = DateField(label="First day", initial=timezone.localdate)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]
        self.fields["deputy"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("deputy") and cleaned["deputy"] == cleaned.get("user"):
            self.add_error("deputy", "Choose somebody else: nobody is their own deputy")
        return cleaned


class DeputyForm(Form):
    """Who stands in for a co-chair."""

    deputy: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        None,
        label="Deputy",
        required=False,
        empty_label="Nobody",
        help_text="People who hold the role of co-chair. Either may agree.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = people  # type: ignore[attr-defined]


class _Attends(Form):
    """How an agency attends, and who speaks for it."""

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
    deputies = forms.CharField(
        label="Work e-mail addresses of their deputies",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One on each line. They are told what the point of contact is told",
    )

    def _settle(self, agency: Agency | None, cleaned: dict[str, Any]) -> dict[str, Any]:
        """Turn addresses into people who work on cases for the agency."""
        email, lines = cleaned.pop("contact_email", ""), cleaned.pop("deputies", "")
        if agency is None:
            return cleaned
        contact = caseworker(agency, email) if email else None
        if email and contact is None:
            self.add_error("contact_email", f"Enter the address of somebody at {agency}")
        found = {line: caseworker(agency, line) for line in lines.split()[: MOST_DEPUTIES + 1]}
        if len(found) > MOST_DEPUTIES:
            self.add_error("deputies", f"Enter {MOST_DEPUTIES} addresses or fewer")
        for line, person in found.items():
            if person is None:
                self.add_error("deputies", f"{line} is nobody who works on cases at {agency}")
        return {
            **cleaned,
            "contact": contact,
            "deputies": [each for each in found.values() if each],
        }


class MemberForm(_Attends):
    """Which agency joins the panel, and who speaks for it."""

    agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(None, label="Agency")
    starts = DateField(label="First day", initial=timezone.localdate)
    field_order = ("agency", "kind", "contact_email", "deputies", "starts")

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        return self._settle(cleaned.get("agency"), cleaned)


class ChangeMemberForm(_Attends):
    """How an agency attends from now on; `version` is the one that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency

    def clean(self) -> dict[str, Any]:
        return self._settle(self.agency, super().clean() or {})

    @staticmethod
    def initial_of(member: PanelMember) -> dict[str, Any]:
        """What the form says before anything is changed."""
        return {
            "kind": member.kind,
            "contact_email": member.contact.email if member.contact else "",
            "deputies": "\n".join(person.email for person in member.deputies.all()),
            "version": member.version,
        }


class EndForm(Form):
    """The first day without, and why."""

    ends = DateField(label="First day without", initial=timezone.localdate)
    reason = forms.CharField(
        label="Reason", help_text="The data protection officer will read this", max_length=500
    )
