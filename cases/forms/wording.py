"""What a referral says that has no field of its own in a case: kept as notes, fact from opinion."""

from collections.abc import Iterable, Mapping
from typing import Any

from cases.forms.sections import EVIDENCE, NO_OTHER, NOTHING, OTHER_PANELS, POLICE, TRIED
from cases.models import Referral
from cases.services.content import NoteSaid
from ui.dates import say_date

STEPS = {key: label for _, steps in TRIED for key, label in steps}


def notes_of(referral: Referral, said: Mapping[str, Any]) -> list[NoteSaid]:
    """The notes that a case begins with, from the cleaned sections of its referral."""
    return [
        NoteSaid(_tried(said["tried"])),
        NoteSaid(_why(said["why"]), is_opinion=True),
        NoteSaid(_facts(referral, said)),
    ]


def _tried(steps: Iterable[Mapping[str, Any]]) -> str:
    return "What has been tried\n\n" + "\n".join(_step(each) for each in steps)


def _step(said: Mapping[str, Any]) -> str:
    if said["step"] == NOTHING:
        return f"{STEPS[NOTHING]}: {said['outcome']}"
    when = say_date(said["done_on"])
    return f"{STEPS[said['step']]}, {when}, {said['done_by']}: {said['outcome']}"


def _why(said: Mapping[str, Any]) -> str:
    reasons = [f"{EVIDENCE[route]} {said[route]}" for route in said["routes"]]
    if said["is_urgent"]:
        reasons.append(f"Urgent: {said['urgent_because']}")
    return "Why a panel\n\n" + "\n".join(reasons)


def _facts(referral: Referral, said: Mapping[str, Any]) -> str:
    you, consent, others, wants = (said[key] for key in ("you", "consent", "others", "wants"))
    lines = [
        f"What the person harmed wants: {wants['wants']}",
        f"They want to speak to the police: {dict(POLICE)[wants['police']].lower()}",
        f"Other panels: {_panels(others)}",
        f"Consent: {_consent(consent)}",
        f"Legal power to share: {consent['gateway']}",
        f"Referred by {referral.author}, {you['job']}, {you['phone']} in office hours",
    ]
    if you["cover"]:
        lines.append(f"When they are away: {you['cover']}")
    return "\n".join([f"From referral {referral.reference}\n", *lines])


def _panels(said: Mapping[str, Any]) -> str:
    names = [label for key, label in OTHER_PANELS if key in said["panels"] and key != NO_OTHER]
    return " ".join(filter(None, ["; ".join(names) or "none known.", said["detail"]]))


def _consent(said: Mapping[str, Any]) -> str:
    if said["consent"] == "yes":
        when = f" on {say_date(said['explained_on'])}" if said["explained_on"] else ""
        return f"given; explained by {said['explained_by']}{when}"
    word = "refused" if said["consent"] == "no" else "not asked, because unsafe"
    return f"{word}. {said['without_reason']}"
