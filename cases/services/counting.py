"""Finding incidents that may be one, and deciding it."""

import datetime as dt
import math
from collections import defaultdict, deque
from collections.abc import Iterator

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.models import (
    GroupedIncident,
    Incident,
    IncidentGroup,
    IncidentMatch,
    MatchStatus,
)
from cases.queries.settings import settings_on
from cases.workflow import MATCH
from places.models import Postcode
from ui.batches import batched

LOOK_BACK_WEEKS = 52
BATCH = 500


class FoundApart(Exception):
    """Joining would put two incidents together that somebody found to be two."""


def propose_matches(day: dt.date | None = None) -> int:
    """Propose incidents of the last year that are near in time and place, of one kind and from
    different hands; a pair once proposed is never proposed again. Returns how many are new."""
    day = day or timezone.localdate()
    chosen = settings_on(day, ["count_once_days", "count_once_metres"])
    pairs = _pairs(day, chosen["count_once_days"], chosen["count_once_metres"])
    new = 0
    for batch in batched(pairs, BATCH):
        new += _propose(batch)
    return new


@transaction.atomic
def join_incidents(match: IncidentMatch, *, by: User, reason: str) -> IncidentGroup:
    """Count two incidents as one, together with whatever each is joined with already."""
    groups = _groups_of([match.first_id, match.second_id])
    members = _members(set(groups.values())) | {match.first_id, match.second_id}
    if _found_apart(members).exists():
        raise FoundApart(
            "One of these is joined with an incident that was found not to be the same. Take it "
            "out of there first, or say that these are two."
        )
    MATCH.move(match, MatchStatus.JOINED, **_decision(by, reason))
    group = _one_group(groups, members)
    inside = IncidentMatch.objects.proposed().filter(first__in=members, second__in=members)
    for other in inside:
        MATCH.move(other, MatchStatus.JOINED, **_decision(by, reason))
    _record("incident.joined", match, by=by, reason=reason, operation=Operation.COMBINATION)
    return group


@transaction.atomic
def keep_incidents_apart(match: IncidentMatch, *, by: User, reason: str) -> None:
    """Remember that two incidents are two. If they were joined, the later one is taken out of the
    group, and is two with each that stays."""
    was_joined = match.status == MatchStatus.JOINED
    MATCH.move(match, MatchStatus.APART, **_decision(by, reason))
    if was_joined:
        _take_out(match.second_id, by=by, reason=reason)
    _record("incident.kept_apart", match, by=by, reason=reason, operation=Operation.ALTERATION)


def _record(verb: str, match: IncidentMatch, *, by: User, reason: str, operation: str) -> None:
    record(
        verb,
        by=by,
        subject=f"incident {match.first_id}",
        trail=f"incident {match.second_id}",
        operation=operation,
        reason=reason,
    )


def _decision(by: User, reason: str) -> dict[str, object]:
    return {"decided_by": by, "decided_at": timezone.now(), "reason": reason}


def _groups_of(incidents: list[int]) -> dict[int, int]:
    rows = GroupedIncident.objects.current().filter(incident__in=incidents)
    return dict(rows.values_list("incident", "group"))


def _members(groups: set[int]) -> set[int]:
    rows = GroupedIncident.objects.current().filter(group__in=groups)
    return set(rows.values_list("incident", flat=True))


def _found_apart(members: set[int]) -> QuerySet[IncidentMatch]:
    return IncidentMatch.objects.filter(
        first__in=members, second__in=members, status=MatchStatus.APART
    )


def _one_group(groups: dict[int, int], members: set[int]) -> IncidentGroup:
    """The group that holds all these incidents and no other: an old one if there is one."""
    pk = min(groups.values(), default=None)
    group = IncidentGroup.objects.get(pk=pk) if pk else IncidentGroup.objects.create()
    current = GroupedIncident.objects.current().filter(incident__in=members)
    current.exclude(group=group).update(left_at=timezone.now())
    missing = members - _members({group.pk})
    GroupedIncident.objects.bulk_create(
        [GroupedIncident(group=group, incident_id=pk) for pk in sorted(missing)]
    )
    return group


