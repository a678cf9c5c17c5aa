"""The repeat engine: who and what keeps coming back, worked out from the incidents.

It reads the incidents of the window once for people and once for places, in order, a page at a
time. Incidents of restricted cases count for nothing here: a flag would
tell of them. Run again, it changes nothing that has not changed.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.db.models import Case as Choose
from django.db.models import F, Q, QuerySet, When
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.counting import marks
from cases.models import (
    HARMED_ROLES,
    Incident,
    PartyRole,
    RepeatFlag,
    RepeatIncident,
    RepeatRule,
    RepeatStatus,
)
from cases.queries.counting import Counted, Pairs, found_apart, with_group
from cases.queries.settings import settings_on
from cases.workflow import REPEAT
from ui.batches import batched

BATCH = 500
CHUNK = 2000
THRESHOLDS = {
    RepeatRule.VICTIM: "repeat_victim_incidents",
    RepeatRule.PERPETRATOR: "repeat_perpetrator_incidents",
    RepeatRule.ADDRESS: "repeat_address_incidents",
}
WINDOW = "repeat_window_days"
SIDES = 2


@dataclass(frozen=True)
class Numbers:
    """The numbers of the rules as they applied on the day of the count."""

    day: dt.date
    window_days: int
    thresholds: dict[RepeatRule, int]

    @property
    def since(self) -> dt.date:
        """The first day that counts: this many days before the last."""
        return self.day - dt.timedelta(days=self.window_days)


@dataclass(frozen=True)
class Found:
    """A rule that is met, and the incidents that meet it, each with its mark."""

    rule: RepeatRule
    evidence: frozenset[tuple[int, int]]
    person: int | None = None
    postcode: str = ""

    @property
    def key(self) -> tuple[str, int | None, str]:
        """Whose flag it is."""
        return self.rule.value, self.person, self.postcode


@dataclass
class Tally:
    """What a run did."""

    raised: int = 0
    again: int = 0
    changed: int = 0
    lapsed: int = 0
    standing: set[int] = field(default_factory=set)

    @property
    def changes(self) -> dict[str, int]:
        """For the log; empty if nothing changed."""
        counts = {
            "raised": self.raised,
            "raised again": self.again,
            "changed": self.changed,
            "lapsed": self.lapsed,
        }
        return {what: number for what, number in counts.items() if number}


def count_repeats(day: dt.date | None = None) -> dict[str, int]:
    """Raise a flag for every rule met on a day, and let those lapse that are met no more. One that
    was taken up or dismissed is raised again only with an incident that it did not have."""
    numbers = numbers_on(day or timezone.localdate())
    tally = Tally()
    found = _found(numbers)
    for batch in batched(found, BATCH):
        with transaction.atomic():
            _settle(batch, numbers, tally)
    with transaction.atomic():
        _let_lapse(tally)
        if tally.changes:
            record(
                "repeats.counted",
                by=None,
                subject="repeats",
                operation=Operation.COMBINATION,
                changes=tally.changes,
            )
    return tally.changes


@transaction.atomic
def dismiss_repeat(flag: RepeatFlag, *, by: User, reason: str) -> None:
    """Say that a flag needs nothing, with the reason, until there is a new incident."""
    _decide(flag, RepeatStatus.DISMISSED, "repeat.dismissed", by=by, reason=reason)


@transaction.atomic
def take_up_repeat(flag: RepeatFlag, *, by: User, reason: str) -> None:
    """Say what is done about a flag. It stands, and is to be decided again with a new incident."""
    _decide(flag, RepeatStatus.TAKEN_UP, "repeat.taken_up", by=by, reason=reason)


def _decide(flag: RepeatFlag, to: str, verb: str, *, by: User, reason: str) -> None:
    REPEAT.move(flag, to, reason=reason, decided_by=by, decided_at=timezone.now())
    record(
        verb,
        by=by,
        subject=f"repeat {flag.pk}",
        trail=f"person {flag.person.reference}" if flag.person else "",
        operation=Operation.ALTERATION,
        reason=reason,
        changes={"rule": flag.rule},
    )


def numbers_on(day: dt.date) -> Numbers:
    """The rules' numbers as they apply on a day."""
    chosen = settings_on(day, [WINDOW, *THRESHOLDS.values()])
    thresholds = {rule: chosen[key] for rule, key in THRESHOLDS.items()}
    return Numbers(day, chosen[WINDOW], {**thresholds, RepeatRule.BOTH_SIDES: SIDES})


def _found(numbers: Numbers) -> Iterator[Found]:
    rows, apart = _counted(numbers), found_apart()
    people = rows.annotate(key=F("case__parties__person"), role=F("case__parties__role"))
    for person, several in _by_key(people.exclude(key=None), "role", *Counted._fields):
        sides = [(role, Counted(*told)) for role, *told in several]
        yield from _met_by_person(person, sides, numbers, apart)
    # An incident is where its postcode says, or else where its case is.
    place = Choose(When(postcode="", then=F("case__postcode")), default=F("postcode"))
    for postcode, several in _by_key(rows.annotate(key=place).exclude(key=""), *Counted._fields):
        evidence = _evidence((Counted(*told) for told in several), apart)
        if _marks(evidence) >= numbers.thresholds[RepeatRule.ADDRESS]:
            yield Found(RepeatRule.ADDRESS, evidence, postcode=postcode)


def _counted(numbers: Numbers) -> QuerySet[Any]:
    rows = Incident.objects.filter(
        happened_on__gte=numbers.since, happened_on__lte=numbers.day, case__is_restricted=False
    )
    return with_group(rows)


