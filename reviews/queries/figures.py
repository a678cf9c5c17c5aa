"""The counts that are published each year."""

import datetime as dt
from collections.abc import Sequence
from typing import TypedDict

from django.db.models import Count, Exists, OuterRef, Q

from reviews.models import (
    CaseReviewApplication,
    Recommendation,
    ReviewMeeting,
    RightsNotice,
    ThresholdOutcome,
)


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


def counts_of(periods: Sequence[tuple[dt.date, dt.date]]) -> list[YearlyCounts]:
    """The publishable counts of several periods, in three queries however many they are."""
    applied, held, told = {}, {}, {}
    recommended = Exists(Recommendation.objects.filter(meeting=OuterRef("pk")))
    for number, days in enumerate(periods):
        decided = Q(threshold_on__range=days)
        not_met = decided & Q(threshold=ThresholdOutcome.NOT_MET)
        anyway = decided & Q(threshold=ThresholdOutcome.ANYWAY)
        applied[f"applications_{number}"] = _number(Q(received_on__range=days))
        applied[f"not_met_{number}"] = _number(not_met)
        applied[f"reviewed_anyway_{number}"] = _number(anyway)
        held[f"reviews_{number}"] = _number(Q(held_on__range=days))
        held[f"with_recommendations_{number}"] = _number(Q(held_on__range=days, advised=True))
        told[f"rights_told_{number}"] = _number(Q(told_on__range=days))
    found = {
        **CaseReviewApplication.objects.aggregate(**applied),
        **ReviewMeeting.objects.annotate(advised=recommended).aggregate(**held),
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
