"""The IOM cohort, its pathways, and orders in a period, from what the offenders app counts."""

from collections.abc import Callable, Mapping
from statistics import median
from typing import Any

from django.db.models import Q, QuerySet

from assessment.figures.figure import Count, Measure, Rows, percent_of
from assessment.periods import Span
from offenders.models import (
    CustodyPeriod,
    LeavingReason,
    Nominal,
    Order,
    PathwayReferral,
    Rag,
    Rung,
)
from offenders.queries import CohortCounts, figures

LEFT_OUT = "left out."
Take = Callable[[CohortCounts], Count]


def cohort_joined(counts: CohortCounts) -> Count:
    """People who joined the cohort of integrated offender management in the period."""
    return Count(counts["joined"])


def cohort_left(counts: CohortCounts) -> Count:
    """People who left the cohort of integrated offender management in the period."""
    return Count(counts["left"])


def cohort_size(counts: CohortCounts) -> Count:
    """People in the cohort of integrated offender management at the end of the period."""
    return Count(counts["in_cohort"])


def cohort_change(counts: CohortCounts) -> Count:
    """Change in offences per person-year at risk since joining, compared to their average
    offending rate in the 12 months prior to joining, of everybody who had joined by the end of the
    period: offences by the day they were committed, all but those that ended in no further action,
    days in custody taken out, leavers kept in and followed."""
    found = counts["measure"]
    people = "1 person" if found.people == 1 else f"{found.people} people"
    note = f"{people} measured, {len(found.left_out)} {LEFT_OUT} {found.interval_said}"
    return Count(found.change_percent, found.since.offences, found.before.offences, note.strip())


def pathways_referred(counts: CohortCounts) -> Count:
    """Referrals of people in the cohort to a partner service made in the period."""
    return Count(counts["referred"])


def pathways_engaged(counts: CohortCounts) -> Count:
    """Referrals made in the period of which an appointment was attended at any time since, as a
    share of all made in the period."""
    return percent_of(counts["engaged"], counts["referred"], of="referrals to services")


def days_to_treatment(counts: CohortCounts) -> Count:
    """Median days from a release in the period to the first treatment appointment attended after
    it, over the releases that one followed before the person was in custody again."""
    days = counts["days_to_treatment"]
    if not days:
        return Count(None, None, 0, "No release in the period led to a treatment appointment.")
    return Count(float(median(days)), None, len(days), f"Of {len(days)} releases.")


def part_of(pick: Callable[[CohortCounts], Mapping[str, int]], key: str, meaning: str) -> Take:
    """A figure that counts one part: its meaning is its published definition."""

    def take(counts: CohortCounts) -> Count:
        return Count(pick(counts).get(key, 0))

    take.__doc__ = meaning
    return take


def within(label: str) -> str:
    """A label in the middle of a sentence: the names in it keep their capitals."""
    return label[:1].lower() + label[1:]


def _rows(find: Callable[..., QuerySet[Any]], of: type[Any]) -> Rows:
    return Rows(lambda span, among: find(among, *span.days), of)


def _stood(rag: str) -> Rows:
    def find(span: Span, among: Any) -> QuerySet[Nominal]:
        return figures.in_cohort(among, *span.days).filter(stood=rag)

    return Rows(find, Nominal)


IN_COHORT = _rows(figures.in_cohort, Nominal)
LEFT = _rows(figures.left, Nominal)
REFERRED = _rows(figures.referred, PathwayReferral)
_LEFT = tuple(
    Measure(
        f"iom.left.{key}",
        f"Left the IOM cohort: {within(str(label))}",
        "people",
        part_of(
            lambda counts: counts["left_by_reason"],
            key,
            f"People who left the cohort in the period with the reason “{label}”.",
        ),
        LEFT.only(Q(leaving_reason=key)),
    )
    for key, label in LeavingReason.choices
)
_RAG = tuple(
    Measure(
        f"iom.rag.{key or 'none'}",
        f"In the IOM cohort at the end: {label}",
        "people",
        part_of(
            lambda counts: counts["rag"],
            key,
            f"People in the cohort at the end of the period: {label} at the latest review by then.",
        ),
        _stood(key),
    )
    for key, label in (*((key, str(name).lower()) for key, name in Rag.choices), ("", "not rated"))
)
_KINDS = {
    "orders_made": ("made", "Made", "that were made in the period", figures.made),
    "orders_in_force": (
        "in-force",
        "In force",
        "in force on the last day of the period",
        figures.in_force,
    ),
    "orders_breached": (
        "breached",
        "Breached",
        "with a proven or admitted breach that happened in the period",
        figures.breached,
    ),
}
_ORDERS = tuple(
    Measure(
        f"orders.{code}.{rung}",
        f"{name}: {within(str(label))}",
        "orders and warnings",
        part_of(
            lambda counts, key=key: counts[key],  # type: ignore[misc]
            rung,
            f"Orders and warnings of the kind “{label}” {meaning}.",
        ),
        _rows(find, Order).only(Q(power__rung=rung)),
    )
    for key, (code, name, meaning, find) in _KINDS.items()
    for rung, label in Rung.choices
)
MEASURES: tuple[Measure[CohortCounts], ...] = (
    Measure(
        "iom.joined",
        "Joined the IOM cohort",
        "people",
        cohort_joined,
        _rows(figures.joined, Nominal),
    ),
    Measure("iom.left", "Left the IOM cohort", "people", cohort_left, LEFT),
    *_LEFT,
    Measure(
        "iom.cohort",
        "In the IOM cohort at the end",
        "people",
        cohort_size,
        IN_COHORT,
    ),
    *_RAG,
    Measure(
        "iom.offending-change",
        "Offending since joining",
        "percent change",
        cohort_change,
        _rows(figures.measured, Nominal),
    ),
    Measure(
        "iom.pathways.referred", "Referred to a service", "referrals", pathways_referred, REFERRED
    ),
    Measure(
        "iom.pathways.engaged",
        "Engaged with the service",
        "percent",
        pathways_engaged,
        _rows(figures.engaged, PathwayReferral),
        REFERRED,
    ),
    Measure(
        "iom.days-to-treatment",
        "From release to first treatment",
        "days (median)",
        days_to_treatment,
        _rows(figures.treated, CustodyPeriod),
    ),
    *_ORDERS,
)
