"""What a person owes today, over every app; and one search."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.utils import timezone

import assessment.reports.queries
import cases.queries
import governance.queries
import letters.queries
import offenders.queries
import panels.queries
import reviews.queries
import strategy.queries
import victims.queries
from accounts.anybody import compiled_for
from accounts.models import Partnership, User
from cases.models import Case
from people.models import Person
from people.queries import search as search_people
from ui.compiled import Rows
from ui.work import Owed, WorkItem

MOST_FOUND = 25
MOST_OWED = 150
IN_ONE = (reviews.queries, strategy.queries, assessment.reports.queries)


def work_today(user: User) -> list[WorkItem]:
    """Every app's work list as one: overdue first, then by due date, then what has none."""
    lists = (
        cases.queries.work_list(user),
        panels.queries.work_list(user),
        victims.queries.work_list(user),
        offenders.queries.work_list(user),
        reviews.queries.work_list(user),
        letters.queries.work_list(user),
        governance.queries.work_list(user),
        _owed_in_one(user),
    )
    far = timezone.localdate().max
    return sorted(chain.from_iterable(lists), key=lambda item: (item.due or far, item.text))


def _owed_in_one(user: User) -> Iterator[WorkItem]:
    """What three apps owe in one shape, in one query: the home page has a dozen."""
    for row in compiled_for(user, _owed_rows):
        for app in IN_ONE:
            if item := app.owed_item(Owed(*row)):
                yield item


def _owed_rows(user: User) -> Rows:
    parts = [rows for app in IN_ONE for rows in app.owed_rows(user)]
    together: Rows = parts[0].union(*parts[1:], all=True)
    return together.order_by("due", "key")[:MOST_OWED]


@dataclass(frozen=True)
class Found:
    """What a search found, as far as the person may see it."""

    cases: list[Case]
    people: list[Person]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not self.cases and not self.people


def search(user: User, words: str) -> Found:
    """Cases by reference or postcode; else people by name or sound: one query."""
    if cases.queries.is_about_cases(words):
        return Found(list(cases.queries.search_cases(user, words)[:MOST_FOUND]), [])
    return Found([], list(search_people(user, words)[:MOST_FOUND]))


def database_answers() -> bool:
    """One question to the database; raises if it does not answer."""
    return Partnership.objects.exists() is not None
