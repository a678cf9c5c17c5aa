"""Input checks for case reviews. They never save."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Agency, User
from cases.models import AsbCategory, Case
from reviews import queries
from reviews.models import (
    AppealOutcome,
    Applicant,
    Attendance,
    HowApplied,
    HowTold,
    Involvement,
    Recommendation,
    Reply,
    ThresholdOutcome,
)
from ui.forms import DateField, Form, PostcodeField

READERS = "Everybody who sees this application will read this"
YES_NO = (("yes", "Yes"), ("no", "No"))


def _radios(label: str, choices: Any, help_text: str = "", **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, help_text=help_text, widget=forms.RadioSelect, **more
    )


def _yes_or_no(label: str, help_text: str = "", **more: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=YES_NO,
        coerce=lambda said: said == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        **more,
    )


def _text(label: str, help_text: str = READERS, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": 4}), **more
    )


def _agency() -> "forms.ModelChoiceField[Agency]":
    return forms.ModelChoiceField(Agency.objects.none(), label="Agency")


class LogReviewForm(Form):
    """An application as it came in."""

    received_on = DateField(label="Date it was received", not_future=True)
    how_applied = _radios("How did they apply?", HowApplied.choices)
    applicant = _radios("Who applies?", Applicant.choices)
    applicant_name = forms.CharField(
        label="Applicant's name", required=False, help_text="If it is not the victim"
    )
    relation = forms.CharField(
        label="What are they to the victim?",
        required=False,
        help_text="For example, daughter, ward councillor",
    )
    victim_consents = _yes_or_no(
        "Does the victim agree to it?",
        "Only if somebody else applies. Ask before anything is told to the applicant",
        required=False,
    )
    person = forms.CharField(
        label="Victim's reference in Concord",
        required=False,
        help_text="Such as P-000123, if they are known. Their reported incidents then count",
    )
    person_name = forms.CharField(
        label="Victim's name", required=False, help_text="If they are not known yet"
    )
    by_several = forms.BooleanField(
        label="Several people apply together, and each has complained", required=False
    )
    cases = forms.CharField(
        label="Cases it is about",
        required=False,
        help_text="References like CSM-2026-0042, with a space between. Leave empty for none",
    )
    postcode = PostcodeField(label="Postcode where it happens", required=False)
    contact = forms.CharField(
        label="How do they want to be told?",
        required=False,
        help_text="A way and a time. Ask the victim service first whether it is safe",
    )
    asks = _text("What do they ask for, and what has been done so far?")

    def __init__(self, *args: Any, user: User, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        harmed = queries.harmed_people(case, user) if case else []
        if harmed:
            choices = [(person.reference, person.full_name) for person in harmed]
            self.fields["person"] = _radios("Which victim?", [*choices, ("", "Somebody else")])
            self.fields["person"].required = False
            self.initial.setdefault("person", harmed[0].reference)

    def clean_person(self) -> Any:
        """The person behind a reference."""
        reference = self.cleaned_data["person"].strip()
        if not reference:
            return None
        person = queries.person_by_reference(self.user, reference)
        if person is None:
            raise ValidationError("Enter the reference of a person that you may see")
        return person

    def clean_cases(self) -> list[Case]:
        """The cases behind the references."""
        wanted = [each for each in re.split(r"[\s,;]+", self.cleaned_data["cases"]) if each]
        found = queries.cases_by_reference(self.user, wanted) if wanted else []
        missing = {each.upper() for each in wanted} - {case.reference for case in found}
        if missing:
            raise ValidationError(
                f"Enter references of cases that you see in full: not {', '.join(sorted(missing))}"
            )
        return found

    def clean(self) -> dict[str, Any]:
        """Somebody is named; an application for somebody says by whom, and whether they agree."""
        said = super().clean() or {}
        if "person" in said and not said["person"] and not said.get("person_name"):
            self.add_error("person_name", "Enter the victim's name, or their reference")
        if said.get("applicant") and said["applicant"] != Applicant.VICTIM:
            if not said.get("applicant_name"):
                self.add_error("applicant_name", "Enter the name of whoever applies")
            if said.get("victim_consents") is None and said["applicant"] != Applicant.BUSINESS:
                self.add_error("victim_consents", "Answer whether the victim agrees to it")
        return said


class AcknowledgeForm(Form):
    """When and how the applicant was told that it has come in."""

    acknowledged_on = DateField(label="Date it was acknowledged", not_future=True)
    how = forms.CharField(label="How?", help_text="For example, by phone, and who spoke to them")


class ComplaintForm(Form):
    """A report that stands in no case's log."""

    happened_on = DateField(label="Date it happened", not_future=True)
    reported_on = DateField(label="Date it was reported", not_future=True)
    reported_to = forms.CharField(
        label="Who was told?", help_text="For example, police or the landlord"
    )
    report_reference = forms.CharField(label="Their reference", max_length=60, required=False)
    category = forms.ChoiceField(
        label="Heading", choices=[("", "Select a heading"), *AsbCategory.choices]
    )
    postcode = PostcodeField(label="Postcode where it happened", required=False)


class LinkCaseForm(Form):
    """A case that the application is about."""

    case = forms.CharField(label="Case", help_text="A reference like CSM-2026-0042")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_case(self) -> Case:
        """The case behind the reference."""
        found = queries.cases_by_reference(self.user, [self.cleaned_data["case"].strip()])
        if not found:
            raise ValidationError("Enter the reference of a case that you see in full")
        return found[0]


