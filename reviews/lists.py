"""The list of applications as a table, among the lists whose views are saved."""

from typing import Any

from cases.lists import LISTS, ListOf
from cases.models import ListName
from reviews.filters import ReviewFilter
from reviews.models import Step
from reviews.queries import reviews_of

NAME = ListName.CASE_REVIEWS.value
ORDER = ("-received_on", "-pk")
COLUMNS = ("Application", "Received", "How", "Applicant", "Status", "Next step", "Due")


def _cells(row: Any) -> list[Any]:
    return [
        row.reference,
        row.received_on,
        row.get_how_applied_display(),
        row.get_applicant_display(),
        row.get_status_display(),
        Step(row.next_step).label if row.next_step else "",
        row.due_on,
    ]


LISTS[NAME] = ListOf("list_case_reviews", ReviewFilter, reviews_of, ORDER, COLUMNS, _cells)
