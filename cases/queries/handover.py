"""What one person holds for an agency: the work that has to go to somebody else when they leave.

References and dates only: whoever manages people need not know what the cases say.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Agency, Membership, Role, User
from accounts.queries import caseworkers
from cases.access import EDITABLE
from cases.models import Action, Case, Referral


@dataclass(frozen=True)
class Holdings:
    """Everything open that one person holds for one agency. What is on a restricted case stays:
    only somebody named on it may have it. `hidden` says how many things that are."""

    actions: list[Action]
    cases: list[Case]
    drafts: list[Referral]
    hidden: int

    @property
    def count(self) -> int:
        """How many things move."""
        return len(self.actions) + len(self.cases) + len(self.drafts)

    @property
    def digest(self) -> str:
        """What was looked at before it was confirmed: keys and versions of everything, hashed."""
        parts: tuple[Iterable[Any], ...] = (self.actions, self.cases, self.drafts)
        rows = [[(row.pk, row.version) for row in part] for part in parts]
        return sha256(repr(rows).encode()).hexdigest()


def _open_actions() -> QuerySet[Action]:
    return Action.objects.open()


def _open_cases() -> QuerySet[Case]:
    return Case.objects.open()


def _drafts() -> QuerySet[Referral]:
    return Referral.objects.filter(status__in=EDITABLE)


def holdings(person: User, agency: Agency) -> Holdings:
    """What moves when the work that `person` does for `agency` is handed over."""
    actions = _open_actions().filter(owner=person, agency=agency)
    cases = _open_cases().filter(lead_officer=person, lead_agency=agency)
    drafts = _drafts().filter(author=person, agency=agency)
    seen_actions = actions.filter(case__is_restricted=False)
    seen_cases = cases.filter(is_restricted=False)
    found = Holdings(
        actions=list(seen_actions.select_related("case", "owner").order_by("due_on", "pk")),
        cases=list(seen_cases.order_by("reference")),
        drafts=list(drafts.order_by("reference")),
        hidden=0,
    )
    hidden = actions.count() + cases.count() - len(found.actions) - len(found.cases)
    return Holdings(found.actions, found.cases, found.drafts, hidden)


def receivers(person: User, agency: Agency) -> QuerySet[User]:
    """Colleagues of the same agency who work on cases today."""
    people = caseworkers([agency.pk]).exclude(pk=person.pk)
    return people.order_by("family_name", "given_name")


def holders(viewer: User) -> QuerySet[Membership]:
    """Everybody who holds open work for an agency, by their first role there, with counts;
    whether they still work there (`works_there`)."""
    if not viewer.desk.has(Role.ADMINISTRATOR, Role.COORDINATOR):
        return Membership.objects.none()
    earlier = Membership.objects.filter(
        user=OuterRef("user"), agency=OuterRef("agency"), pk__lt=OuterRef("pk")
    )
    now = Membership.objects.current().filter(user=OuterRef("user"), agency=OuterRef("agency"))
    here: dict[str, Any] = {"agency": OuterRef("agency")}
    rows = Membership.objects.filter(~Exists(earlier)).annotate(
        actions=_count(_open_actions().filter(owner=OuterRef("user"), **here), "owner"),
        cases=_count(
            _open_cases().filter(lead_officer=OuterRef("user"), lead_agency=OuterRef("agency")),
            "lead_officer",
        ),
        drafts=_count(_drafts().filter(author=OuterRef("user"), **here), "author"),
        works_there=Exists(now),
    )
    held = Q(actions__gt=0) | Q(cases__gt=0) | Q(drafts__gt=0)
    return rows.filter(held).select_related("user", "agency")


def _count(rows: QuerySet[Any], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def person_and_agency(pk: int, slug: str) -> tuple[User, Agency] | None:
    """A person and an agency they have or had a role for."""
    row = (
        Membership.objects.filter(user=pk, agency__slug=slug)
        .select_related("user", "agency")
        .first()
    )
    return (row.user, row.agency) if row else None
