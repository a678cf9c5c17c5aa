"""The primary navigation: what a person's roles let them open."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.desk import CASEWORK_ROLES, Desk
from accounts.models import Role

KEEPERS = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
EVERYONE = frozenset(Role.values)
SUPPORT = frozenset({Role.VICTIM_WORKER, Role.VICTIM_MANAGER})
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
    Place("Orders", "list_orders", CASEWORK_ROLES),
    Place("Assessment", "assessment", EVERYONE),
    Place("Strategy", "strategy", EVERYONE),
    Place("The log", "log", frozenset({Role.DPO})),
    Place("Restricted cases", "broken_glass", frozenset({Role.DPO})),
    Place("Retention", "retention", frozenset({Role.DPO})),
    Place("Administration", "administration", KEEPERS),
)


@dataclass(frozen=True)
class Room:
    """A page behind *Administration*, and what it is for."""

    place: Place
    purpose: str


ROOMS = (
    Room(
        Place("People and roles", "list_people", ADMINISTRATORS),
        "Who may sign in, for which agency, in which role",
    ),
    Room(Place("Agencies", "list_agencies", ADMINISTRATORS), "The partners and their names"),
    Room(
        Place("Panels", "list_panels", ADMINISTRATORS),
        "Who sits on each panel, when it meets, its confidentiality statement",
    ),
    Room(Place("Hand-over", "list_holders", KEEPERS), "Give what a leaver holds to a colleague"),
    Room(Place("Settings", "list_settings", KEEPERS), "Days, thresholds and choices, by date"),
    Room(
        Place("Risk matrices", "list_instruments", KEEPERS),
        "The questions that score a risk, and their bands",
    ),
    Room(
        Place("Letter templates", "list_letter_templates", KEEPERS),
        "What letters say before anybody types",
    ),
    Room(
        Place("Parts of life", "list_need_domains", KEEPERS),
        "What victim support asks about when it assesses needs",
    ),
    Room(
        Place("Pathways", "list_pathways", KEEPERS),
        "On what offenders' needs are rated and they are referred on",
    ),
    Room(Place("Jobs", "jobs", ADMINISTRATORS), "What ran, what failed, what mail waits"),
)


def links_for(desk: Desk, path: str) -> list[Link]:
    """The entries for a desk; the one whose address begins the page's path longest is current."""
    rooms = rooms_for(desk)
    links = [(place, reverse(place.url_name)) for place in PLACES if _open(place, desk)]
    addresses = [url for _, url in links] + [url for _, url in rooms]
    within = [url for url in addresses if path.startswith(url) and (url != "/" or path == "/")]
    current = max(within, key=len, default="")
    if current in {url for _, url in rooms}:
        current = reverse("administration")
    return [Link(place.label, url, url == current) for place, url in links]


def rooms_for(desk: Desk) -> list[tuple[Room, str]]:
    """The pages behind *Administration* that a desk may open, with their addresses."""
    return [(room, reverse(room.place.url_name)) for room in ROOMS if _open(room.place, desk)]


def _open(place: Place, desk: Desk) -> bool:
    return not desk.roles.isdisjoint(place.roles)
