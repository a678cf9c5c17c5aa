"""What offender management counts in a period, for the assessment."""

import datetime as dt
from collections import Counter
from typing import TypedDict

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from offenders.measure import Measure
from offenders.models import (
    BreachStatus,
    CustodyPeriod,
    Nominal,
    Order,
    OrderBreach,
    PathwayReferral,
    RagReview,
)
from offenders.queries.measure import cohort_measure, default_settings


class CohortCounts(TypedDict):
    """Counts of a period for the assessment. A pair is (offences, person-days at risk)."""

    nominated: int
    joined: int
    left: int
    left_by_reason: dict[str, int]
    in_cohort: int
    rag: dict[str, int]
    measured: int
    left_out: int
    offending_before: tuple[int, int]
    offending_since: tuple[int, int]
    change_percent: float | None
    measure: Measure
    referred: int
    engaged: int
    days_to_treatment: list[int]
    orders_made: dict[str, int]
    orders_in_force: dict[str, int]
    orders_breached: dict[str, int]


def cohort_counts(start: dt.date, end: dt.date) -> CohortCounts:
    """The cohort in a period, both days included.

    `nominated`, `joined`, `left`: nominations of which that happened in the period. `in_cohort`:
    nominals at the end of it, and `rag` how they stood at their latest review by then. The measure
    is that of everybody who had joined by its end, as `offenders.measure` defines it. `referred`:
    referrals to services made in the period, of which `engaged` were ever attended. Orders by rung:
    made in the period, in force on its last day, and with a proven breach that happened in it.
    """
    found = cohort_measure(as_of=end, settings=default_settings(end))
    left = Nominal.objects.filter(left_on__range=(start, end))
    referrals = PathwayReferral.objects.filter(referred_on__range=(start, end))
    breached = OrderBreach.objects.filter(
        happened_on__range=(start, end), status=BreachStatus.PROVEN
    )
    return {
        "nominated": Nominal.objects.filter(_within("nominated_at", start, end)).count(),
        "joined": Nominal.objects.filter(joined_on__range=(start, end)).count(),
        "left": left.count(),
        "left_by_reason": dict(
            left.order_by().values_list("leaving_reason").annotate(count=Count("pk"))
        ),
        "in_cohort": Nominal.objects.in_cohort_on(end).count(),
        "rag": _rag(end),
        "measured": found.people,
        "left_out": len(found.left_out),
        "offending_before": (found.before.offences, found.before.days),
        "offending_since": (found.since.offences, found.since.days),
        "change_percent": found.change_percent,
        "measure": found,
        "referred": referrals.count(),
        "engaged": referrals.exclude(first_attended_on=None).count(),
        "days_to_treatment": _days_to_treatment(start, end),
        "orders_made": _by_rung(Order.objects.filter(made_on__range=(start, end))),
        "orders_in_force": _by_rung(Order.objects.binding_on(end)),
        "orders_breached": _by_rung(Order.objects.filter(pk__in=breached.values("order"))),
    }


def _by_rung(orders: QuerySet[Order]) -> dict[str, int]:
    return dict(orders.order_by().values_list("power__rung").annotate(count=Count("pk")))


def _rag(end: dt.date) -> dict[str, int]:
    """How each nominal in the cohort stood at the end of a day; empty for not reviewed yet."""
    inside = Nominal.objects.in_cohort_on(end)
    reviews = RagReview.objects.filter(
        nominal__in=inside.values("pk"), reviewed_at__lt=_midnight(end + dt.timedelta(days=1))
    )
    latest = dict.fromkeys(inside.values_list("pk", flat=True), "")
    latest.update(reviews.order_by("reviewed_at", "pk").values_list("nominal_id", "rag"))
    return dict(Counter(latest.values()))


def _days_to_treatment(start: dt.date, end: dt.date) -> list[int]:
    """For each release in the period, days to the first treatment appointment attended after it
    and before the person was next in custody; a release without one is not in the list."""
    released = CustodyPeriod.objects.filter(released_on__range=(start, end))
    people = {period.person_id for period in released}
    custody = CustodyPeriod.objects.filter(person__in=people)
    attended = PathwayReferral.objects.filter(
        nominal__person__in=people, pathway__is_treatment=True, first_attended_on__isnull=False
    )
    going_in = sorted(custody.order_by().values_list("person_id", "started_on"))
    seen = sorted(attended.order_by().values_list("nominal__person_id", "first_attended_on"))
    found = []
    for period in released:
        out = period.released_on
        if out is None:
            continue
        again = [day for person, day in going_in if person == period.person_id and day > out]
        days = [
            day
            for person, day in seen
            if person == period.person_id and day is not None and out <= day
        ]
        if days and (not again or min(days) <= min(again)):
            found.append((min(days) - out).days)
    return found


def _within(field: str, start: dt.date, end: dt.date) -> Q:
    """The days from start to end on London's clock, as moments, so that an index serves."""
    until = _midnight(end + dt.timedelta(days=1))
    return Q(**{f"{field}__gte": _midnight(start), f"{field}__lt": until})


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, tzinfo=timezone.get_default_timezone())
