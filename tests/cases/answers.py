"""A referral's answers, as somebody would type them."""

from django.http import QueryDict

from accounts.models import User
from cases.forms.referral import SECTIONS, bind, typed_in
from cases.models import Referral
from cases.services import save_section

ANSWERS = {
    "why": {"routes": ["high_risk", "multi_agency"], "evidence": "It happens every week."},
    "harmed": {
        "harmed-TOTAL_FORMS": "1",
        "harmed-INITIAL_FORMS": "0",
        "harmed-0-role": "victim",
        "harmed-0-given_name": "Vera",
        "harmed-0-family_name": "Holloway",
        "harmed-0-date_of_birth": "4 May 1961",
        "harmed-0-vulnerability": "Lives alone.",
    },
    "alleged": {
        "alleged-TOTAL_FORMS": "1",
        "alleged-INITIAL_FORMS": "0",
        "alleged-0-given_name": "Dean",
        "alleged-0-family_name": "Marsh",
        "alleged-0-date_of_birth": "",
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
    "tried": {"tried": ["warning", "mediation"], "detail": "Written warning in March; no effect."},
    "risk": {"often": "yes", "worse": "yes", "target": "yes", "health": "some"},
    "consent": {
        "consent": "yes",
        "explained_by": "Housing officer",
        "explained_on": "4 3 2026",
        "gateway": "Crime and Disorder Act 1998, section 115",
    },
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