def _evidence(rows: Iterable[Counted], apart: Pairs) -> frozenset[tuple[int, int]]:
    """Incidents with their marks: those with one mark count once."""
    return frozenset(marks((row.report for row in set(rows)), apart).items())


def _by_key(rows: QuerySet[Any], *columns: str) -> Iterator[tuple[Any, list[tuple[Any, ...]]]]:
    """Each key with its rows, a page of keys at a time: no reading is open while flags are
    written, and no more than a page is in memory."""
    page = rows
    while keys := list(page.order_by("key").values_list("key", flat=True).distinct()[:BATCH]):
        within = page.filter(key__lte=keys[-1]).order_by("key").values_list("key", *columns)
        for key, several in groupby(list(within), key=itemgetter(0)):
            yield key, [row[1:] for row in several]
        page = rows.filter(key__gt=keys[-1])


def _met_by_person(
    person: int, rows: list[tuple[str, Counted]], numbers: Numbers, apart: Pairs
) -> Iterator[Found]:
    harmed = [told for role, told in rows if role in HARMED_ROLES]
    alleged = [told for role, told in rows if role == PartyRole.ALLEGED_PERPETRATOR]
    for rule, side in ((RepeatRule.VICTIM, harmed), (RepeatRule.PERPETRATOR, alleged)):
        evidence = _evidence(side, apart)
        if _marks(evidence) >= numbers.thresholds[rule]:
            yield Found(rule, evidence, person)
    both = {told.case_id for told in harmed} & {told.case_id for told in alleged}
    evidence = frozenset(
        (told.pk, mark)
        for mark, side in enumerate((harmed, alleged), 1)
        for told in side
        if told.case_id not in both
    )
    if _marks(evidence) == SIDES:
        yield Found(RepeatRule.BOTH_SIDES, evidence, person)


def _marks(evidence: Iterable[tuple[int, int]]) -> int:
    return len({mark for _, mark in evidence})


def _settle(batch: Iterable[Found], numbers: Numbers, tally: Tally) -> None:
    found = {each.key: each for each in batch}
    known = {(flag.rule, flag.person_id, flag.postcode): flag for flag in _flags_of(found)}
    fresh = [each for key, each in found.items() if key not in known]
    flags = RepeatFlag.objects.bulk_create([_flag(each, numbers) for each in fresh])
    tally.raised += len(flags)
    tally.standing.update(flag.pk for flag in flags)
    evidence = dict(zip((flag.pk for flag in flags), fresh, strict=True))
    for key, flag in known.items():
        if _renew(flag, found[key], numbers, tally):
            evidence[flag.pk] = found[key]
    RepeatIncident.objects.filter(flag__in=list(evidence)).delete()
    RepeatIncident.objects.bulk_create(
        [
            RepeatIncident(flag_id=pk, incident_id=incident, mark=mark)
            for pk, each in evidence.items()
            for incident, mark in sorted(each.evidence)
        ],
        batch_size=CHUNK,
    )


def _flags_of(found: Iterable[tuple[str, int | None, str]]) -> Iterator[RepeatFlag]:
    """The flags that these people and places have, with their evidence."""
    keys = set(found)
    people = {person for _, person, _ in keys if person}
    places = {postcode for _, _, postcode in keys if postcode}
    rows = RepeatFlag.objects.filter(Q(person__in=people) | Q(postcode__in=places))
    for flag in rows.prefetch_related("evidence"):
        if (flag.rule, flag.person_id, flag.postcode) in keys:
            yield flag


def _flag(found: Found, numbers: Numbers) -> RepeatFlag:
    return RepeatFlag(
        rule=found.rule,
        person_id=found.person,
        postcode=found.postcode,
        threshold=numbers.thresholds[found.rule],
        window_days=numbers.window_days,
    )


def _renew(flag: RepeatFlag, found: Found, numbers: Numbers, tally: Tally) -> bool:
    """Bring a flag up to date; whether anything of it changed."""
    had = frozenset((row.incident_id, row.mark) for row in flag.evidence.all())
    rule = {"threshold": numbers.thresholds[found.rule], "window_days": numbers.window_days}
    has_new = _has_new(found, had)
    if flag.status == RepeatStatus.DISMISSED and not has_new:
        return False
    tally.standing.add(flag.pk)
    if flag.status != RepeatStatus.RAISED and (flag.status != RepeatStatus.TAKEN_UP or has_new):
        cleared = {"reason": "", "decided_by": None, "decided_at": None}
        REPEAT.move(flag, RepeatStatus.RAISED, raised_at=timezone.now(), **cleared, **rule)
        tally.again += 1
        return True
    same_rule = all(getattr(flag, name) == value for name, value in rule.items())
    if had == found.evidence and same_rule:
        return False
    RepeatFlag.objects.filter(pk=flag.pk).update(**rule)
    tally.changed += 1
    return True


def _has_new(found: Found, had: frozenset[tuple[int, int]]) -> bool:
    """Whether there is an incident it did not have, and that is not one of those found to be the
    same as one it had."""
    known = {incident for incident, _ in had}
    if found.rule == RepeatRule.BOTH_SIDES:
        return any(incident not in known for incident, _ in found.evidence)
    old = {mark for incident, mark in found.evidence if incident in known}
    return any(mark not in old for _, mark in found.evidence)


def _let_lapse(tally: Tally) -> None:
    """End the flags that stand and were not found again."""
    for flag in RepeatFlag.objects.raised().iterator(chunk_size=CHUNK):
        if flag.pk not in tally.standing:
            REPEAT.move(flag, RepeatStatus.LAPSED)
            tally.lapsed += 1
