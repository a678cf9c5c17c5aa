"""Support by source, by priority and by need; each adds up to the whole."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, NamedTuple, TypeVar

from django.db.models import Min, Q
from django.utils import timezone

from accounts.models import User
from ui.working_days import working_days_between
from victims.models import (
    ConsentDecision,
    OutcomeResult,
    Priority,
    Recommendation,
    SourceKind,
    SupportGoal,
    SupportReferral,
    SupportStatus,
    SurveyAnswer,
)
from victims.queries import counted
from victims.queries.counted import Rows, within
from victims.queries.figures import Stage, SupportCounts, panels_held, parts_of_life_named
from victims.queries.targets import target_days

T = TypeVar("T")
Days = tuple[dt.date, dt.date]
MOMENTS = ("referred_at", "first_contact_at", "support_started_at", "closed_at")


@dataclass(frozen=True)
class SplitLine:
    """One source, priority or need, and what support of it came to in a period. Replies without a
    name belong to none."""

    label: str
    counts: SupportCounts

    @property
    def middle(self) -> str:
        """The median working days to the first contact."""
        days = self.counts["working_days_to_first_contact"]
        return f"{median(days):g}" if days else ""


class _Row(NamedTuple):
    """What one referral has to do with a period: working days to the first talk if that was in it,
    and whether they were in time."""

    pk: int
    person: int
    source: str
    priority: str
    referred: bool
    accepted: bool
    started: bool
    closed: bool
    days: int | None
    in_time: bool


@dataclass
class _Found:
    """What the referrals of a service have to do with a period, by referral."""

    rows: list[_Row] = field(default_factory=list)
    needs: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    interventions: dict[int, Counter[Stage]] = field(default_factory=lambda: defaultdict(Counter))
    outcomes: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    sent: set[int] = field(default_factory=set)
    answered: set[int] = field(default_factory=set)
    replies: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


Keys = Callable[[_Row], Iterable[str]]
Splits = dict[str, dict[str, SplitLine]]
"""By `source`, `priority` or `need`: each of them by its key."""


def service_splits(user: User, start: dt.date, end: dt.date) -> Splits:
    """The user's own service in a period, both days included."""
    return support_splits(start, end, SupportReferral.objects.visible_to(user))


def support_splits(start: dt.date, end: dt.date, rows: Rows | None = None) -> Splits:
    """Support in a period, both days included; of `rows` alone, or of every referral. Somebody
    with goals in several parts of life counts in each; somebody with none, in none."""
    found = _found(SupportReferral.objects.all() if rows is None else rows, start, end)
    by: tuple[tuple[str, Sequence[tuple[str, object]], Keys], ...] = (
        ("source", SourceKind.choices, lambda row: [row.source]),
        ("priority", Priority.choices, lambda row: [row.priority]),
        ("need", parts_of_life_named(), lambda row: found.needs[row.pk]),
    )
    return {name: _split(found, choices, keys) for name, choices, keys in by}


def _split(
    found: _Found, choices: Sequence[tuple[str, object]], keys: Keys
) -> dict[str, SplitLine]:
    of_key: dict[str, list[_Row]] = defaultdict(list)
    for row in found.rows:
        for key in keys(row):
            of_key[key].append(row)
    return {key: SplitLine(str(label), _counts(of_key[key], found)) for key, label in choices}


def _found(among: Rows, start: dt.date, end: dt.date) -> _Found:
    found, days = _Found(), (start, end)
    _add_what_was_done(found, among, days)
    _add_surveys(found, among, days)
    found.rows = _rows(found, among, days)
    goals = SupportGoal.objects.filter(referral__in=among.values("pk"))
    known = {row.pk for row in found.rows}
    for referral, need in goals.values_list("referral", "need"):
        if referral in known:
            found.needs[referral].add(need)
    return found


def _add_what_was_done(found: _Found, among: Rows, days: Days) -> None:
    done = counted.proposed(among, *days)
    for referral, kind, status in done.values_list("referral", "kind", "status"):
        found.interventions[referral][kind, status] += 1
    measured = counted.outcomes(among, *days)
    for referral, result in measured.values_list("referral", "result"):
        found.outcomes[referral][result] += 1


def _add_surveys(found: _Found, among: Rows, days: Days) -> None:
    sent = counted.surveys_sent(among, *days)
    for referral, answered in sent.values_list("referral", "answered_on"):
        found.sent.add(referral)
        if answered:
            found.answered.add(referral)
    surveys = SurveyAnswer.objects.filter(referral__in=among.values("pk"))
    replies = surveys.filter(answered_on__range=days)
    for referral, said in replies.values_list("referral", "would_recommend"):
        found.replies[referral][said] += 1


def _rows(found: _Found, among: Rows, days: Days) -> list[_Row]:
    given = Q(consents__decision=ConsentDecision.GIVEN)
    happened = Q(agreed_on__range=days)
    for moment in MOMENTS:
        happened |= within(moment, *days)
    done = {*found.interventions, *found.outcomes, *found.sent, *found.replies}
    rows = among.annotate(agreed_on=Min("consents__decided_on", filter=given))
    fields = ("pk", "person", "source_kind", "priority", "status", "agreed_on", *MOMENTS)
    held = list(rows.filter(happened | Q(pk__in=done)).values_list(*fields))
    return _worked_out(held, days)


def _worked_out(held: list[tuple[Any, ...]], days: Days) -> list[_Row]:
    """Each referral once, its days as London's calendar has them."""
    on = [
        (*row[:6], *(timezone.localdate(each) if each else None for each in row[6:]))
        for row in held
    ]
    limits = target_days({row[0]: (row[3], row[6]) for row in on})
    made = []
    for pk, person, source, priority, status, agreed, referred, talked, started, closed in on:
        first = working_days_between(referred, talked) if _in(talked, days) else None
        made.append(
            _Row(
                pk, person, source, priority,
                referred=_in(referred, days),
                accepted=_in(agreed, days),
                started=_in(started, days),
                closed=status == SupportStatus.CLOSED and _in(closed, days),
                days=first,
                in_time=first is not None and first <= limits[pk],
            )
        )  # fmt: skip
    return made


def _in(day: dt.date | None, days: Days) -> bool:
    return day is not None and days[0] <= day <= days[1]


def _counts(rows: list[_Row], found: _Found) -> SupportCounts:
    days = sorted(row.days for row in rows if row.days is not None)
    interventions = _added(found.interventions, rows)
    outcomes, replies = _added(found.outcomes, rows), _added(found.replies, rows)
    yes, no = replies[Recommendation.YES], replies[Recommendation.NO]
    return {
        "referred": sum(row.referred for row in rows),
        "accepted": sum(row.accepted for row in rows),
        "supported": len({row.person for row in rows if row.started}),
        "closed": sum(row.closed for row in rows),
        "working_days_to_first_contact": days,
        "within_target": (sum(row.in_time for row in rows), len(days)),
        "interventions": interventions,
        "panels_held": panels_held(interventions),
        "improved": (
            outcomes[OutcomeResult.IMPROVED],
            outcomes.total() - outcomes[OutcomeResult.NOT_ASSESSED],
        ),
        "surveys_answered": (
            sum(row.pk in found.answered for row in rows),
            sum(row.pk in found.sent for row in rows),
        ),
        "would_recommend": (yes, yes + no),
    }


def _added(by_referral: Mapping[int, Counter[T]], rows: list[_Row]) -> Counter[T]:
    added: Counter[T] = Counter()
    for row in rows:
        added.update(by_referral.get(row.pk, ()))
    return added
