"""The coordinator's answers to a referral, and the referrer's replies to questions."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from accounts.models import Agency, User
from accounts.queries import current_agencies
from cases.forms.referral import BY_KEY, REPLY, SECTIONS, read_content
from cases.forms.sections import long_text
from cases.models import HARMED_ROLES, Case, Referral, ReferralQuestion
from cases.queries import possible_people
from cases.queries.lists import open_case_named
from cases.routing import ANSWERS, Proposal
from cases.services.content import PersonSaid
from people.models import Person
from ui.forms import Form

ASK = "ask-"


class WhoIsWhoForm(Form):
    """Who of the people named is already known."""

    reason = long_text("Why?", "The referrer and the co-chairs will read this")

    def __init__(self, *args: Any, by: User, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.content = read_content(referral)
        self.matches: dict[int, dict[str, Person]] = {}
        for position, said in enumerate(self.content.people):
            found = possible_people(by, said)
            if found:
                self.matches[position] = {person.reference: person for person in found}
                self.fields[f"person_{position}"] = self._who(said, found)

    @staticmethod
    def _who(said: PersonSaid, found: list[Person]) -> forms.ChoiceField:
        known = [
            (person.reference, f"{person.full_name}, {_born(person)} ({person.reference})")
            for person in found
        ]
        return forms.ChoiceField(
            label=f"Is {said.full_name} already known?",
            choices=[*known, ("new", "No, this is somebody else")],
            widget=forms.RadioSelect,
            help_text=f"Referred as {said.full_name}, {_born(said)}",
            error_messages={"required": f"Say whether {said.full_name} is already known"},
        )

    @property
    def known(self) -> dict[int, Person]:
        """Positions in the referral's people, with the known person each turned out to be."""
        chosen = {pos: self.cleaned_data[f"person_{pos}"] for pos in self.matches}
        return {
            pos: self.matches[pos][reference]
            for pos, reference in chosen.items()
            if reference != "new"
        }

    def may_be(self, *, harmed: bool) -> list[int]:
        """The known people who may be those named as harmed, or as alleged to cause it."""
        return [
            person.pk
            for position, found in self.matches.items()
            if (self.content.people[position].role in HARMED_ROLES) == harmed
            for person in found.values()
        ]


class AcceptReferralForm(WhoIsWhoForm):
    """Why, with whom the case is shared, and who of the people named is already known."""

    reason = long_text("Why is it accepted?", "The referrer and the co-chairs will read this")
    share_with = forms.ModelMultipleChoiceField(
        Agency.objects.none(),
        label="Which agencies need to see the case?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="The referring agency sees it in any case. Core members are ticked.",
    )

    def __init__(self, *args: Any, by: User, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, by=by, referral=referral, **kwargs)
        agencies = current_agencies().exclude(pk=referral.agency_id)
        field = self.fields["share_with"]
        field.queryset = agencies  # type: ignore[attr-defined]
        field.initial = list(agencies.filter(is_core=True).values_list("pk", flat=True))


class MatchReferralForm(WhoIsWhoForm):
    """Which open case it belongs to, why, and who of the people named is already known."""

    reference = forms.CharField(
        label="Case reference", max_length=20, help_text="An open case, for example CSM-2026-0042"
    )
    reason = long_text("Why does it belong there?", "The referrer and the co-chairs will read this")
    field_order = ("reference", "reason")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.by = by

    def clean_reference(self) -> Case:
        """An open case that the coordinator sees in full."""
        case = open_case_named(self.by, self.cleaned_data["reference"])
        if case is None:
            raise forms.ValidationError("Enter the reference of an open case, like CSM-2026-0042")
        return case


def _born(person: Person | PersonSaid) -> str:
    born = person.date_of_birth
    return f"born {born:%-d %B %Y}" if born else "date of birth not known"


class ReturnReferralForm(Form):
    """The coordinator's questions: one in general, and one beside each section."""

    reason = long_text("A question about the whole referral", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in SECTIONS:
            label = f"A question about “{section.title}”"
            self.fields[f"{ASK}{section.key}"] = forms.CharField(
                label=label, required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
            )

    def clean(self) -> dict[str, Any]:
        """At least one question."""
        said = super().clean() or {}
        if not self.errors and not any(said.values()):
            self.add_error("reason", "Ask at least one question, here or about a section")
        return said

    @property
    def questions(self) -> dict[str, str]:
        """Section to question; no section for the one about the whole."""
        said = {"": self.cleaned_data["reason"]}
        said.update({key: self.cleaned_data[f"{ASK}{key}"] for key in BY_KEY})
        return {section: text for section, text in said.items() if text}


class DeclineReferralForm(Form):
    """Where the matter belongs, and what the referrer does now."""

    belongs_to = forms.ChoiceField(
        label="Where does it belong?",
        choices=tuple(ANSWERS.items()),
        widget=forms.RadioSelect,
        help_text="How to refer there is added to your answer",
    )
    advice = long_text("What should the referrer do now?", "The referrer will read this")

    def __init__(self, *args: Any, proposals: Sequence[Proposal] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if proposals:
            self.initial.setdefault("belongs_to", proposals[0].key)


class RepliesForm(Form):
    """The referrer's replies to the coordinator's open questions."""

    def __init__(self, *args: Any, questions: Iterable[ReferralQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = list(questions)
        self.answered = [question for question in asked if question.answered_at]
        for question in asked:
            if question.answered_at:
                continue
            self.fields[f"{REPLY}{question.pk}"] = forms.CharField(
                label=f"The coordinator asks: {question.text}",
                help_text="Answer here, and change the section where it needs it",
                widget=forms.Textarea({"rows": 3}),
                max_length=4000,
                error_messages={"required": "Answer the coordinator’s question"},
            )

    @property
    def replies(self) -> dict[int, str]:
        """Question to reply, as far as replies are given."""
        return {
            int(name.removeprefix(REPLY)): text for name, text in self.cleaned_data.items() if text
        }
