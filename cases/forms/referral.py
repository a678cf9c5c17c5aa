"""The referral form as a table of sections, and how each is bound to what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.models import Agency, User
from accounts.queries import current_agencies
from cases.forms.sections import (
    TRIED,
    AllegedForm,
    BehaviourForm,
    ConsentForm,
    HarmedForm,
    IncidentForm,
    RiskForm,
    TriedForm,
    WhyForm,
    long_text,
)
from cases.models import PartyRole, Referral
from cases.queries import instrument_in_use, possible_people
from cases.services.content import IncidentSaid, PersonSaid, ReferralContent
from people.models import Person
from ui.forms import DateField, Form, PostcodeField, TimeField

MOST_IN_SECTION = 20
UNDERSTOOD = (DateField, TimeField, PostcodeField)
NOT_TYPED = {"csrfmiddlewaretoken", "version", "do"}


class NoLongerComplete(ValueError):
    """A section that was right when it was saved asks something else today."""


@dataclass(frozen=True)
class Section:
    """One page of the form; `many` when it holds several of the same thing."""

    key: str
    title: str
    form: type[Form]
    many: str = ""


SECTIONS = (
    Section("why", "Why a panel", WhyForm),
    Section("harmed", "Who is harmed", HarmedForm, many="person"),
    Section("alleged", "Who is alleged to cause it", AllegedForm, many="person"),
    Section("incidents", "What happened", IncidentForm, many="incident"),
    Section("behaviour", "What sort of behaviour it is", BehaviourForm),
    Section("tried", "What has been tried", TriedForm),
    Section("risk", "Risk questions", RiskForm),
    Section("consent", "Consent and legal power", ConsentForm),
)
BY_KEY = {section.key: section for section in SECTIONS}


def bind(section: Section, data: Mapping[str, Any] | None) -> Any:
    """The section's form or formset, bound to `data`, or empty where nothing was typed yet."""
    if section.many:
        make = forms.formset_factory(
            section.form,
            extra=0,
            min_num=1,
            validate_min=True,
            max_num=MOST_IN_SECTION,
            validate_max=True,
            can_delete=True,
            can_delete_extra=True,
        )
        bound = make(data, prefix=section.key)
        for number, each in enumerate(bound.forms):
            each.fields["DELETE"].label = f"Remove this {section.many}"
            if number == 0:
                each.fields["DELETE"].widget = forms.HiddenInput()
        return bound
    if section.form is RiskForm:
        return RiskForm(data, instrument=instrument_in_use())
    return section.form(data)


def typed_in(data: QueryDict, form: Any) -> dict[str, list[str]]:
    """What a person typed, by field name. A date or postcode that was understood is kept as it
    was understood: *yesterday* must still be the same day tomorrow."""
    typed = {
        name: [text.replace("\x00", "\N{REPLACEMENT CHARACTER}") for text in data.getlist(name)]
        for name in data
        if name not in NOT_TYPED
    }
    for each in getattr(form, "forms", [form]):
        for field in each:
            value = getattr(each, "cleaned_data", {}).get(field.name)
            if value and isinstance(field.field, UNDERSTOOD):
                typed[field.html_name] = [str(field.field.prepare_value(value))]
    return typed


def one_more(section: Section, typed: dict[str, list[str]]) -> dict[str, list[str]]:
    """The same answers with room for one more person or incident."""
    total = f"{section.key}-TOTAL_FORMS"
    said = next(iter(typed.get(total, [])), "")
    count = int(said) if said.isdecimal() and len(said) < 4 else 1
    return {**typed, total: [str(min(count + 1, MOST_IN_SECTION))]}


def saved(referral: Referral, section: Section) -> QueryDict | None:
    """What was typed into a section before, or None."""
    answer = referral.answers.get(section.key)
    if not answer:
        return None
    data = QueryDict(mutable=True)
    for name, values in answer["typed"].items():
        data.setlist(name, values)
    return data


