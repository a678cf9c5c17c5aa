"""A referral's answers as somebody would type them, section by section."""

import datetime as dt

from cases.models import RiskInstrument
from cases.services.sharing import GATEWAY
from people.models import Person

Typed = dict[str, list[str]]
_ALWAYS: dict[str, Typed] = {
    "you": {"job": ["Housing officer"], "phone": ["020 7946 0000"]},
    "why": {
        "routes": ["escalation", "multi_agency"],
        "escalation": ["Six reports in two months, the last two with threats."],
        "multi_agency": ["Police for the threats, the landlord for the tenancy."],
    },
    "others": {"panels": ["none"]},
    "wants": {"wants": ["To sleep at night and not be afraid."], "police": ["yes"]},
}


def answers_of(
    today: dt.date, instrument: RiskInstrument, alleged: Person | None
) -> dict[str, Typed]:
    """Every section done; the alleged perpetrator is somebody already known, if anybody is."""
    return {
        **_ALWAYS,
        "harmed": {
            **_counts("harmed", 1),
            "harmed-0-role": ["victim"],
            "harmed-0-given_name": ["Marjorie"],
            "harmed-0-family_name": ["Pell"],
            "harmed-0-date_of_birth": ["4 May 1948"],
            "harmed-0-vulnerability": ["Lives alone; uses a walking frame; afraid to go out."],
            "harmed-0-address": ["12 Tannery Walk"],
            "harmed-0-postcode": ["NB3 1AA"],
            "harmed-0-knows_of_referral": ["yes"],
        },
        "alleged": {**_counts("alleged", 1), **_alleged(alleged)},
        "incidents": {
            **_counts("incidents", 2),
            **_incident(
                0, today - dt.timedelta(days=20), "NB3 1AA", "Banging on the door at night."
            ),
            **_incident(
                1, today - dt.timedelta(days=6), "NB3 1AA", "Shouted threats in the stairwell."
            ),
        },
        "behaviour": {
            "category": ["neighbours"],
            "asb_type": ["personal"],
            "summary": ["A neighbour targets an older woman who lives alone; it is getting worse."],
        },
        "tried": {
            **_counts("tried", 2),
            **_tried(0, "warning", today - dt.timedelta(days=35), "No effect."),
            **_tried(1, "mediation", today - dt.timedelta(days=21), "Offered and refused."),
        },
        "risk": {each["key"]: [each["answers"][-1]["key"]] for each in instrument.questions},
        "consent": {
            "consent": ["yes"],
            "explained_by": ["Tom Bright, housing officer"],
            "explained_on": [f"{today - dt.timedelta(days=3):%-d %B %Y}"],
            "gateway": [GATEWAY],
        },
    }


def _counts(prefix: str, number: int) -> Typed:
    return {f"{prefix}-TOTAL_FORMS": [str(number)], f"{prefix}-INITIAL_FORMS": ["0"]}


def _alleged(person: Person | None) -> Typed:
    given, family = (person.given_name, person.family_name) if person else ("Craig", "Dunmore")
    return {"alleged-0-given_name": [given], "alleged-0-family_name": [family]}


def _incident(number: int, day: dt.date, postcode: str, said: str) -> Typed:
    return {
        f"incidents-{number}-happened_on": [f"{day:%-d %B %Y}"],
        f"incidents-{number}-happened_at": ["11pm"],
        f"incidents-{number}-postcode": [postcode],
        f"incidents-{number}-description": [said],
        f"incidents-{number}-reported_to": ["Landlord"],
    }


def _tried(number: int, step: str, day: dt.date, outcome: str) -> Typed:
    return {
        f"tried-{number}-step": [step],
        f"tried-{number}-done_on": [f"{day:%-d %B %Y}"],
        f"tried-{number}-done_by": ["Northbridge Homes"],
        f"tried-{number}-outcome": [outcome],
    }
