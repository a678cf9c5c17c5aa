"""What support comes to in a period, for the assessment and for the service's own managers."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, TypedDict

from django.db.models import Count, QuerySet

from accounts.models import User
from victims.models import (
    DONE,
    MEETING_KINDS,
    AnonymousReply,
    InterventionKind,
    InterventionStatus,
    NeedDomain,
    Recommendation,
    SupportReferral,
)
from victims.queries import counted
from victims.queries.counted import Rows

Pair = tuple[int, int]
Stage = tuple[str, str]
"""The kind of an intervention, and where it has got to."""


class SupportCounts(TypedDict):
    """Counts of a period for the assessment. A pair is (numerator, denominator)."""

    referred: int
    accepted: int
    supported: int
    closed: int
    working_days_to_first_contact: list[int]
    within_target: Pair
    interventions: Counter[Stage]
    panels_held: Pair
    improved: Pair
    surveys_answered: Pair
    would_recommend: Pair


def support_counts(start: dt.date, end: dt.date, rows: Rows | None = None) -> SupportCounts:
    """Support in a period, both days included; of `rows` alone, or of every referral.

    `referred`: referrals made. `accepted`: referrals whose first consent was given. `supported`:
    different people whose support began. `closed`: referrals whose support closed.
    `working_days_to_first_contact`: one number for each referral first spoken to in the period,
    sorted. `within_target`: of them, those spoken to within the days of the setting that applied.
    `interventions`: those proposed, by kind and status. `panels_held`: mediations and Restorative
    Justice panels held or done indirectly, of those proposed. `improved`: outcomes that improved,
    of those assessed at both ends of support that closed. `surveys_answered`: answered of those
    sent in the period. `would_recommend`: yes of the yes and no answers given in the period, with
    or without a name.
    """
    everything = rows is None
    among = SupportReferral.objects.all() if rows is None else rows
    contacts = [
        (taken, limit)
        for _, taken, limit, number in counted.contacts_by(among, start, end)
        for _ in range(number)
    ]
    proposed = _proposed(among, start, end)
    return {
        "referred": counted.referred(among, start, end).count(),
        "accepted": counted.accepted(among, start, end).count(),
        "supported": counted.supported(among, start, end).count(),
        "closed": counted.closed(among, start, end).count(),
        "working_days_to_first_contact": sorted(taken for taken, _ in contacts),
        "within_target": (sum(taken <= limit for taken, limit in contacts), len(contacts)),
        "interventions": proposed,
        "panels_held": panels_held(proposed),
        "improved": _improved(among, start, end),
        "surveys_answered": _surveys_answered(rows, start, end),
        "would_recommend": _recommendations(among, start, end, everything=everything),
    }


def parts_of_life_named() -> list[tuple[str, str]]:
    """Every part of life by key and name, in use or not: what was written goes on counting."""
    return list(NeedDomain.objects.values_list("key", "name"))


def _proposed(among: Rows, start: dt.date, end: dt.date) -> Counter[Stage]:
    rows = counted.proposed(among, start, end).order_by()
    numbers = rows.values_list("kind", "status").annotate(number=Count("pk"))
    return Counter({(kind, status): number for kind, status, number in numbers})


def panels_held(proposed: Counter[Stage]) -> Pair:
    """Mediations and Restorative Justice panels held or done indirectly, of those proposed."""
    panels = {stage: number for stage, number in proposed.items() if stage[0] in MEETING_KINDS}
    held = sum(number for (_, status), number in panels.items() if status in DONE)
    return held, sum(panels.values())


def _improved(among: Rows, start: dt.date, end: dt.date) -> Pair:
    numbers = counted.outcomes(among, start, end).aggregate(
        improved=Count("pk", filter=counted.IMPROVED),
        assessed=Count("pk", filter=counted.ASSESSED),
    )
    return numbers["improved"], numbers["assessed"]


def _surveys_answered(among: Rows | None, start: dt.date, end: dt.date) -> Pair:
    numbers = counted.surveys_sent(among, start, end).aggregate(
        sent=Count("pk"), answered=Count("pk", filter=counted.ANSWERED)
    )
    return numbers["answered"], numbers["sent"]


def _recommendations(among: Rows, start: dt.date, end: dt.date, *, everything: bool) -> Pair:
    """Replies without a name belong to no referral: they count only where everything does."""
    said = _said(counted.answering(None if everything else among, start, end))
    if everything:
        said += _said(AnonymousReply.objects.filter(month__range=(start, end)))
    return yes_and_no(said)


def _said(replies: QuerySet[Any]) -> Counter[str]:
    rows = replies.order_by().values_list("would_recommend")
    return Counter(dict(rows.annotate(number=Count("pk"))))


def yes_and_no(said: Counter[str]) -> Pair:
    """How many said yes, of those who said yes or no."""
    yes, no = said[Recommendation.YES], said[Recommendation.NO]
    return yes, yes + no


def ninetieth(days: Sequence[int]) -> int | None:
    """The 90th percentile by nearest rank: nine in ten took this many days or fewer."""
    ordered = sorted(days)
    return ordered[math.ceil(len(ordered) * 0.9) - 1] if ordered else None


@dataclass(frozen=True)
class SeriesLine:
    """One figure of a service over the quarters of a year, and the year."""

    label: str
    values: list[str]


def service_figures(user: User, spans: Sequence[tuple[dt.date, dt.date]]) -> list[SeriesLine]:
    """The figures of the user's own service over spans of days, ready to be read."""
    own = SupportReferral.objects.visible_to(user)
    counts = [support_counts(start, end, own) for start, end in spans]
    return [
        SeriesLine("Referred", [str(each["referred"]) for each in counts]),
        SeriesLine("Accepted", [str(each["accepted"]) for each in counts]),
        SeriesLine("People supported one to one", [str(each["supported"]) for each in counts]),
        SeriesLine("Support closed", [str(each["closed"]) for each in counts]),
        SeriesLine("Working days to first contact, median", [_middle(each) for each in counts]),
        SeriesLine("Working days, nine in ten within", [_most(each) for each in counts]),
        SeriesLine("First contacts in time", [_share(each["within_target"]) for each in counts]),
        SeriesLine("Interventions", [str(each["interventions"].total()) for each in counts]),
        SeriesLine("Mediations and panels held", [_share(each["panels_held"]) for each in counts]),
        SeriesLine("Outcomes improved", [_share(each["improved"]) for each in counts]),
        SeriesLine("Surveys answered", [_share(each["surveys_answered"]) for each in counts]),
    ]


def _middle(counts: SupportCounts) -> str:
    days = counts["working_days_to_first_contact"]
    return f"{median(days):g}" if days else "None yet"


def _most(counts: SupportCounts) -> str:
    days = ninetieth(counts["working_days_to_first_contact"])
    return "None yet" if days is None else str(days)


def _share(pair: Pair) -> str:
    part, whole = pair
    return f"{part} of {whole} ({part / whole:.0%})" if whole else "None yet"


def broken_down(
    user: User, start: dt.date, end: dt.date
) -> list[tuple[str, list[tuple[str, int]]]]:
    """Interventions proposed in a period, by kind and by stage."""
    done = _proposed(SupportReferral.objects.visible_to(user), start, end)
    return [
        ("Interventions by kind", _by(done, 0, InterventionKind.choices)),
        ("Interventions by stage", _by(done, 1, InterventionStatus.choices)),
    ]


def _by(
    done: Counter[Stage], part: int, choices: Sequence[tuple[str, Any]]
) -> list[tuple[str, int]]:
    return [
        (str(label), sum(number for stage, number in done.items() if stage[part] == code))
        for code, label in choices
    ]
