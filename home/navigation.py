"""The primary navigation: what a person's roles let them open."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.desk import CASEWORK_ROLES, Desk
from accounts.models import Role

EVERYONE = frozenset(Role.values)
SUPPORT = frozenset({Role.VICTIM_WORKER})
COHORT = frozenset({Role.OFFENDER_MANAGER, Role.COORDINATOR, Role.CO_CHAIR})


@dataclass(frozen=True)
class Place:
    """One entry of the navigation."""

    label: str
    url_name: str
    roles: frozenset[str]


@dataclass(frozen=True)
class Link:
    """An entry as a page shows it."""

    label: str
    url: str
    current: bool


PLACES = (
    Place("My work", "my_work", EVERYONE),
    Place("Referrals", "list_referrals", CASEWORK_ROLES),
    Place("Cases", "list_cases", CASEWORK_ROLES),
    Place("Actions", "list_actions", CASEWORK_ROLES),
    Place("Repeats", "list_repeats", CASEWORK_ROLES),
    Place("Meetings", "list_meetings", CASEWORK_ROLES),
    Place("Case reviews", "list_case_reviews", CASEWORK_ROLES),
    Place("Victims", "list_victims", SUPPORT),
    Place("Offenders", "list_offenders", COHORT),
    Place("Assessment", "assessment", EVERYONE),
    Place("Strategy", "strategy", EVERYONE),
    Place("Wards", "wards", EVERYONE),
    Place("The log", "log", frozenset({Role.DPO})),
    Place("Retention", "retention", frozenset({Role.DPO})),
    Place("People and roles", "list_people", frozenset({Role.ADMINISTRATOR})),
    Place("Agencies", "list_agencies", frozenset({Role.ADMINISTRATOR})),
    Place("Panels", "list_panels", frozenset({Role.ADMINISTRATOR})),
    Place("Hand-over", "list_holders", frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})),
    Place("Settings", "list_settings", frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})),
    Place("Risk matrices", "list_instruments", frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})),
    Place("Jobs", "jobs", frozenset({Role.ADMINISTRATOR})),
)


def links_for(desk: Desk, path: str) -> list[Link]:
    """The entries for a desk; the one whose address begins the page's path longest is current."""
    links = [
        (place, reverse(place.url_name))
        for place in PLACES
        if not desk.roles.isdisjoint(place.roles)
    ]
    within = [url for _, url in links if path.startswith(url) and (url != "/" or path == "/")]
    current = max(within, key=len, default="")
    return [Link(place.label, url, url == current) for place, url in links]
