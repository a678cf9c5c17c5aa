"""ASB Case Reviews in a period, from what the reviews app counts (2014 Act, section 104)."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from assessment.figures.figure import Count, Measure, Rows
from assessment.periods import Span
from reviews.models import CaseReviewApplication, ReviewMeeting
from reviews.queries import YearlyCounts, figures


def reviews_applied_for(counts: YearlyCounts) -> Count:
    """Applications for an ASB Case Review received in the period, those withdrawn later
    included."""
    return Count(counts["applications"])


def reviews_not_met(counts: YearlyCounts) -> Count:
    """Decisions made in the period that the threshold for an ASB Case Review was not met; one
    that was reviewed anyway is not among them."""
    return Count(counts["not_met"])


def reviews_held(counts: YearlyCounts) -> Count:
    """ASB Case Reviews held in the period; one held again after an appeal counts again."""
    return Count(counts["reviews"])


def reviews_recommending(counts: YearlyCounts) -> Count:
    """ASB Case Reviews held in the period that made at least one recommendation."""
    return Count(counts["with_recommendations"])


def _applications(condition: Callable[[figures.Days], Q]) -> Rows:
    return Rows(lambda span, among: among.filter(condition(span.days)), CaseReviewApplication)


def _meetings(condition: Callable[[figures.Days], Q]) -> Rows:
    def find(span: Span, among: QuerySet[ReviewMeeting]) -> QuerySet[Any]:
        return figures.with_advised(among).filter(condition(span.days))

    return Rows(find, ReviewMeeting)


MEASURES: tuple[Measure[YearlyCounts], ...] = (
    Measure(
        "case_review.applications",
        "ASB Case Reviews applied for",
        "applications",
        reviews_applied_for,
        _applications(figures.received),
    ),
    Measure(
        "case_review.not-met",
        "ASB Case Review threshold not met",
        "decisions",
        reviews_not_met,
        _applications(figures.not_met),
    ),
    Measure(
        "case_review.held",
        "ASB Case Reviews carried out",
        "reviews",
        reviews_held,
        _meetings(figures.held),
    ),
    Measure(
        "case_review.with-recommendations",
        "ASB Case Reviews with recommendations",
        "reviews",
        reviews_recommending,
        _meetings(figures.recommending),
    ),
)
