"""How many incidents there are, each counted once, and which may be one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models import Case as Choose
from django.db.models.functions import Cast, Coalesce, Lower

from accounts.anybody import compiled_for
from accounts.models import User
from cases.counting import Hands, Report, marks
from cases.models import Case, GroupedIncident, Incident, IncidentMatch, MatchStatus
from ui.batches import batched
from ui.compiled import Given, Rows

Pairs = frozenset[tuple[int, int]]
CHUNK = 10_000
DECIDED = 1_000
WHAT = ("happened_on", "place", "category")
HANDS = ("case_id", "by", "told")
_ALIKE = Q(
    Q(postcode=OuterRef("postcode")) & (~Q(postcode="") | Q(case=OuterRef("case"))),
    happened_on=OuterRef("happened_on"),
    category=OuterRef("category"),
)
"""Of one day, place and heading, so that the index by day and place serves."""

_DIFFER = ~Q(case=OuterRef("case")) | ~Q(by=OuterRef("by")) | ~Q(told=OuterRef("told"))


class Counted(NamedTuple):
    """What the rule asks of an incident."""

    pk: int
    happened_on: Any
    postcode: str
    category: str
    case_id: int
    recorded_by_id: int | None
    reported_to: str
    group: int | None

    @property
    def report(self) -> Report:
        """As the rule takes it. What has no postcode is at one place with its own case alone."""
        return Report(
            key=self.pk,
            what=(self.happened_on, self.postcode or self.case_id, self.category),
            hands=(self.case_id, self.recorded_by_id, self.reported_to.casefold()),
            group=self.group or 0,
        )


def with_group(incidents: QuerySet[Any]) -> QuerySet[Any]:
    """Incidents, each with the group that somebody has put it into."""
    current = GroupedIncident.objects.current().filter(incident=OuterRef("pk"))
    counted: QuerySet[Any] = incidents.annotate(group=Subquery(current.values("group")[:1]))
    return counted


def found_apart(incidents: QuerySet[Any] | list[Incident] | None = None) -> Pairs:
    """The pairs that somebody has found to be two, among these incidents or all."""
    rows = IncidentMatch.objects.filter(status=MatchStatus.APART)
    if incidents is not None:
        if not isinstance(incidents, list):
            incidents = incidents.order_by()
        rows = rows.filter(first__in=incidents)
    return frozenset(rows.values_list("first_id", "second_id"))


def count_incidents(incidents: QuerySet[Any]) -> int:
    """How many incidents these are, each counted once (`cases.counting`). The database counts those
    that nobody has decided on; those that somebody has, and what is like them, are gone through
    here: as many as there are decisions, not as there are incidents."""
    rows = _placed(incidents.order_by())
    apart = _by_key(found_apart())
    number = _counted_alike(rows)
    for together in _decided(rows):
        pairs = {pair for each in together for pair in apart.get(each.key, ())}
        number += len(set(marks(together, pairs).values())) - _number_alike(together)
    return number


def _by_key(pairs: Pairs) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in pairs:
        for key in pair:
            found[key].append(pair)
    return found


def counted_once(incidents: QuerySet[Any]) -> QuerySet[Incident]:
    """Of each incident the report that came first, so that there are as many as `count_incidents`
    says. Every report is gone through: for a list that somebody reads, not for a number."""
    rows = with_group(incidents).order_by().values_list(*Counted._fields)
    reports = [Counted(*row).report for row in rows.iterator(chunk_size=CHUNK)]
    firsts: dict[int, int] = {}
    for key, mark in sorted(marks(reports, found_apart(incidents)).items()):
        firsts.setdefault(mark, key)
    return Incident.objects.filter(pk__in=list(firsts.values()))


def _placed(incidents: QuerySet[Any]) -> QuerySet[Any]:
    """Incidents with the place and the hands that the rule asks for: the place is the postcode, or
    else the case."""
    own_case = Cast("case_id", CharField())
    place = Choose(When(postcode="", then=own_case), default=F("postcode"))
    by = Coalesce("recorded_by_id", Value(0))
    placed: QuerySet[Any] = incidents.annotate(place=place, by=by, told=Lower("reported_to"))
    return placed


def _counted_alike(rows: QuerySet[Any]) -> int:
    """How many, had nobody decided anything: those alike are one if they come from different hands,
    and as many as they are if they all come from the same."""
    differ = Q()
    alike = rows.values(*WHAT).annotate(number=Count("pk"))
    for hand in HANDS:
        alike = alike.annotate(**{f"first_{hand}": Min(hand), f"last_{hand}": Max(hand)})
        differ |= ~Q(**{f"first_{hand}": F(f"last_{hand}")})
    one_each = Choose(When(differ, then=Value(1)), default=F("number"))
    return alike.aggregate(all=Sum(one_each))["all"] or 0


def _number_alike(reports: Iterable[Report]) -> int:
    """The same of reports at hand."""
    number: Counter[Any] = Counter()
    hands: dict[Any, set[Hands]] = defaultdict(set)
    for each in reports:
        number[each.what] += 1
        hands[each.what].add(each.hands)
    return sum(
        1 if len(hands[what]) > 1 or () in hands[what] else times for what, times in number.items()
    )


def _decided(rows: QuerySet[Any]) -> Iterator[list[Report]]:
    """The reports that somebody has decided on, in lots that no decision joins: where some are
    found to be two, all that are alike; and all that are in groups, with those alike to them that
    have to be told apart. One that the rule joins to others anyway has hands of its own."""
    groups = dict(GroupedIncident.objects.current().values_list("incident", "group"))
    grouped: dict[int, Report] = {}
    for alike in _beside_apart(rows, groups):
        if any(each.group for each in alike):
            grouped |= {each.key: each for each in alike}
        else:
            yield alike
    for each in _in_group(rows, groups):
        grouped.setdefault(each.key, each)
    yield list(grouped.values())


def _beside_apart(rows: QuerySet[Any], groups: Mapping[int, int]) -> Iterator[list[Report]]:
    """All that are alike, for each report that somebody has found to be another than some other."""
    apart = IncidentMatch.objects.filter(status=MatchStatus.APART)
    parted = apart.values_list("first").union(apart.values_list("second"))
    alike = Exists(Incident.objects.filter(pk__in=parted).filter(_ALIKE))
    found = rows.filter(alike).order_by(*WHAT).values_list(*WHAT, "pk", *HANDS)
    for what, some in groupby(found.iterator(chunk_size=CHUNK), key=lambda row: row[:3]):
        yield [Report(row[3], what, row[4:], groups.get(row[3], 0)) for row in some]


def _in_group(rows: QuerySet[Any], groups: Mapping[int, int]) -> Iterator[Report]:
    """Those in groups, asked for by key: so an index finds them and what is alike, however many
    incidents there are."""
    for keys in batched(groups, DECIDED):
        found = rows.filter(pk__in=keys).annotate(differ=Exists(rows.filter(_ALIKE & _DIFFER)))
        for pk, differ, *rest in found.values_list("pk", "differ", *WHAT, *HANDS):
            yield Report(pk, tuple(rest[:3]), () if differ else tuple(rest[3:]), groups[pk])


def matches_of(user: User, status: str) -> QuerySet[IncidentMatch]:
    """Pairs with one answer, of which the user sees both incidents in full."""
    rows = IncidentMatch.objects.visible_to(user).filter(status=status)
    return rows.select_related("first__case", "second__case", "decided_by")


def match_seen_by(user: User, pk: int) -> IncidentMatch | None:
    """One pair, if the user sees both incidents in full."""
    rows = IncidentMatch.objects.visible_to(user)
    return rows.select_related("first__case", "second__case").filter(pk=pk).first()


def also_told(case: Case, user: User) -> dict[int, str]:
    """For each incident of a case that was found to be one with others: who else was told, as far
    as the user sees those others in full."""
    rows = compiled_for(user, _in_groups, case=case.pk)
    groups: dict[int, list[_Told]] = defaultdict(list)
    for group, *told in rows:
        groups[group].append(_Told(*told))
    return {
        each.incident: "; ".join(other.said for other in together if other is not each)
        for together in groups.values()
        if len(together) > 1
        for each in together
        if each.case == case.pk
    }


class _Told(NamedTuple):
    """An incident in a group, and who was told of it."""

    incident: int
    case: int
    reported_to: str
    report_reference: str
    reference: str

    @property
    def said(self) -> str:
        """Who was told, under which reference, in which case."""
        parts = (self.reported_to, self.report_reference, f"in {self.reference}")
        return " ".join(part for part in parts if part)


def _in_groups(user: User) -> Rows:
    case = Given("case", BigIntegerField())
    here = GroupedIncident.objects.current().filter(incident__case=case).values("group")
    rows = GroupedIncident.objects.visible_to(user).current().filter(group__in=here)
    told: Rows = rows.order_by("incident_id").values_list(
        "group_id",
        "incident_id",
        "incident__case_id",
        "incident__reported_to",
        "incident__report_reference",
        "incident__case__reference",
    )
    return told
