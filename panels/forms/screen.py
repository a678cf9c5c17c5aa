"""Input checks for what is said about a case in a meeting. Choices are lists that the page has
read already, so that drawing the forms costs no query."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from accounts.models import Agency, Membership
from cases.forms.sections import long_text, one_of
from cases.models import HARMED_ROLES, ActionStatus, Handling, Party, RiskBand
from offenders.models import Cohort, LeavingReason, Rag
from panels.models import ABOUT_CASES, AgendaItem, Decision, SharedFact, handling_choices
from panels.workflow import HEARD_AGAIN, OPEN_TO, WITH_RAG
from ui.forms import DateField, Form
from victims.models import Priority

IN_SLOTS = "What agencies share goes in its own slots above."
OF_NOMINALS = "This goes into the minutes. Those who manage offenders will read it."
IN_MINUTES = "This goes into the minutes. Agencies that see the case in full will read it."


NEEDED_FOR: dict[str, Sequence[Decision]] = {
    "cohort": (Decision.SELECT,),
    "leaving_reason": (Decision.DESELECT,),
    "rag": WITH_RAG,
}
MISSING = {
    "cohort": "Select the cohort that they join",
    "leaving_reason": "Select why they leave",
    "rag": "Select how they stand",
}


class _RecordForm(Form):
    """What the panel noted, and the marks of what the page showed."""

    prefix = "record"
    facts_shared = long_text(
        "What the panel noted",
        f"{IN_SLOTS} {IN_MINUTES}",
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)


class RecordForm(_RecordForm):
    """What was shared about a case, the risk now, the decision and its reason."""

    risk_band = one_of("How high is the risk now?", RiskBand.choices)
    decision = one_of("Decision", [(each.value, each.label) for each in ABOUT_CASES])
    decision_reason = long_text("Reason for the decision", IN_MINUTES)
    next_review_on = DateField(
        label="Hear it again on or after",
        help_text="For a case that stays open or is monitored. For example, 27 3 2027",
        required=False,
        not_past=True,
        error_messages={"past": "Enter a review date that is today or later"},
    )
    field_order = ("facts_shared", "risk_band", "decision", "decision_reason", "next_review_on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        again = cleaned.get("decision") in HEARD_AGAIN
        if again and not cleaned.get("next_review_on") and "next_review_on" not in self.errors:
            self.add_error("next_review_on", "Enter the date from which it is heard again")
        if not again:
            cleaned["next_review_on"] = None
        return cleaned


class NominalRecordForm(_RecordForm):
    """What was shared about a nominal, the decision with what belongs to it, and how they stand."""

    decision = one_of("Decision", [])
    cohort = one_of("If they join: which cohort?", Cohort.choices, required=False)
    leaving_reason = one_of("If they leave: why?", LeavingReason.choices, required=False)
    decision_reason = long_text("Reason for the decision", OF_NOMINALS)
    rag = one_of("If they join or stay: how do they stand?", Rag.choices, required=False)
    next_review_on = DateField(
        label="Next review",
        help_text="Leave empty for the interval that your partnership has set for the colour",
        required=False,
        not_past=True,
    )
    field_order = (
        "facts_shared",
        "decision",
        "cohort",
        "leaving_reason",
        "decision_reason",
        "rag",
        "next_review_on",
    )

    def __init__(self, *args: Any, decisions: Sequence[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facts_shared"].help_text = f"{IN_SLOTS} {OF_NOMINALS}"
        choices = [(each.value, each.label) for each in Decision if each in decisions]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]
        for name, decision in NEEDED_FOR.items():
            if not set(decision) & set(decisions):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """What does not belong to the decision is not kept; what it needs is asked for."""
        cleaned = super().clean() or {}
        decided = cleaned.get("decision", "")
        for name, needed in MISSING.items():
            if decided not in NEEDED_FOR[name]:
                cleaned[name] = ""
            elif not cleaned.get(name) and name not in self.errors:
                self.add_error(name, needed)
        if decided not in WITH_RAG:
            cleaned["next_review_on"] = None
        return cleaned


def record_form(item: AgendaItem, *args: Any, **kwargs: Any) -> RecordForm | NominalRecordForm:
    """The form for what is heard. A decision that was recorded stays among those of a nominal,
    although they stand elsewhere since."""
    if item.nominal is None:
        return RecordForm(*args, **kwargs)
    record = getattr(item, "record", None)
    decided = (Decision(record.decision),) if record else ()
    return NominalRecordForm(
        *args, decisions=(*OPEN_TO.get(item.nominal.status, ()), *decided), **kwargs
    )


class FactForm(Form):
    """What one agency shares: whose it is, fact or opinion, how it may be passed on."""

    prefix = "fact"
    agency = forms.ChoiceField(label="Who shares it?")
    text = forms.CharField(
        label="What do they share?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=12_000,
        help_text="In their words. Its handling says which agencies will read it.",
    )
    is_opinion = forms.TypedChoiceField(
        label="Fact or opinion?",
        choices=[("no", "Fact"), ("yes", "Opinion")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    handling = one_of("How may it be passed on?", Handling.choices, initial=Handling.SHARE)

    def __init__(
        self, *args: Any, item: AgendaItem, agencies: Iterable[Agency], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        handling = handling_choices(of_nominal=item.nominal_id is not None)
        self.fields["handling"].choices = handling  # type: ignore[attr-defined]
        self.agencies = {str(each.pk): each for each in agencies}
        choices = [(pk, each.name) for pk, each in self.agencies.items()]
        self.fields["agency"].choices = [("", "Choose an agency"), *choices]  # type: ignore[attr-defined]

    def clean_agency(self) -> Agency:
        """The agency that shares it."""
        return self.agencies[self.cleaned_data["agency"]]


class ChangeFactForm(FactForm):
    """The same, of something written down already."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def initial_of(fact: SharedFact) -> dict[str, Any]:
        """What was written down, as it stands."""
        return {
            "agency": str(fact.agency_id),
            "text": fact.text,
            "is_opinion": "yes" if fact.is_opinion else "no",
            "handling": fact.handling,
            "version": fact.version,
        }


