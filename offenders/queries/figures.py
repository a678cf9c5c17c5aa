"""What offender management counts in a period, for the assessment, and the rows it counts: each
as a queryset among the rows of its kind, or among those of them that somebody may see."""

import datetime as dt
from collections import Counter, defaultdict
from typing import Any, TypedDict

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from offenders.measure import Measure
from offenders.models import (
    BreachStatus,
    CustodyPeriod,
    Nominal,
    NominalQuerySet,
    Order,
    OrderBreach,
    OrderQuerySet,
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
    days = (start, end)
    nominals, orders = Nominal.objects.all(), Order.objects.all()
    gone = left(nominals, *days)
    return {
        "nominated": nominals.filter(_within("nominated_at", start, end)).count(),
        "joined": joined(nominals, *days).count(),
        "left": gone.count(),
        "left_by_reason": dict(
            gone.order_by().values_list("leaving_reason").annotate(count=Count("pk"))
        ),
        "in_cohort": in_cohort(nominals, *days).count(),
        "rag": dict(Counter(in_cohort(nominals, *days).values_list("stood", flat=True))),
        "measured": found.people,
        "left_out": len(found.left_out),
        "offending_before": (found.before.offences, found.before.days),
        "offending_since": (found.since.offences, found.since.days),
        "change_percent": found.change_percent,
        "measure": found,
        "referred": referred(PathwayReferral.objects.all(), *days).count(),
        "engaged": engaged(PathwayReferral.objects.all(), *days).count(),
        "days_to_treatment": [wait for _, wait in _treated(CustodyPeriod.objects.all(), *days)],
        "orders_made": _by_rung(made(orders, *days)),
        "orders_in_force": _by_rung(in_force(orders, *days)),
        "orders_breached": _by_rung(breached(orders, *days)),
    }


def joined(among: QuerySet[Nominal], start: dt.date, end: dt.date) -> QuerySet[Nominal]:
    """Those who joined."""
    return among.filter(joined_on__range=(start, end))


def left(among: QuerySet[Nominal], start: dt.date, end: dt.date) -> QuerySet[Nominal]:
    """Those who left."""
    return among.filter(left_on__range=(start, end))


def in_cohort(among: NominalQuerySet, start: dt.date, end: dt.date) -> QuerySet[Any]:
    """Those in the cohort on the last day; `stood` is the colour of the latest review by then, or
    empty for not reviewed yet."""
    reviews = RagReview.objects.filter(
        nominal=OuterRef("pk"), reviewed_at__lt=_midnight(end + dt.timedelta(days=1))
    )
    latest = reviews.order_by("-reviewed_at", "-pk").values("rag")[:1]
    rows: QuerySet[Any] = among.in_cohort_on(end).annotate(
        stood=Coalesce(Subquery(latest), Value(""))
    )
    return rows


def measured(among: QuerySet[Nominal], start: dt.date, end: dt.date) -> QuerySet[Nominal]:
    """Those whose offending since joining is measured on the last day, under the first time they
    joined."""
    found = cohort_measure(as_of=end, settings=default_settings(end))
    return among.filter(reference__in=[line.reference for line in found.counted])


def referred(
    among: QuerySet[PathwayReferral], start: dt.date, end: dt.date
) -> QuerySet[PathwayReferral]:
    """Referrals to services made."""
    return among.filter(referred_on__range=(start, end))


def engaged(
    among: QuerySet[PathwayReferral], start: dt.date, end: dt.date
) -> QuerySet[PathwayReferral]:
    """Of these, those of which an appointment was ever attended."""
    return referred(among, start, end).exclude(first_attended_on=None)


def treated(
    among: QuerySet[CustodyPeriod], start: dt.date, end: dt.date
) -> QuerySet[CustodyPeriod]:
    """Releases that a treatment appointment followed before the person was in custody again."""
    return CustodyPeriod.objects.filter(pk__in=[pk for pk, _ in _treated(among, start, end)])


def made(among: QuerySet[Order], start: dt.date, end: dt.date) -> QuerySet[Order]:
    """Orders and warnings made."""
    return among.filter(made_on__range=(start, end))


def in_force(among: OrderQuerySet, start: dt.date, end: dt.date) -> QuerySet[Order]:
    """Orders and warnings in force on the last day."""
    return among.binding_on(end)


def breached(among: QuerySet[Order], start: dt.date, end: dt.date) -> QuerySet[Order]:
    """Orders and warnings with a proven breach that happened in the period."""
    proven = OrderBreach.objects.filter(happened_on__range=(start, end), status=BreachStatus.PROVEN)
    return among.filter(pk__in=proven.values("order"))


def _by_rung(orders: QuerySet[Order]) -> dict[str, int]:
    return dict(orders.order_by().values_list("power__rung").annotate(count=Count("pk")))


def _treated(among: QuerySet[CustodyPeriod], start: dt.date, end: dt.date) -> list[tuple[int, int]]:
    """Releases by key, with days to the first treatment appointment attended after each and before
    the person was next in custody; a release without one is not in the list."""
    released = [
        (row.pk, row.person_id, row.released_on)
        for row in among.filter(released_on__range=(start, end))
        if row.released_on
    ]
    people = {person for _, person, _ in released}
    custody = CustodyPeriod.objects.filter(person__in=people)
    attended = PathwayReferral.objects.filter(
        nominal__person__in=people, pathway__is_treatment=True, first_attended_on__isnull=False
    )
    going_in = _days_by_person(custody.values_list("person_id", "started_on"))
    seen = _days_by_person(attended.values_list("nominal__person_id", "first_attended_on"))
    found = []
    for pk, person, out in released:
        first = min((day for day in seen[person] if day >= out), default=None)
        again = min((day for day in going_in[person] if day > out), default=None)
        if first and (again is None or first <= again):
            found.append((pk, (first - out).days))
    return found


def _days_by_person(rows: QuerySet[Any, tuple[int, Any]]) -> dict[int, list[dt.date]]:
    found: dict[int, list[dt.date]] = defaultdict(list)
    for person, day in rows.order_by():
        found[person].append(day)
    return found


def _within(field: str, start: dt.date, end: dt.date) -> Q:
    """The days from start to end on London's clock, as moments, so that an index serves."""
    until = _midnight(end + dt.timedelta(days=1))
    return Q(**{f"{field}__gte": _midnight(start), f"{field}__lt": until})


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, tzinfo=timezone.get_default_timezone())