class AskForm(Form):
    """Which agency is asked, and what."""

    agency = _agency()
    asks = _text(
        "What is it asked for?",
        "What was reported to it, what it did and when. The agency may then read the application",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = queries.agencies_now()  # type: ignore[attr-defined]


class AnswerRequestForm(Form):
    """What the agency says."""

    answer = _text("What was reported to you, what did you do, and when?")


class DecideThresholdForm(Form):
    """What the relevant bodies decided. `seen` is the count they decided on."""

    outcome = _radios("What was decided?", ThresholdOutcome.choices)
    decided_on = DateField(label="Date of the decision", not_future=True)
    persistence = _text("Persistence of the behaviour", "If it was weighed", required=False)
    harm = _text("Harm, or potential for harm", "If it was weighed", required=False)
    adequacy = _text("Adequacy of the response", "If it was weighed", required=False)
    reason = _text(
        "Why?",
        "Needed unless the number alone meets the threshold. The applicant may be told this",
        required=False,
    )
    correction = _text(
        "Is the number wrong?",
        "Only if the number meets the threshold and you decide that it is not met: say which "
        "complaint does not count, and why",
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput)


class AttendanceForm(Form):
    """Whether the victim comes, and what part they want."""

    attendance = _radios("Was the victim offered to attend?", Attendance.choices)
    attendance_on = DateField(label="Date it was offered or decided", not_future=True)
    reason = _text(
        "Why not, if it was not offered?",
        "The guidance expects an offer, of the first meeting too",
        required=False,
    )
    involvement = _radios(
        "What part do they want to have?",
        Involvement.choices,
        "The victim chooses, and may change their mind",
        required=False,
    )
    statement = _text("Their statement", "In their own words, as they gave it", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Not to offer takes a reason; an offer has an answer."""
        said = super().clean() or {}
        if said.get("attendance") == Attendance.NO and not said.get("reason"):
            self.add_error("reason", "Say why it was not offered")
        if said.get("attendance") == Attendance.YES and not said.get("involvement"):
            self.add_error("involvement", "Select what part they want to have")
        return said


class MemberForm(Form):
    """Somebody of a partner, with an account here or without."""

    agency = _agency()
    user = forms.ModelChoiceField(
        User.objects.none(),
        label="Their account",
        required=False,
        help_text="They may then read this application",
    )
    name = forms.CharField(label="Or their name", required=False, help_text="Without an account")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = queries.agencies_now()  # type: ignore[attr-defined]
        self.fields["user"].queryset = queries.possible_members()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Somebody is named."""
        said = super().clean() or {}
        if not said.get("user") and not said.get("name"):
            self.add_error("name", "Select an account, or enter a name")
        return said


class HoldReviewForm(Form):
    """The review as it was held."""

    held_on = DateField(label="Date it was held", not_future=True)
    chair = forms.CharField(label="Chair")
    chair_body = forms.CharField(label="Chair's organisation")
    is_independent = _yes_or_no(
        "Is the chair independent?", "Of every body whose response is reviewed"
    )
    victim_attended = _yes_or_no(
        "Did the victim, or somebody for them, attend?", "Any part of the meeting counts"
    )
    findings = _text("What did the review find?", "The applicant is told this in your words")


class RecommendationForm(Form):
    """What is asked of an agency, and by when it replies."""

    agency = _agency()
    text = _text("What does the review recommend?", "One thing. The agency will read this")
    reply_due_on = DateField(label="Reply due", not_past=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = queries.agencies_now()  # type: ignore[attr-defined]


class ReplyForm(Form):
    """An agency's reply."""

    reply = _radios(
        "What is the reply?",
        [choice for choice in Reply.choices if choice[0] != Reply.WAITING],
    )
    replied_on = DateField(label="Date of the reply", not_future=True)
    reason = _text("Why?", "Needed if it is refused, or accepted in part", required=False)


class DoneForm(Form):
    """That a recommendation was carried out."""

    done_on = DateField(label="Date it was done", not_future=True)
    how = _text("What was done?")


def form_for(recommendation: Recommendation) -> type[ReplyForm] | type[DoneForm]:
    """What an agency says next about a recommendation."""
    return ReplyForm if recommendation.reply == Reply.WAITING else DoneForm


class TellOutcomeForm(Form):
    """When and how the applicant was told the outcome, and what."""

    told_on = DateField(label="Date they were told", not_future=True)
    how = forms.CharField(label="How?", help_text="For example, letter and a call, by whom")
    what = _text(
        "What were they told?",
        "The outcome, each recommendation, and how to appeal. Nothing about other people",
    )


class AppealForm(Form):
    """An appeal as it came in."""

    received_on = DateField(label="Date it was received", not_future=True)
    grounds = _text("Why do they appeal?")


class DecideAppealForm(Form):
    """What somebody other than the chair decided."""

    outcome = _radios("What was decided?", AppealOutcome.choices)
    decided_on = DateField(label="Date of the decision", not_future=True)
    decided_by = forms.CharField(
        label="Who decided it?", help_text="Name and organisation: not the chair of the review"
    )
    reason = _text("Why?", "The applicant is told this")


class EndForm(Form):
    """When and why an application ends."""

    ended_on = DateField(label="Date", not_future=True)
    reason = _text("Why?")


class TellRightsForm(Form):
    """When, how and by whom a victim was told of their right."""

    told_on = DateField(label="Date they were told", not_future=True)
    how = _radios("How?", HowTold.choices)
    told_by = forms.CharField(label="Who explained it?", help_text="Name and agency")
