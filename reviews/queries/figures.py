"""The counts that are published each year, and the rows that each of them counts."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypedDict

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from reviews.models import (
    CaseReviewApplication,
    Recommendation,
    ReviewMeeting,
    RightsNotice,
    ThresholdOutcome,
)

Days = tuple[dt.date, dt.date]


class YearlyCounts(TypedDict):
    """The four figures of section 104, and what a reader needs beside them."""

    applications: int
    not_met: int
    reviews: int
    with_recommendations: int
    reviewed_anyway: int
    rights_told: int


def yearly_counts(start: dt.date, end: dt.date) -> YearlyCounts:
    """The publishable counts of a period, both days included, whoever asks."""
    return counts_of([(start, end)])[0]


def received(days: Days) -> Q:
    """Applications received."""
    return Q(received_on__range=days)


def not_met(days: Days) -> Q:
    """Applications of which it was decided that the threshold is not met."""
    return Q(threshold_on__range=days, threshold=ThresholdOutcome.NOT_MET)


def held(days: Days) -> Q:
    """Reviews held."""
    return Q(held_on__range=days)


def recommending(days: Days) -> Q:
    """Reviews held that recommended something: of meetings `with_advised`."""
    return Q(held_on__range=days, advised=True)


def with_advised(meetings: QuerySet[Any]) -> QuerySet[Any]:
    """Meetings, each with whether it made a recommendation."""
    made = Recommendation.objects.filter(meeting=OuterRef("pk"))
    rows: QuerySet[Any] = meetings.annotate(advised=Exists(made))
    return rows


def counts_of(periods: Sequence[Days]) -> list[YearlyCounts]:
    """The publishable counts of several periods, in three queries however many they are."""
    applied, met, told = {}, {}, {}
    for number, days in enumerate(periods):
        anyway = Q(threshold_on__range=days, threshold=ThresholdOutcome.ANYWAY)
        applied[f"applications_{number}"] = _number(received(days))
        applied[f"not_met_{number}"] = _number(not_met(days))
        applied[f"reviewed_anyway_{number}"] = _number(anyway)
        met[f"reviews_{number}"] = _number(held(days))
        met[f"with_recommendations_{number}"] = _number(recommending(days))
        told[f"rights_told_{number}"] = _number(Q(told_on__range=days))
    found = {
        **CaseReviewApplication.objects.aggregate(**applied),
        **with_advised(ReviewMeeting.objects.all()).aggregate(**met),
        **RightsNotice.objects.aggregate(**told),
    }
    return [
        {
            "applications": found[f"applications_{number}"],
            "not_met": found[f"not_met_{number}"],
            "reviews": found[f"reviews_{number}"],
            "with_recommendations": found[f"with_recommendations_{number}"],
            "reviewed_anyway": found[f"reviewed_anyway_{number}"],
            "rights_told": found[f"rights_told_{number}"],
        }
        for number in range(len(periods))
    ]


def _number(condition: Q) -> Count:
    return Count("pk", filter=condition)


def years_with_reviews(today: dt.date) -> list[int]:
    """The starting years of the financial years from the first application to today's, the newest
    first."""
    first = (
        CaseReviewApplication.objects.order_by("received_on")
        .values_list("received_on", flat=True)
        .first()
    )
    return list(range(_start_year(today), _start_year(min(first or today, today)) - 1, -1))


def _start_year(day: dt.date) -> int:
    return day.year if day.month >= 4 else day.year - 1
