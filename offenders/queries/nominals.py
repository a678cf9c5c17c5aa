"""Page-shaped reads about the cohort, and its counts for the assessment."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from accounts.anybody import compiled_for
from accounts.models import Role, User
from accounts.queries import people_with_role
from cases.models import Case, Party, PartyRole, real
from offenders.models import (
    CURRENT_STATUSES,
    CustodyPeriod,
    Nominal,
    NominalStatus,
    Offence,
    Visit,
    VisitOutcome,
    VisitStatus,
)
from offenders.workflow import OFFENCE
from ui.work import WorkItem

WORK_LIMIT = 50
STATUS_COLOURS: dict[str, str] = {
    NominalStatus.NOMINATED: "blue",
    NominalStatus.SELECTED: "purple",
    NominalStatus.NOT_SELECTED: "grey",
    NominalStatus.DESELECTED: "grey",
}


def nominals_of(user: User) -> QuerySet[Nominal]:
    """The nominals a person may see, with what a list shows."""
    rows: QuerySet[Nominal] = Nominal.objects.visible_to(user)
    inside = CustodyPeriod.objects.filter(person=OuterRef("person"), released_on=None)
    return rows.select_related("person", "lead_officer").annotate(in_custody=Exists(inside))


class NominalTab(NamedTuple):
    """One tab of a nominal's page."""

    label: str
    url: str
    current: bool


def nominal_tabs(nominal: Nominal, current: str) -> list[NominalTab]:
    """The tabs of a nominal's page."""
    names = (("Overview", "offender"), ("Plan and reviews", "offender_plan"))
    return [
        NominalTab(label, reverse(name, args=[nominal.reference]), name == current)
        for label, name in names
    ]


def offender_managers() -> QuerySet[User]:
    """Everybody who may lead on a nominal."""
    people = people_with_role(Role.OFFENDER_MANAGER)
    return people.order_by("family_name", "given_name")


@dataclass(frozen=True)
class OffenceLine:
    """An offence on a nominal's page, and whether its status may still change."""

    offence: Offence
    may_change: bool


def offences_of(user: User, nominal: Nominal) -> list[OffenceLine]:
    """The person's offences, the latest first."""
    rows = Offence.objects.visible_to(user).filter(person=nominal.person_id)
    return [OffenceLine(row, bool(OFFENCE.moves.get(row.status))) for row in rows]


def earlier_nominations(user: User, nominal: Nominal) -> list[Nominal]:
    """The person's other nominations, the latest first."""
    rows = Nominal.objects.visible_to(user).filter(person=nominal.person_id)
    return list(rows.exclude(pk=nominal.pk).order_by("-nominated_at"))


def sees_case(user: User, case: Case) -> bool:
    """Whether the case a nomination came from may be linked to."""
    return Case.objects.visible_to(user).filter(pk=case.pk).exists()


@dataclass(frozen=True)
class AllegedPerson:
    """An alleged perpetrator of a case, and their nominations."""

    party: Party
    nominals: list[Nominal]

    @property
    def is_current(self) -> bool:
        """Whether they are nominated or in the cohort now."""
        return any(nominal.status in CURRENT_STATUSES for nominal in self.nominals)


def alleged_people(case: Case, user: User) -> list[AllegedPerson]:
    """The alleged perpetrators of a case seen in full, with their nominations."""
    nominals = Nominal.objects.visible_to(user).order_by("-nominated_at")
    rows = alleged(case, user).prefetch_related(
        Prefetch("person__nominals", queryset=nominals, to_attr="seen_nominals")
    )
    return [AllegedPerson(party, getattr(party.person, "seen_nominals", [])) for party in rows]


def nominable_parties(case: Case, user: User) -> QuerySet[Party]:
    """Alleged perpetrators of a case who are neither nominated nor in the cohort."""
    rows = alleged(case, user).filter(real("case"))
    return rows.exclude(person__nominals__status__in=CURRENT_STATUSES)


def current_nominal(party: Party) -> Nominal | None:
    """The nomination or the place in the cohort that a person has now, whoever asks."""
    rows = Nominal.objects.filter(person=party.person_id, status__in=CURRENT_STATUSES)
    return rows.select_related("party__case").first()


def alleged(case: Case, user: User) -> QuerySet[Party]:
    """The alleged perpetrators of a case seen in full."""
    rows = Party.objects.visible_to(user).filter(case=case, role=PartyRole.ALLEGED_PERPETRATOR)
    return rows.select_related("person")


def work_list(user: User) -> list[WorkItem]:
    """Nominations to decide; for offender managers also the reviews and contacts due that are
    theirs."""
    owed = [_item(row) for row in compiled_for(user, _owed)]
    return [*owed, *_contacts(user)] if user.desk.has(Role.OFFENDER_MANAGER) else owed


def _contacts(user: User) -> list[WorkItem]:
    """Those in the cohort whom the user leads on and nobody has seen for as long as agreed."""
    today = timezone.localdate()
    rows = compiled_for(user, _to_see)
    items = []
    for row in rows:
        seen = timezone.localdate(row.last_seen) if row.last_seen else row.joined_on
        due = seen + dt.timedelta(days=row.contact_every_days)
        if due <= today:
            url = reverse("offender_plan", args=[row.reference])
            items.append(WorkItem(f"See {row.reference}", url, due, "Contact"))
    return items


def _to_see(user: User) -> QuerySet[Any]:
    seen = Visit.objects.filter(
        nominal=OuterRef("pk"), status=VisitStatus.DONE, outcome=VisitOutcome.SEEN
    )
    rows = Nominal.objects.visible_to(user).annotate(
        last_seen=Subquery(seen.order_by("-planned_at").values("planned_at")[:1])
    )
    mine = Q(lead_officer=user) | Q(lead_officer=None)
    wanted: QuerySet[Any] = rows.filter(
        mine, status=NominalStatus.SELECTED, contact_every_days__isnull=False
    )
    return wanted.order_by("pk")[:WORK_LIMIT]


def _owed(user: User) -> QuerySet[Nominal]:
    nominals = Nominal.objects.visible_to(user)
    wanted = Q(status=NominalStatus.NOMINATED)
    if user.desk.has(Role.OFFENDER_MANAGER):
        mine = Q(lead_officer=user) | Q(lead_officer=None)
        due = Q(status=NominalStatus.SELECTED, next_review_on__lte=timezone.localdate())
        wanted |= mine & due
    return nominals.filter(wanted).order_by("next_review_on", "pk")[:WORK_LIMIT]


def _item(row: Nominal) -> WorkItem:
    url = reverse("offender", args=[row.reference])
    if row.status == NominalStatus.NOMINATED:
        return WorkItem(f"Decide the nomination {row.reference}", url, None, "Nomination")
    return WorkItem(f"Review {row.reference}", url, row.next_review_on, "Cohort review")
