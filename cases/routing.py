"""Rules that look at a finished referral and say which other panel may be the right one.

Advice, never a decision: the referrer sees it before sending, the coordinator before answering.
"""

import re
from dataclasses import dataclass

from cases.services.content import ReferralContent

PANELS = {
    "dv_marac": "Domestic abuse MARAC",
    "mappa": "MAPPA",
    "channel": "Channel",
    "adults": "High-risk adults panel",
    "iom": "Integrated Offender Management",
}
ONE_AGENCY = "agency"
ANSWERS = {**PANELS, ONE_AGENCY: "No panel: one agency can deal with it"}
WORDS = {
    "dv_marac": r"domestic (?:abuse|violence)|coercive control|(?:his|her|their) ex[- ]partner",
    "mappa": r"mappa|(?:registered )?sex offender|sex offenders? register",
    "channel": r"radicali[sz]\w*|extremis[mt]\w*|terroris[mt]\w*",
    "adults": r"self[- ]neglect\w*|hoard\w*|adult safeguarding|cuckoo\w*",
    "iom": r"iom|prolific offender|series of (?:burglaries|thefts|robberies)",
}


@dataclass(frozen=True)
class Proposal:
    """A panel that may be the right one, and what in the referral says so."""

    key: str
    name: str
    reason: str


def propose(content: ReferralContent) -> list[Proposal]:
    """The panels that the referral points to, each with its reason; none for most referrals."""
    found = []
    for key, name in PANELS.items():
        reason = _reason(key, content)
        if reason:
            found.append(Proposal(key, name, reason))
    if _one_agency_can(content):
        reason = "Nothing has been tried yet, and you do not say that it needs several agencies."
        found.append(Proposal(ONE_AGENCY, ANSWERS[ONE_AGENCY], reason))
    return found


def _reason(key: str, content: ReferralContent) -> str:
    if key in content.other_panels:
        return f"“{PANELS[key]}” is ticked under other panels."
    said = re.search(rf"\b(?:{WORDS[key]})\b", content.words, re.IGNORECASE)
    return f"The referral says “{said[0]}”." if said else ""


def _one_agency_can(content: ReferralContent) -> bool:
    return set(content.steps) <= {"nothing"} and set(content.routes).isdisjoint(
        {"multi_agency", "high_risk"}
    )
