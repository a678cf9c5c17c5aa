"""Page-shaped reads about the cohort, and its counts for the assessment."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypedDict

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from accounts.queries import people_with_role
from cases.models import Case, Party, PartyRole
from offenders.measure import Measure, Member, Settings, measure
from offenders.models import CURRENT_STATUSES, Nominal, NominalStatus, Offence
from offenders.workflow import OFFENCE
from ui.work import WorkItem

WORK_LIMIT = 50
STATUS_COLOURS: dict[str, str] = {
    NominalStatus.NOMINATED: "blue",
    NominalStatus.SELECTED: "purple",
    NominalStatus.NOT_SELECTED: "grey",
    NominalStatus.DESELECTED: "grey",
}
RAG_COLOURS = {"red": "red", "amber": "yellow", "green": "green", "": "grey"}


def nominals_of(user: User) -> QuerySet[Nominal]:
    """The nominals a person may see, with what a list shows."""
    rows: QuerySet[Nominal] = Nominal.objects.visible_to(user)
    return rows.select_related("person", "lead_officer")


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
    rows = _alleged(case, user).prefetch_related(
        Prefetch("person__nominals", queryset=nominals, to_attr="seen_nominals")
    )
    return [AllegedPerson(party, getattr(party.person, "seen_nominals", [])) for party in rows]


def nominable_parties(case: Case, user: User) -> QuerySet[Party]:
    """Alleged perpetrators of a case who are neither nominated nor in the cohort."""
    return _alleged(case, user).exclude(person__nominals__status__in=CURRENT_STATUSES)


def _alleged(case: Case, user: User) -> QuerySet[Party]:
    rows = Party.objects.visible_to(user).filter(case=case, role=PartyRole.ALLEGED_PERPETRATOR)
    return rows.select_related("person")


def measure_of(
    nominal: Nominal, offences: list[OffenceLine], *, as_of: dt.date, settings: Settings
) -> Measure | None:
    """The measure of one person; None before they joined."""
    if nominal.joined_on is None:
        return None
    facts = tuple((line.offence.committed_on, line.offence.status) for line in offences)
    member = Member(nominal.reference, nominal.joined_on, facts)
    return measure([member], as_of=as_of, settings=settings)


def cohort_measure(*, as_of: dt.date, settings: Settings, cohort: str = "") -> Measure:
    """The measure of everybody who has joined by a day, or of one cohort."""
    return measure(_members(as_of, cohort), as_of=as_of, settings=settings)


def _members(as_of: dt.date, cohort: str) -> Iterator[Member]:
    """Each person once, from the first time they joined, with their offences."""
    joined: QuerySet[Any] = Nominal.objects.filter(joined_on__lte=as_of)
    if cohort:
        joined = joined.filter(cohort=cohort)
    facts: dict[int, list[tuple[dt.date, str]]] = defaultdict(list)
    offences = Offence.objects.filter(person__in=joined.values("person"))
    for person, day, status in offences.order_by().values_list(
        "person_id", "committed_on", "status"
    ):
        facts[person].append((day, status))
    seen: set[int] = set()
    rows = joined.order_by("joined_on", "pk").values_list("person_id", "reference", "joined_on")
    for person, reference, joined_on in rows:
        if person not in seen:
            seen.add(person)
            yield Member(reference, joined_on, tuple(facts[person]))


def work_list(user: User) -> list[WorkItem]:
    """Nominations to decide; for offender managers also the reviews due that are theirs."""
    nominals = Nominal.objects.visible_to(user)
    wanted = Q(status=NominalStatus.NOMINATED)
    if user.desk.has(Role.OFFENDER_MANAGER):
        mine = Q(lead_officer=user) | Q(lead_officer=None)
        due = Q(status=NominalStatus.SELECTED, next_review_on__lte=timezone.localdate())
        wanted |= mine & due
    owed = nominals.filter(wanted).order_by("next_review_on", "pk")[:WORK_LIMIT]
    return [_owed(row) for row in owed]


def _owed(row: Nominal) -> WorkItem:
    url = reverse("offender", args=[row.reference])
    if row.status == NominalStatus.NOMINATED:
        return WorkItem(f"Decide the nomination {row.reference}", url, None, "Nomination")
    return WorkItem(f"Review {row.reference}", url, row.next_review_on, "Cohort review")


class CohortCounts(TypedDict):
    """Counts of a period for the assessment. A pair is (offences, person-days)."""

    nominated: int
    joined: int
    left: int
    in_cohort: int
    measured: int
    left_out: int
    offending_before: tuple[int, int]
    offending_since: tuple[int, int]
    change_percent: float | None


def cohort_counts(start: dt.date, end: dt.date) -> CohortCounts:
    """The cohort in a period, both days included.

    `nominated`, `joined`, `left`: nominations of which that happened in the period. `in_cohort`:
    nominals at the end of it. The rest is the measure of everybody who had joined by its end, as
    `offenders.measure` defines it: `measured` people counted, `left_out` not yet, offences over
    person-days before and since joining, and the change of the rate in per cent.
    """
    found = cohort_measure(as_of=end, settings=Settings())
    return {
        "nominated": Nominal.objects.filter(_within("nominated_at", start, end)).count(),
        "joined": Nominal.objects.filter(joined_on__range=(start, end)).count(),
        "left": Nominal.objects.filter(left_on__range=(start, end)).count(),
        "in_cohort": Nominal.objects.in_cohort_on(end).count(),
        "measured": found.people,
        "left_out": len(found.left_out),
        "offending_before": (found.before.offences, found.before.days),
        "offending_since": (found.since.offences, found.since.days),
        "change_percent": found.change_percent,
    }


def _within(field: str, start: dt.date, end: dt.date) -> Q:
    """The days from start to end on London's clock, as moments, so that an index serves."""
    zone = timezone.get_default_timezone()
    since = dt.datetime.combine(start, dt.time.min, tzinfo=zone)
    until = dt.datetime.combine(end + dt.timedelta(days=1), dt.time.min, tzinfo=zone)
    return Q(**{f"{field}__gte": since, f"{field}__lt": until})
