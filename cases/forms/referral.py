"""The referral form as a table of sections, and how each is bound to what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from cases.forms.sections import (
    AllegedForm,
    BehaviourForm,
    ConsentForm,
    HarmedForm,
    IncidentForm,
    OthersForm,
    RiskForm,
    TriedForm,
    WantsForm,
    WhyForm,
    YouForm,
)
from cases.forms.wording import notes_of
from cases.models import PartyRole, Referral
from cases.queries import instrument_in_use
from cases.services.content import IncidentSaid, PersonSaid, ReferralContent
from ui.forms import DateField, Form, PostcodeField, TimeField

MOST_IN_SECTION = 20
UNDERSTOOD = (DateField, TimeField, PostcodeField)
NOT_TYPED = {"csrfmiddlewaretoken", "version", "do"}
REPLY = "reply-"


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
    Section("you", "You and your agency", YouForm),
    Section("why", "Why a panel", WhyForm),
    Section("harmed", "Who is harmed", HarmedForm, many="person"),
    Section("alleged", "Who is alleged to cause it", AllegedForm, many="person"),
    Section("incidents", "What happened", IncidentForm, many="incident"),
    Section("behaviour", "What sort of behaviour it is", BehaviourForm),
    Section("tried", "What has been tried", TriedForm, many="step"),
    Section("risk", "Risk questions", RiskForm),
    Section("consent", "Consent and legal power", ConsentForm),
    Section("others", "Other panels", OthersForm),
    Section("wants", "What the victim wants", WantsForm),
)
BEHAVIOUR = ("category", "asb_type", "summary", "hate_strands")
BY_KEY = {section.key: section for section in SECTIONS}


def bind(
    section: Section, data: Mapping[str, Any] | None, initial: Mapping[str, Any] | None = None
) -> Any:
    """The section's form or formset, bound to `data`; where nothing was typed yet, it holds
    `initial`."""
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
    return section.form(data, initial=dict(initial or {}))


def typed_in(data: QueryDict, form: Any) -> dict[str, list[str]]:
    """What a person typed, by field name. A date or postcode that was understood is kept as it
    was understood: *yesterday* must still be the same day tomorrow."""
    typed = {
        name: [text.replace("\x00", "\N{REPLACEMENT CHARACTER}") for text in data.getlist(name)]
        for name in data
        if name not in NOT_TYPED and not name.startswith(REPLY)
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
        **{name: said["behaviour"][name] for name in BEHAVIOUR},
        consent=said["consent"]["consent"],
        gateway=said["consent"]["gateway"],
        risk_answers=said["risk"],
        routes=said["why"]["routes"],
        steps=[each["step"] for each in said["tried"]],
        other_panels=said["others"]["panels"],
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
        notes=notes_of(referral, said),
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
    names = set(PersonSaid.__dataclass_fields__) - {"role"}
    return PersonSaid(role=role, **{name: said[name] for name in names})
