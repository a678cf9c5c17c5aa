"""What a finished referral says, read from its sections: the facts that a case is opened with."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class PersonSaid:
    """A person as the referrer named them."""

    role: str
    given_name: str
    family_name: str
    date_of_birth: dt.date | None = None
    known_as: str = ""
    vulnerability: str = ""
    approximate_age: int | None = None
    address: str = ""
    postcode: str = ""
    previous_addresses: str = ""
    language: str = ""
    needs_interpreter: bool = False
    children: str = ""
    knows_of_referral: str = ""

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def in_case(self) -> dict[str, Any]:
        """What is kept with the person's place in the case, and not with the person."""
        index = {"given_name", "family_name", "date_of_birth", "known_as"}
        return {name: value for name, value in vars(self).items() if name not in index}


@dataclass(frozen=True)
class IncidentSaid:
    """An incident as the referrer told it."""

    happened_on: dt.date
    description: str
    happened_at: dt.time | None = None
    postcode: str = ""
    reported_to: str = ""
    report_reference: str = ""
    reported_on: dt.date | None = None


@dataclass(frozen=True)
class NoteSaid:
    """Something the case keeps as a note, told apart as fact or opinion."""

    text: str
    is_opinion: bool = False


@dataclass(frozen=True)
class ReferralContent:
    """Everything a case needs from its referral."""

    category: str
    asb_type: str
    summary: str
    consent: str
    gateway: str
    risk_answers: dict[str, str]
    hate_strands: list[str] = field(default_factory=list)
    routes: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    other_panels: list[str] = field(default_factory=list)
    people: list[PersonSaid] = field(default_factory=list)
    incidents: list[IncidentSaid] = field(default_factory=list)
    notes: list[NoteSaid] = field(default_factory=list)

    @property
    def postcode(self) -> str:
        """Where it happens: the postcode of the latest incident that has one."""
        placed = [incident for incident in self.incidents if incident.postcode]
        return max(placed, key=lambda each: each.happened_on).postcode if placed else ""

    @property
    def words(self) -> str:
        """Everything said in words about the matter itself."""
        said = [each.description for each in self.incidents]
        said += [each.vulnerability for each in self.people]
        return "\n".join([self.summary, *said, *(note.text for note in self.notes)])
