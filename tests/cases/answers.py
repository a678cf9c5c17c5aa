"""A referral's answers, as somebody would type them."""

from django.http import QueryDict

from accounts.models import User
from cases.forms.referral import SECTIONS, bind, typed_in
from cases.models import Referral
from cases.services import save_section

ANSWERS = {
    "you": {"job": "Housing officer", "phone": "020 7946 0000", "cover": ""},
    "why": {
        "routes": ["high_risk", "multi_agency"],
        "high_risk": "It happens every week.",
        "multi_agency": "Police and housing.",
    },
    "harmed": {
        "harmed-TOTAL_FORMS": "1",
        "harmed-INITIAL_FORMS": "0",
        "harmed-0-role": "victim",
        "harmed-0-given_name": "Vera",
        "harmed-0-family_name": "Holloway",
        "harmed-0-date_of_birth": "4 May 1961",
        "harmed-0-address": "4 Elm Court",
        "harmed-0-postcode": "n11 1aa",
        "harmed-0-language": "Polish",
        "harmed-0-needs_interpreter": "on",
        "harmed-0-vulnerability": "Lives alone.",
        "harmed-0-children": "1: aged 9",
        "harmed-0-knows_of_referral": "yes",
    },
    "alleged": {
        "alleged-TOTAL_FORMS": "1",
        "alleged-INITIAL_FORMS": "0",
        "alleged-0-given_name": "Dean",
        "alleged-0-family_name": "Marsh",
        "alleged-0-date_of_birth": "",
        "alleged-0-approximate_age": "40",
        "alleged-0-knows_of_referral": "no",
    },
    "incidents": {
        "incidents-TOTAL_FORMS": "1",
        "incidents-INITIAL_FORMS": "0",
        "incidents-0-happened_on": "3 3 2026",
        "incidents-0-happened_at": "11pm",
        "incidents-0-postcode": "n11 1aa",
        "incidents-0-description": "Shouting and banging on the door.",
        "incidents-0-reported_to": "Police",
    },
    "behaviour": {
        "category": "neighbours",
        "asb_type": "personal",
        "summary": "A neighbour shouts and bangs at night.",
    },
    "tried": {
        "tried-TOTAL_FORMS": "1",
        "tried-INITIAL_FORMS": "0",
        "tried-0-step": "warning",
        "tried-0-done_on": "1 3 2026",
        "tried-0-done_by": "Homes",
        "tried-0-outcome": "Written warning in March; no effect.",
    },
    "risk": {"often": "yes", "worse": "yes", "target": "yes", "health": "some"},
    "consent": {
        "consent": "yes",
        "explained_by": "Housing officer",
        "explained_on": "4 3 2026",
        "gateway": "Crime and Disorder Act 1998, section 115",
    },
    "others": {"panels": ["none"], "detail": ""},
    "wants": {"wants": "That it stops.", "police": "no"},
}


def as_posted(answers: dict[str, str | list[str]]) -> QueryDict:
    """The answers of a section as a browser sends them."""
    data = QueryDict(mutable=True)
    for name, value in answers.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def fill_referral(referral: Referral, *, by: User, **changed: dict[str, str | list[str]]) -> None:
    """Do every section of a draft."""
    for section in SECTIONS:
        data = as_posted({**ANSWERS[section.key], **changed.get(section.key, {})})
        form = bind(section, data)
        assert form.is_valid(), (section.key, form.errors)
        save_section(
            referral,
            by=by,
            section=section.key,
            typed=typed_in(data, form),
            done=True,
            version=referral.version,
        )