def is_done(referral: Referral, section: Section) -> bool:
    """Whether a section was complete and right when it was last saved."""
    return bool(referral.answers.get(section.key, {}).get("done"))


def section_state(referral: Referral, section: Section) -> str:
    """Not started, in progress or done."""
    if section.key not in referral.answers:
        return "Not started"
    return "Done" if is_done(referral, section) else "In progress"


def unfinished(referral: Referral) -> list[Section]:
    """The sections that must still be done before the referral can be sent."""
    return [section for section in SECTIONS if not is_done(referral, section)]


def read_content(referral: Referral) -> ReferralContent:
    """Everything that a finished referral says."""
    said = {section.key: _cleaned(referral, section) for section in SECTIONS}
    return ReferralContent(
        category=said["behaviour"]["category"],
        asb_type=said["behaviour"]["asb_type"],
        summary=said["behaviour"]["summary"],
        tried=_tried(said["tried"]),
        risk_answers=said["risk"],
        people=[
            *(_person(each, each["role"]) for each in said["harmed"]),
            *(
                _person(each, PartyRole.ALLEGED_PERPETRATOR)
                for each in said["alleged"]
                if not each["is_unknown"]
            ),
        ],
        incidents=[
            IncidentSaid(**{name: each[name] for name in IncidentSaid.__dataclass_fields__})
            for each in said["incidents"]
        ],
    )


def _cleaned(referral: Referral, section: Section) -> Any:
    bound = bind(section, saved(referral, section))
    if not bound.is_valid():
        raise NoLongerComplete(
            f"The questions under “{section.title}” have changed since {referral.reference} was "
            "sent. Return it, so that the referrer can answer them."
        )
    if section.many:
        return [each.cleaned_data for each in bound.forms if not each.cleaned_data.get("DELETE")]
    return bound.cleaned_data


def _person(said: dict[str, Any], role: str) -> PersonSaid:
    return PersonSaid(
        role=role,
        given_name=said["given_name"],
        family_name=said["family_name"],
        date_of_birth=said["date_of_birth"],
        known_as=said.get("known_as", ""),
        vulnerability=said.get("vulnerability", ""),
    )


def _tried(said: dict[str, Any]) -> str:
    labels = dict(TRIED)
    tried = "; ".join(labels[key] for key in said["tried"])
    return f"What has been tried: {tried}.\n\n{said['detail']}"


class AcceptReferralForm(Form):
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
        super().__init__(*args, **kwargs)
        agencies = current_agencies().exclude(pk=referral.agency_id)
        field = self.fields["share_with"]
        field.queryset = agencies  # type: ignore[attr-defined]
        field.initial = list(agencies.filter(is_core=True).values_list("pk", flat=True))
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


def _born(person: Person | PersonSaid) -> str:
    born = person.date_of_birth
    return f"born {born:%-d %B %Y}" if born else "date of birth not known"


class ReturnReferralForm(Form):
    """The coordinator's questions."""

    reason = long_text("What must the referrer add or answer?", "The referrer will read this")


OTHER_PANELS = (
    ("dv_marac", "Domestic abuse MARAC"),
    ("mappa", "MAPPA"),
    ("channel", "Channel"),
    ("adults", "High-risk adults panel"),
    ("iom", "Integrated Offender Management"),
    ("agency", "No panel: one agency can deal with it"),
)


class DeclineReferralForm(Form):
    """Where the matter belongs, and how to take it there."""

    belongs_to = forms.ChoiceField(
        label="Where does it belong?", choices=OTHER_PANELS, widget=forms.RadioSelect
    )
    advice = long_text("What should the referrer do now?", "The referrer will read this")

    @property
    def reason(self) -> str:
        """The answer as one text."""
        panel = dict(OTHER_PANELS)[self.cleaned_data["belongs_to"]]
        return f"{panel}. {self.cleaned_data['advice']}"
