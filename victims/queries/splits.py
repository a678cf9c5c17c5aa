"""The figures of a service by source, by priority and by need; each adds up to the whole."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from django.db.models import Min, Q, QuerySet
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
from victims.queries.figures import Pair, parts_of_life_named
from victims.queries.targets import target_days

Keys = Callable[[SupportReferral], Iterable[str]]


@dataclass(frozen=True)
class SplitLine:
    """One source, priority or need: counts of a period. A pair is a part and its whole: first
    contacts in time of those made, outcomes improved of those assessed at both ends, people who
    would recommend the service of those who said yes or no under their name."""

    label: str
    referred: int
    accepted: int
    supported: int
    days: list[int]
    in_time: Pair
    interventions: int
    improved: Pair
    would_recommend: Pair

    @property
    def middle(self) -> str:
        """The median working days to the first contact."""
        return f"{median(self.days):g}" if self.days else ""


@dataclass
class _Found:
    """What the referrals of a service have to do with a period, by referral."""

    start: dt.date
    end: dt.date
    rows: list[SupportReferral] = field(default_factory=list)
    limits: dict[int, int] = field(default_factory=dict)
    needs: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    interventions: Counter[int] = field(default_factory=Counter)
    outcomes: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    replies: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def within(self, moment: dt.datetime | dt.date | None) -> bool:
        """Whether a moment, or a day, lies in the period on London's calendar."""
        day = timezone.localdate(moment) if isinstance(moment, dt.datetime) else moment
        return day is not None and self.start <= day <= self.end


def splits(user: User, start: dt.date, end: dt.date) -> list[tuple[str, list[SplitLine]]]:
    """The user's own service in a period, both days included. Somebody with goals in several parts
    of life counts in each; somebody with none, in none."""
    found = _found(user, start, end)
    by: tuple[tuple[str, Sequence[tuple[str, object]], Keys], ...] = (
        ("By source", SourceKind.choices, lambda row: [row.source_kind]),
        ("By priority", Priority.choices, lambda row: [row.priority]),
        ("By need", parts_of_life_named(), lambda row: found.needs[row.pk]),
    )
    return [
        (
            title,
            [
                _line(str(label), [row for row in found.rows if code in keys(row)], found)
                for code, label in choices
            ],
        )
        for title, choices, keys in by
    ]


def _found(user: User, start: dt.date, end: dt.date) -> _Found:
    found = _Found(start, end)
    own = SupportReferral.objects.visible_to(user)
    _add_what_was_done(found, own)
    found.rows = _rows(found, own)
    pks = [row.pk for row in found.rows]
    goals = SupportGoal.objects.filter(referral__in=pks)
    for referral, need in goals.values_list("referral", "need"):
        found.needs[referral].add(need)
    found.limits = target_days({row.pk: (row.priority, row.referred_on) for row in found.rows})
    return found


def _add_what_was_done(found: _Found, own: QuerySet[SupportReferral]) -> None:
    days, mine = (found.start, found.end), own.values("pk")
    done = Intervention.objects.filter(referral__in=mine, proposed_on__range=days)
    found.interventions = Counter(done.values_list("referral", flat=True))
    closed = own.filter(closed_at__date__range=days, status=SupportStatus.CLOSED)
    measured = OutcomeMeasure.objects.filter(referral__in=closed.values("pk"))
    for referral, result in measured.values_list("referral", "result"):
        found.outcomes[referral][result] += 1
    replies = SurveyAnswer.objects.filter(referral__in=mine, answered_on__range=days)
    for referral, said in replies.values_list("referral", "would_recommend"):
        found.replies[referral][said] += 1


def _rows(found: _Found, own: QuerySet[SupportReferral]) -> list[SupportReferral]:
    days = (found.start, found.end)
    given = Q(consents__decision=ConsentDecision.GIVEN)
    happened = Q(agreed_on__range=days)
    for moment in ("referred_at", "support_started_at", "first_contact_at"):
        happened |= Q(**{f"{moment}__date__range": days})
    done = {*found.interventions, *found.outcomes, *found.replies}
    rows = own.annotate(agreed_on=Min("consents__decided_on", filter=given))
    return list(rows.filter(happened | Q(pk__in=done)))


def _line(label: str, rows: list[SupportReferral], found: _Found) -> SplitLine:
    within = found.within
    reached = [row for row in rows if within(row.first_contact_at)]
    days = [row.working_days_to_first_contact or 0 for row in reached]
    outcomes = sum((found.outcomes.get(row.pk, Counter()) for row in rows), Counter[str]())
    replies = sum((found.replies.get(row.pk, Counter()) for row in rows), Counter[str]())
    yes, no = replies[Recommendation.YES], replies[Recommendation.NO]
    assessed = outcomes.total() - outcomes[OutcomeResult.NOT_ASSESSED]
    in_time = sum(taken <= found.limits[row.pk] for taken, row in zip(days, reached, strict=True))
    return SplitLine(
        label=label,
        referred=sum(within(row.referred_at) for row in rows),
        accepted=sum(within(getattr(row, "agreed_on", None)) for row in rows),
        supported=len({row.person_id for row in rows if within(row.support_started_at)}),
        days=days,
        in_time=(in_time, len(reached)),
        interventions=sum(found.interventions[row.pk] for row in rows),
        improved=(outcomes[OutcomeResult.IMPROVED], assessed),
        would_recommend=(yes, yes + no),
    )
