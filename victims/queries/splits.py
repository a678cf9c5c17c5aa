"""Support by source, by priority and by need; each adds up to the whole, but for needs: somebody
with goals in several parts of life counts in each, and with none, in none."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from victims.models import Priority, SourceKind, SupportReferral
from victims.queries import counted
from victims.queries.counted import Rows
from victims.queries.figures import (
    Pair,
    Stage,
    SupportCounts,
    panels_held,
    parts_of_life_named,
    yes_and_no,
)

Days = tuple[dt.date, dt.date]


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


Splits = dict[str, dict[str, SplitLine]]
"""By `source`, `priority` or `need`: each of them by its key."""


def service_splits(user: User, start: dt.date, end: dt.date) -> Splits:
    """The user's own service in a period, both days included."""
    return support_splits(start, end, SupportReferral.objects.visible_to(user))


def support_splits(start: dt.date, end: dt.date, rows: Rows | None = None) -> Splits:
    """Support in a period, both days included; of `rows` alone, or of every referral."""
    among = SupportReferral.objects.all() if rows is None else rows
    by: tuple[tuple[str, str, Sequence[tuple[str, object]]], ...] = (
        ("source", "source_kind", SourceKind.choices),
        ("priority", "priority", Priority.choices),
        ("need", counted.NEED, parts_of_life_named()),
    )
    return {name: _split(among, (start, end), field, keys) for name, field, keys in by}


def _split(
    among: Rows, days: Days, by: str, choices: Sequence[tuple[str, object]]
) -> dict[str, SplitLine]:
    """Each measure by one query for all keys."""
    referred = _numbers(counted.referred(among, *days), by)
    agreed = counted.accepted(among, *days).values("pk")
    accepted = _numbers(SupportReferral.objects.filter(pk__in=agreed), by)
    supported = _numbers(counted.began(among, *days), by, "person")
    closed = _numbers(counted.closed(among, *days), by)
    contacts = _contacts(among, days, by)
    stages = _stages(among, days, by)
    outcomes, surveys = _outcomes(among, days, by), _surveys(among, days, by)
    replies = _replies(among, days, by)
    return {
        key: SplitLine(
            str(label),
            {
                "referred": referred[key],
                "accepted": accepted[key],
                "supported": supported[key],
                "closed": closed[key],
                "working_days_to_first_contact": sorted(taken for taken, _ in contacts[key]),
                "within_target": (
                    sum(taken <= limit for taken, limit in contacts[key]),
                    len(contacts[key]),
                ),
                "interventions": stages[key],
                "panels_held": panels_held(stages[key]),
                "improved": outcomes.get(key, (0, 0)),
                "surveys_answered": surveys.get(key, (0, 0)),
                "would_recommend": yes_and_no(replies[key]),
            },
        )
        for key, label in choices
    }


def _numbers(rows: QuerySet[Any], by: str, what: str = "pk") -> Counter[str]:
    """How many different ones for each key."""
    number = Count(what, distinct=what != "pk" or counted.is_repeated(by))
    return Counter(dict(rows.order_by().values_list(by).annotate(number=number)))


def _count(by: str, only: Q | None = None) -> Count:
    return Count("pk", filter=only, distinct=counted.is_repeated(by))


def _contacts(among: Rows, days: Days, by: str) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = defaultdict(list)
    for (key,), taken, limit, number in counted.contacts_by(among, *days, by):
        found[key] += [(taken, limit)] * number
    return found


def _stages(among: Rows, days: Days, by: str) -> dict[str, Counter[Stage]]:
    found: dict[str, Counter[Stage]] = defaultdict(Counter)
    rows = (
        counted.proposed(among, *days).order_by().values_list(f"referral__{by}", "kind", "status")
    )
    for key, kind, status, number in rows.annotate(number=_count(by)):
        found[key][kind, status] = number
    return found


def _outcomes(among: Rows, days: Days, by: str) -> dict[str, Pair]:
    rows = counted.outcomes(among, *days).order_by().values_list(f"referral__{by}")
    return _pairs(
        rows.annotate(
            part=_count(by, counted.IMPROVED),
            whole=_count(by, counted.ASSESSED),
        )
    )


def _surveys(among: Rows, days: Days, by: str) -> dict[str, Pair]:
    rows = counted.surveys_sent(among, *days).order_by().values_list(f"referral__{by}")
    return _pairs(
        rows.annotate(
            part=_count(by, counted.ANSWERED),
            whole=_count(by),
        )
    )


def _pairs(rows: Iterable[tuple[str, int, int]]) -> dict[str, Pair]:
    return {key: (part, whole) for key, part, whole in rows}


def _replies(among: Rows, days: Days, by: str) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    replies = counted.answering(among, *days)
    rows = replies.order_by().values_list(f"referral__{by}", "would_recommend")
    for key, said, number in rows.annotate(number=_count(by)):
        found[key][said] = number
    return found
