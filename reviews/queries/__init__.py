"""Page-shaped reads about case reviews, and the counts that are published each year."""

from reviews.queries.figures import YearlyCounts, counts_of, yearly_counts, years_with_reviews
from reviews.queries.pages import (
    Page,
    agencies_now,
    cases_by_reference,
    harmed_people,
    overdue,
    person_by_reference,
    possible_members,
    reply_due,
    review_page,
    reviews_of,
)
from reviews.queries.rights import to_be_told
from reviews.queries.threshold import finding_of, linked_incidents, oldest_that_counts, rules_on
from reviews.queries.work import owed_item, owed_rows, work_list

__all__ = [
    "Page",
    "YearlyCounts",
    "agencies_now",
    "cases_by_reference",
    "counts_of",
    "finding_of",
    "harmed_people",
    "linked_incidents",
    "oldest_that_counts",
    "overdue",
    "owed_item",
    "owed_rows",
    "person_by_reference",
    "possible_members",
    "reply_due",
    "review_page",
    "reviews_of",
    "rules_on",
    "to_be_told",
    "work_list",
    "yearly_counts",
    "years_with_reviews",
]
