"""When two reports are of one incident. The one rule, for every number of incidents that is shown.

Reports are of one incident if somebody has joined them. Where nobody has decided, they also are if
they tell of the same heading on the same day at the same place and come from different hands, as
one incident told to two agencies does. Whoever finds them apart ends that. Pure: it knows no
database.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

Hands = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One report of an incident. `what` is its day, place and heading; `hands` who wrote it down
    where and told whom, nothing if that is not known; `group` what somebody has put it into."""

    key: int
    what: tuple[Any, ...]
    hands: Hands = ()
    group: int = 0


def pair(one: int, other: int) -> tuple[int, int]:
    """Two reports in the order in which a decision on them is kept."""
    return min(one, other), max(one, other)


def marks(
    reports: Iterable[Report], apart: Collection[tuple[int, int]] = frozenset()
) -> dict[int, int]:
    """The mark of each report's incident: as many marks, as many incidents. It is the first group
    that somebody has put any of its reports into, or else minus the first of their keys."""
    told = sorted(reports, key=lambda each: each.key)
    incidents = _Incidents(told, apart)
    alike: dict[tuple[Any, ...], list[Report]] = defaultdict(list)
    grouped: dict[int, Report] = {}
    for report in told:
        alike[report.what].append(report)
        if report.group:
            incidents.join(grouped.setdefault(report.group, report).key, report.key)
    for same in alike.values():
        for one, other in _from_other_hands(same, incidents.parted):
            incidents.join_unless_parted(one.key, other.key)
    return incidents.marks(told)


def _from_other_hands(
    same: Sequence[Report], parted: Collection[int]
) -> Iterator[tuple[Report, Report]]:
    """Pairs from different hands that connect all that such pairs connect. All of them are only
    gone through where somebody has found some of these apart."""
    if any(report.key in parted for report in same):
        pairs: Iterable[tuple[Report, Report]] = combinations(same, 2)
    else:
        first = same[0]
        another = next((each for each in same if _differ(first, each)), first)
        pairs = ((first if _differ(first, each) else another, each) for each in same)
    return ((one, other) for one, other in pairs if _differ(one, other))


def _differ(one: Report, other: Report) -> bool:
    return one is not other and (not one.hands or one.hands != other.hands)


class _Incidents:
    """Which reports are together so far: each starts alone."""

    def __init__(self, told: Iterable[Report], apart: Collection[tuple[int, int]]) -> None:
        self._together = {report.key: [report.key] for report in told}
        self._apart = apart
        self.parted = {key for both in apart for key in both}

    def join(self, one: int, other: int) -> None:
        here, there = self._together[one], self._together[other]
        if here is there:
            return
        here.extend(there)
        for key in there:
            self._together[key] = here

    def join_unless_parted(self, one: int, other: int) -> None:
        here, there = self._together[one], self._together[other]
        if here is there:
            return
        mine, theirs = self.parted.intersection(here), self.parted.intersection(there)
        if not any(pair(key, each) in self._apart for key in mine for each in theirs):
            self.join(one, other)

    def marks(self, told: Iterable[Report]) -> dict[int, int]:
        groups: dict[int, int] = {}
        for report in told:
            if report.group:
                place = id(self._together[report.key])
                groups[place] = min(report.group, groups.get(place, report.group))
        return {
            key: groups.get(id(together)) or -min(together)
            for key, together in self._together.items()
        }
