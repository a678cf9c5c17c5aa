"""What a person owes today, over every app; and one search."""

from dataclasses import dataclass
from itertools import chain

from django.utils import timezone

import cases.queries
# INTERIM
import importlib
from importlib.util import find_spec
def _interim(app):
    return importlib.import_module(f"{app}.queries") if find_spec(app) and find_spec(f"{app}.queries") else None
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
        *(_interim(a).work_list(user) for a in ("panels", "victims", "offenders", "governance") if _interim(a) and hasattr(_interim(a), "work_list")),
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
    """Cases by reference or postcode, people by name or sound: two queries."""
    found = list(cases.queries.search_cases(user, words)[:MOST_FOUND])
    return Found(found, list(search_people(user, words)[:MOST_FOUND]))


def database_answers() -> bool:
    """One question to the database; raises if it does not answer."""
    return Partnership.objects.exists() is not None