def _take_out(incident: int, *, by: User, reason: str) -> None:
    """Take one incident out of its group; the last that is left is no group."""
    group = _groups_of([incident]).get(incident)
    if group is None:
        return
    rest = _members({group}) - {incident}
    gone = {incident} | (rest if len(rest) == 1 else set())
    rows = GroupedIncident.objects.current().filter(group=group, incident__in=gone)
    rows.update(left_at=timezone.now())
    touching = Q(first=incident, second__in=rest) | Q(second=incident, first__in=rest)
    for other in IncidentMatch.objects.filter(touching, status=MatchStatus.JOINED):
        MATCH.move(other, MatchStatus.APART, **_decision(by, reason))


@transaction.atomic
def _propose(pairs: list[tuple[int, int]]) -> int:
    """Write down the pairs that are not yet known and not joined through others."""
    firsts = [first for first, _ in pairs]
    known = set(IncidentMatch.objects.filter(first__in=firsts).values_list("first_id", "second_id"))
    groups = _groups_of([pk for pair in pairs for pk in pair])
    new = [
        IncidentMatch(first_id=first, second_id=second)
        for first, second in pairs
        if (first, second) not in known
        and (first not in groups or groups[first] != groups.get(second))
    ]
    if new:
        IncidentMatch.objects.bulk_create(new, ignore_conflicts=True)
        record(
            "incidents.matched",
            by=None,
            subject="incidents",
            operation=Operation.COMBINATION,
            changes={"proposed": len(new)},
        )
    return len(new)


def _pairs(day: dt.date, days: int, metres: int) -> Iterator[tuple[int, int]]:
    """Pairs that may be one, each once, from one reading of the year in the order of days."""
    near: dict[str, deque[Incident]] = defaultdict(deque)
    for row in _of_the_year(day):
        before = near[row.category]
        while before and (row.happened_on - before[0].happened_on).days > days:
            before.popleft()
        for other in before:
            if _from_other_hands(other, row) and _near_in_place(other, row, metres):
                yield min(other.pk, row.pk), max(other.pk, row.pk)
        before.append(row)


def _of_the_year(day: dt.date) -> Iterator[Incident]:
    """A week at a time: no reading is open while pairs are written."""
    place = Postcode.objects.filter(postcode=OuterRef("postcode"))
    rows = Incident.objects.exclude(postcode="").annotate(
        easting=Subquery(place.values("easting")[:1]),
        northing=Subquery(place.values("northing")[:1]),
    )
    rows = rows.only(
        "case_id", "category", "happened_on", "postcode", "reported_to", "recorded_by_id"
    )
    for back in range(LOOK_BACK_WEEKS * 7, -1, -7):
        first = day - dt.timedelta(days=back)
        last = min(day, first + dt.timedelta(days=6))
        week = rows.filter(happened_on__gte=first, happened_on__lte=last)
        yield from list(week.order_by("happened_on", "pk"))


def _near_in_place(one: Incident, other: Incident, metres: int) -> bool:
    """At one postcode, or at two whose middles are no further apart than so many metres."""
    if one.postcode == other.postcode:
        return True
    places = [vars(row).get(axis) for row in (one, other) for axis in ("easting", "northing")]
    if None in places:
        return False
    return math.dist(places[:2], places[2:]) <= metres  # type: ignore[arg-type]


def _from_other_hands(one: Incident, other: Incident) -> bool:
    """Not two that one person wrote into one case as told to one agency: those are two."""
    return (one.case_id, one.recorded_by_id, one.reported_to.casefold()) != (
        other.case_id,
        other.recorded_by_id,
        other.reported_to.casefold(),
    )
