"""The measure of one nominal and of all: the rows it is worked out from."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.db.models import QuerySet

from cases.queries.settings import setting
from offenders.around import Chart, Month, draw, months_around
from offenders.measure import (
    Group,
    Inside,
    Measure,
    Member,
    Offending,
    Settings,
    by_category,
    by_cohort,
    by_year,
    measure,
)
from offenders.models import (
    Cohort,
    CustodyPeriod,
    Nominal,
    NominalStatus,
    Offence,
    OffenceCategory,
)
from ui.batches import batched

Fact = TypeVar("Fact", Offending, Inside)
MINIMUM = "measure_minimum_days"
CHUNK = 5000
OFFENDED = ("person_id", "committed_on", "status", "category")
HELD = ("person_id", "started_on", "released_on")


def default_settings(day: dt.date) -> Settings:
    """The measure as the partnership takes it on a day."""
    return Settings(minimum_days=setting(MINIMUM, day))


def measure_of(
    nominal: Nominal,
    offences: Iterable[Offence],
    custody: Iterable[CustodyPeriod],
    *,
    as_of: dt.date,
    settings: Settings,
) -> Measure | None:
    """The measure of one person; None before they joined."""
    if nominal.joined_on is None:
        return None
    member = Member(
        nominal.reference,
        nominal.joined_on,
        tuple(Offending(row.committed_on, row.status, row.category) for row in offences),
        tuple(Inside(row.started_on, row.released_on) for row in custody),
        nominal.left_on,
        nominal.cohort,
    )
    return measure([member], as_of=as_of, settings=settings)


def members_on(as_of: dt.date, cohort: str = "") -> Iterator[Member]:
    """Each person once, from the first time they joined, with their offences and custody, in no
    order that means anything; so many at a time, so that memory does not grow with the cohort."""
    joined: QuerySet[Any] = Nominal.objects.filter(joined_on__lte=as_of)
    if cohort:
        joined = joined.filter(cohort=cohort)
    firsts: dict[int, tuple[str, dt.date, str]] = {}
    columns = ("person_id", "reference", "joined_on", "cohort")
    for person, *first in joined.order_by("joined_on", "pk").values_list(*columns).iterator():
        firsts.setdefault(person, tuple(first))
    left = _left(joined)
    for people in batched(sorted(firsts), CHUNK):
        between = {"person__gte": people[0], "person__lte": people[-1]}
        offences = _by_person(Offence.objects.filter(**between).values_list(*OFFENDED), Offending)
        custody = _by_person(CustodyPeriod.objects.filter(**between).values_list(*HELD), Inside)
        for person in people:
            reference, joined_on, kind = firsts[person]
            yield Member(
                reference,
                joined_on,
                tuple(offences.get(person, ())),
                tuple(custody.get(person, ())),
                left.get(person),
                kind,
            )


def _by_person(rows: QuerySet[Any], of: type[Fact]) -> dict[int, list[Fact]]:
    found: dict[int, list[Fact]] = defaultdict(list)
    for row in rows.order_by().iterator():
        found[row[0]].append(of._make(row[1:]))
    return found


def _left(joined: QuerySet[Any]) -> dict[int, dt.date]:
    """The last day of whoever is not in the cohort any more."""
    stays = set(
        joined.filter(status=NominalStatus.SELECTED).order_by().values_list("person_id", flat=True)
    )
    gone = joined.exclude(left_on=None).order_by("left_on").values_list("person_id", "left_on")
    return {person: day for person, day in gone if person not in stays}


def cohort_measure(*, as_of: dt.date, settings: Settings, cohort: str = "") -> Measure:
    """The measure of everybody who has joined by a day, or of one cohort."""
    return measure(members_on(as_of, cohort), as_of=as_of, settings=settings)


@dataclass(frozen=True)
class MeasurePage:
    """Everything that the page and the file of the measure show."""

    measure: Measure
    groups: dict[str, list[Group]]
    other_ways: list[Group]
    months: list[Month]
    chart: Chart | None


def measure_page(*, as_of: dt.date, settings: Settings, cohort: str = "") -> MeasurePage:
    """The measure with its parts, the same number by other settings, and the months around."""
    members = sorted(members_on(as_of, cohort), key=lambda each: (each.joined_on, each.reference))
    chosen = {"as_of": as_of, "settings": settings}
    months = months_around(members, as_of=as_of, settings=settings)
    cohorts = {key: name for key, name in Cohort.choices if cohort in ("", key)}
    return MeasurePage(
        measure(members, as_of=as_of, settings=settings),
        {
            "By cohort": by_cohort(members, cohorts, **chosen),  # type: ignore[arg-type]
            "By category of offence": by_category(
                members,
                {key: str(name) for key, name in OffenceCategory.choices},
                **chosen,  # type: ignore[arg-type]
            ),
            "By year of joining": by_year(members, **chosen),  # type: ignore[arg-type]
        },
        _other_ways(members, as_of, settings),
        months,
        draw(months),
    )


def _other_ways(members: list[Member], as_of: dt.date, settings: Settings) -> list[Group]:
    """The same people by each other choice, so that no choice hides behind the number."""
    ways: tuple[tuple[str, dict[str, Any]], ...] = (
        ("Proven offences only", {"proven_only": True}),
        ("All offences but no further action", {"proven_only": False}),
        ("Custody days taken out", {"custody_out": True}),
        ("Custody days left in", {"custody_out": False}),
        ("Leavers followed only until they left", {"follow_leavers": False}),
        ("Leavers followed to the day of measuring", {"follow_leavers": True}),
    )
    others = [(name, replace(settings, **way)) for name, way in ways]
    return [
        Group(name, measure(members, as_of=as_of, settings=other))
        for name, other in others
        if other != settings
    ]