class FateForm(Form):
    """What became of an earlier action."""

    fate = one_of(
        "What became of it?",
        [choice for choice in ActionStatus.choices if choice[0] != ActionStatus.OPEN],
    )
    note = forms.CharField(
        label="What was done, or why not?",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=IN_MINUTES,
        max_length=2000,
    )


class SetActionForm(Form):
    """Who will do what by when: one of the people whose agencies see the case."""

    prefix = "action"
    wording = forms.CharField(
        label="What is to be done?", max_length=500, help_text="Start with a verb, like Visit"
    )
    owner = forms.ChoiceField(
        label="Owner", help_text="People of the agencies that the case is shared with"
    )
    due_on = DateField(
        label="Due date",
        not_past=True,
        error_messages={"past": "Enter a due date that is today or later"},
    )

    def __init__(self, *args: Any, owners: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {str(each.pk): each for each in owners}
        choices = [(pk, f"{each.user}, {each.agency.name}") for pk, each in self.owners.items()]
        self.fields["owner"].choices = [("", "Choose a person"), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if seat := self.owners.get(cleaned.get("owner", "")):
            cleaned.update(owner=seat.user, agency=seat.agency)
        return cleaned


class ReferPartyForm(Form):
    """Who is referred to Victim Support, how soon, and why that soon."""

    prefix = "refer"
    party = forms.ChoiceField(label="Who is referred?", widget=forms.RadioSelect)
    priority = one_of("Priority", Priority.choices, initial=Priority.STANDARD)
    reasons = forms.CharField(
        label="What makes it enhanced?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only the victim service will read this. Leave empty for standard priority.",
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {str(each.pk): each for each in parties if each.role in HARMED_ROLES}
        self.fields["party"].choices = [  # type: ignore[attr-defined]
            (pk, f"{each.person.full_name}, {each.get_role_display().lower()}")
            for pk, each in self.parties.items()
        ]

    def clean_party(self) -> Party:
        """The person in the case."""
        return self.parties[self.cleaned_data["party"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("priority") == Priority.ENHANCED and not cleaned.get("reasons"):
            self.add_error("reasons", "Enter what makes it enhanced")
        return cleaned
