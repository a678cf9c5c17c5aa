"""What a finished referral says, read from its sections: the facts that a case is opened with."""

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True)
class PersonSaid:
    """A person as the referrer named them."""

    role: str
    given_name: str
    family_name: str
    date_of_birth: dt.date | None = None
    known_as: str = ""
    vulnerability: str = ""

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip()


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
class ReferralContent:
    """Everything a case needs from its referral."""

    category: str
    asb_type: str
    summary: str
    tried: str
    risk_answers: dict[str, str]
    people: list[PersonSaid] = field(default_factory=list)
    incidents: list[IncidentSaid] = field(default_factory=list)

    @property
    def postcode(self) -> str:
        """Where it happens: the postcode of the latest incident that has one."""
        placed = [incident for incident in self.incidents if incident.postcode]
        return max(placed, key=lambda each: each.happened_on).postcode if placed else ""
