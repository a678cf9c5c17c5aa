"""The figures of a service by source, by priority and by need; each adds up to the whole."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Min, Q
from django.utils import timezone

from accounts.models import User
from victims.models import (
    ConsentDecision,
    NeedDomain,
    Priority,
    SourceKind,
    SupportGoal,
    SupportReferral,
)
from victims.queries.targets import target_days

Keys = Callable[[SupportReferral], Iterable[str]]


@dataclass(frozen=True)
class SplitLine:
    """One source, priority or need: counts of a period. `in_time` and `reached` are first contacts
    within the days of the setting, of those made."""

    label: str
    referred: int
    accepted: int
    supported: int
    in_time: int
    reached: int


def splits(user: User, start: dt.date, end: dt.date) -> list[tuple[str, list[SplitLine]]]:
    """The user's own service in a period, both days included. Somebody with goals in several parts
    of life counts in each; somebody with none, in none."""
    rows = _rows(user, start, end)
    needs: dict[int, set[str]] = defaultdict(set)
    goals = SupportGoal.objects.filter(referral__in=[row.pk for row in rows])
    for referral, need in goals.values_list("referral", "need"):
        needs[referral].add(need)
    limits = target_days({row.pk: (row.priority, row.referred_on) for row in rows})
    by: tuple[tuple[str, Sequence[tuple[str, object]], Keys], ...] = (
        ("By source", SourceKind.choices, lambda row: [row.source_kind]),
        ("By priority", Priority.choices, lambda row: [row.priority]),
        (
            "By need",
            list(NeedDomain.objects.values_list("key", "name")),
            lambda row: needs[row.pk],
        ),
    )
    return [
        (
            title,
            [
                _line(str(label), [row for row in rows if code in keys(row)], limits, start, end)
                for code, label in choices
            ],
        )
        for title, choices, keys in by
    ]


def _rows(user: User, start: dt.date, end: dt.date) -> list[SupportReferral]:
    given = Q(consents__decision=ConsentDecision.GIVEN)
    rows = SupportReferral.objects.visible_to(user).annotate(
        agreed_on=Min("consents__decided_on", filter=given)
    )
    happened = Q(agreed_on__range=(start, end))
    for field in ("referred_at", "support_started_at", "first_contact_at"):
        happened |= Q(**{f"{field}__date__range": (start, end)})
    return list(rows.filter(happened))


def _line(
    label: str, rows: list[SupportReferral], limits: dict[int, int], start: dt.date, end: dt.date
) -> SplitLine:
    def within(moment: dt.datetime | None) -> bool:
        return moment is not None and start <= timezone.localdate(moment) <= end

    reached = [row for row in rows if within(row.first_contact_at)]
    return SplitLine(
        label=label,
        referred=sum(within(row.referred_at) for row in rows),
        accepted=sum(start <= _agreed(row) <= end for row in rows),
        supported=len({row.person_id for row in rows if within(row.support_started_at)}),
        in_time=sum((row.working_days_to_first_contact or 0) <= limits[row.pk] for row in reached),
        reached=len(reached),
    )


def _agreed(row: SupportReferral) -> dt.date:
    day: dt.date = getattr(row, "agreed_on", None) or dt.date.min
    return day
