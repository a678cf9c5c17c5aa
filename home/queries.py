"""What a person owes today, over every app; and one search."""

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
from accounts.models import Partnership, User
from cases.models import Case
from people.models import Person
from people.queries import search as search_people
from ui.work import WorkItem

MOST_FOUND = 25


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
        assessment.reports.queries.work_list(user),
        strategy.queries.work_list(user),
    )
    far = timezone.localdate().max
    return sorted(chain.from_iterable(lists), key=lambda item: (item.due or far, item.text))


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
