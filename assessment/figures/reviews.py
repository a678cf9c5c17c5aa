"""ASB Case Reviews in a period, from what the reviews app counts (2014 Act, section 104)."""

from assessment.figures.figure import Count, Measure
from reviews.queries import YearlyCounts


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


MEASURES: tuple[Measure[YearlyCounts], ...] = (
    Measure(
        "case_review.applications",
        "ASB Case Reviews applied for",
        "applications",
        reviews_applied_for,
    ),
    Measure(
        "case_review.not-met",
        "ASB Case Review threshold not met",
        "decisions",
        reviews_not_met,
    ),
    Measure("case_review.held", "ASB Case Reviews carried out", "reviews", reviews_held),
    Measure(
        "case_review.with-recommendations",
        "ASB Case Reviews with recommendations",
        "reviews",
        reviews_recommending,
    ),
)
