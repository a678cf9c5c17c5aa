"""Support by source, by priority and by need; each adds up to the whole."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TypeVar

from django.db.models import Min, Q
from django.utils import timezone

from accounts.models import User
from victims.models import (
    ConsentDecision,
    Intervention,
    OutcomeMeasure,
    OutcomeResult,
    Priority,
    Recommendation,
    SourceKind,
    SupportGoal,
    SupportReferral,
    SupportStatus,
    SurveyAnswer,
)
from victims.queries.figures import (
    Rows,
    Stage,
    SupportCounts,
    panels_held,
    parts_of_life_named,
    within,
)
from victims.queries.targets import target_days

T = TypeVar("T")
Keys = Callable[[SupportReferral], Iterable[str]]


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


@dataclass
class _Found:
    """What the referrals of a service have to do with a period, by referral."""

    start: dt.date
    end: dt.date
    rows: list[SupportReferral] = field(default_factory=list)
    limits: dict[int, int] = field(default_factory=dict)
    needs: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    interventions: dict[int, Counter[Stage]] = field(default_factory=lambda: defaultdict(Counter))
    outcomes: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    sent: set[int] = field(default_factory=set)
    answered: set[int] = field(default_factory=set)
    replies: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def within(self, moment: dt.datetime | dt.date | None) -> bool:
        """Whether a moment, or a day, lies in the period on London's calendar."""
        day = timezone.localdate(moment) if isinstance(moment, dt.datetime) else moment
        return day is not None and self.start <= day <= self.end


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
        ("source", SourceKind.choices, lambda row: [row.source_kind]),
        ("priority", Priority.choices, lambda row: [row.priority]),
        ("need", parts_of_life_named(), lambda row: found.needs[row.pk]),
    )
    return {name: _split(found, choices, keys) for name, choices, keys in by}


def _split(
    found: _Found, choices: Sequence[tuple[str, object]], keys: Keys
) -> dict[str, SplitLine]:
    of_key: dict[str, list[SupportReferral]] = defaultdict(list)
    for row in found.rows:
        for key in keys(row):
            of_key[key].append(row)
    return {key: SplitLine(str(label), _counts(of_key[key], found)) for key, label in choices}


def _found(among: Rows, start: dt.date, end: dt.date) -> _Found:
    found = _Found(start, end)
    _add_what_was_done(found, among)
    _add_surveys(found, among)
    found.rows = _rows(found, among)
    pks = [row.pk for row in found.rows]
    goals = SupportGoal.objects.filter(referral__in=pks)
    for referral, need in goals.values_list("referral", "need"):
        found.needs[referral].add(need)
    found.limits = target_days({row.pk: (row.priority, row.referred_on) for row in found.rows})
    return found


def _add_what_was_done(found: _Found, among: Rows) -> None:
    days = (found.start, found.end)
    done = Intervention.objects.filter(referral__in=among.values("pk"), proposed_on__range=days)
    for referral, kind, status in done.values_list("referral", "kind", "status"):
        found.interventions[referral][kind, status] += 1
    closed = among.filter(within("closed_at", *days), status=SupportStatus.CLOSED)
    measured = OutcomeMeasure.objects.filter(referral__in=closed.values("pk"))
    for referral, result in measured.values_list("referral", "result"):
        found.outcomes[referral][result] += 1


def _add_surveys(found: _Found, among: Rows) -> None:
    days = (found.start, found.end)
    surveys = SurveyAnswer.objects.filter(referral__in=among.values("pk"))
    for referral, answered in surveys.filter(asked_on__range=days).values_list(
        "referral", "answered_on"
    ):
        found.sent.add(referral)
        if answered:
            found.answered.add(referral)
    replies = surveys.filter(answered_on__range=days)
    for referral, said in replies.values_list("referral", "would_recommend"):
        found.replies[referral][said] += 1


def _rows(found: _Found, among: Rows) -> list[SupportReferral]:
    days = (found.start, found.end)
    given = Q(consents__decision=ConsentDecision.GIVEN)
    happened = Q(agreed_on__range=days)
    for moment in ("referred_at", "support_started_at", "first_contact_at", "closed_at"):
        happened |= within(moment, *days)
    done = {*found.interventions, *found.outcomes, *found.sent, *found.replies}
    rows = among.annotate(agreed_on=Min("consents__decided_on", filter=given))
    return list(rows.filter(happened | Q(pk__in=done)))


def _counts(rows: list[SupportReferral], found: _Found) -> SupportCounts:
    within = found.within
    reached = [row for row in rows if within(row.first_contact_at)]
    days = [row.working_days_to_first_contact or 0 for row in reached]
    in_time = sum(taken <= found.limits[row.pk] for taken, row in zip(days, reached, strict=True))
    interventions = _added(found.interventions, rows)
    outcomes, replies = _added(found.outcomes, rows), _added(found.replies, rows)
    yes, no = replies[Recommendation.YES], replies[Recommendation.NO]
    return {
        "referred": sum(within(row.referred_at) for row in rows),
        "accepted": sum(within(getattr(row, "agreed_on", None)) for row in rows),
        "supported": len({row.person_id for row in rows if within(row.support_started_at)}),
        "closed": sum(within(row.closed_at) for row in rows if row.status == SupportStatus.CLOSED),
        "working_days_to_first_contact": sorted(days),
        "within_target": (in_time, len(reached)),
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


def _added(by_referral: Mapping[int, Counter[T]], rows: list[SupportReferral]) -> Counter[T]:
    added: Counter[T] = Counter()
    for row in rows:
        added.update(by_referral.get(row.pk, ()))
    return added
