"""A person's desk: the roles and agencies they act for today. Plain data, asked by every rule."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import Agency

CASEWORK_ROLES = frozenset(
    {"officer", "coordinator", "co_chair", "victim_worker", "offender_manager"}
)
OVERSEEING_ROLES = frozenset({"coordinator", "co_chair"})


class Desk:
    """The (role, agency) pairs of a person's current memberships."""

    def __init__(self, seats: "Sequence[tuple[str, Agency]]") -> None:
        self.seats = tuple(seats)
        self.roles = frozenset(role for role, _ in self.seats)

    def __eq__(self, other: object) -> bool:
        """Desks at which one sees the same."""
        return isinstance(other, Desk) and self.seats == other.seats

    def __hash__(self) -> int:
        return hash(self.seats)

    @property
    def agency(self) -> "Agency | None":
        """The agency they act for: the first one they joined."""
        return self.seats[0][1] if self.seats else None

    @property
    def casework_agency(self) -> "Agency":
        """The agency they work on cases for; LookupError if there is none."""
        for role, agency in self.seats:
            if role in CASEWORK_ROLES:
                return agency
        raise LookupError("This person works on cases for no agency")

    def has(self, *roles: str) -> bool:
        """Whether they hold any of these roles."""
        return not self.roles.isdisjoint(roles)

    def agency_ids(self, *roles: str) -> frozenset[int]:
        """The agencies for which they hold any of these roles; of any role when none is named."""
        return frozenset(agency.pk for role, agency in self.seats if not roles or role in roles)

    @property
    def casework_agency_ids(self) -> frozenset[int]:
        """The agencies for which they work on cases."""
        return self.agency_ids(*CASEWORK_ROLES)

    @property
    def works_on_cases(self) -> bool:
        """Whether any of their roles works on cases."""
        return not self.roles.isdisjoint(CASEWORK_ROLES)

    @property
    def oversees_cases(self) -> bool:
        """Whether they coordinate or co-chair the panel, and so see each of its cases."""
        return not self.roles.isdisjoint(OVERSEEING_ROLES)
