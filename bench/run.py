"""What the main pages cost, each against the smallest signed-in page of the same run.

Ratios and query counts hold from one machine to the next; milliseconds do not.
"""

# ruff: noqa: T201
import argparse
import gzip
import os
import re
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.models import User  # noqa: E402
from cases.models import Case  # noqa: E402

ROUNDS = 15
SMALLEST = "accessibility"


@dataclass
class Page:
    """A page, who opens it, where its address is found, and its budgets."""

    name: str
    who: str
    queries: int
    ratio: float = 2.5
    linked_from: str = ""
    link: str = ""
    posts: dict[str, str] = field(default_factory=dict)


PAGES = (
    Page(SMALLEST, "coordinator", 8, 1.0),
    Page("my_work", "coordinator", 12),
    Page("list_referrals", "coordinator", 8),
    Page("list_cases", "coordinator", 8),
    Page("list_cases", "officer.housing", 8),
    Page("case", "coordinator", 15, linked_from="list_cases", link=r"/cases/[A-Z]+-\d+-\d+/"),
    Page("list_actions", "officer.housing", 8),
    Page("list_meetings", "cochair.police", 8),
    Page(
        "meeting",
        "cochair.police",
        15,
        linked_from="list_meetings",
        link=r"/meetings/\w[\w-]+-\d+/",
    ),
    Page("list_victims", "victim.worker", 8),
    Page(
        "victim", "victim.worker", 15, linked_from="list_victims", link=r"/victims/[A-Z]+-[\w-]+/"
    ),
    Page("list_offenders", "offender.manager", 8),
    Page(
        "offender",
        "offender.manager",
        15,
        linked_from="list_offenders",
        link=r"/offenders/[A-Z]+-[\w-]+/",
    ),
    Page("search", "coordinator", 6, 3.0, posts={"q": "Noor"}),
    Page("log", "dpo", 8),
)


@dataclass
class Cost:
    """What one page took."""

    page: Page
    queries: int
    weight: int
    times: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Milliseconds on the server."""
        return statistics.median(self.times) * 1000


class Browser:
    """Opens pages as the rehearsal's people."""

    def __init__(self) -> None:
        self.clients: dict[str, Client] = {}

    def open(self, page: Page, url: str) -> Any:
        """The answer to one request; anything but a page is an error."""
        client = self._client(page.who)
        response = client.post(url, page.posts) if page.posts else client.get(url)
        if response.status_code != 200:
            raise SystemExit(f"{url} as {page.who}: {response.status_code}")
        return response

    def address(self, page: Page) -> str:
        """Where the page is: by its name, or by the first link to one like it."""
        if not page.linked_from:
            return reverse(page.name)
        source = Page(page.linked_from, page.who, 0)
        html = self.open(source, reverse(page.linked_from)).content.decode()
        found = re.search(f'href="({page.link})"', html)
        if not found:
            raise SystemExit(f"{page.linked_from} as {page.who} links to no {page.name}")
        return found[1]

    def _client(self, who: str) -> Client:
        if who not in self.clients:
            client = Client(headers={"host": "localhost"})
            user = User.objects.get(email=f"{who}@rehearsal.example")
            client.force_login(user, backend="accounts.backends.CurrentPeople")
            self.clients[who] = client
        return self.clients[who]


def prepare(cases: int) -> None:
    """Migrate, collect the static files, and fill up to as many cases as asked for."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    missing = cases - Case.objects.count()
    if missing > 0:
        call_command("fill", cases=missing, years=2, seed=1)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def measure(pages: Sequence[Page]) -> Iterator[Cost]:
    """Every page once to warm up and to count, then all of them in turn, round by round."""
    browser = Browser()
    costs = []
    for page in pages:
        url = browser.address(page)
        browser.open(page, url)
        with CaptureQueriesContext(connection) as queries:
            content = browser.open(page, url).content
        costs.append((url, Cost(page, len(queries), len(gzip.compress(content)))))
    for _ in range(ROUNDS):
        for url, cost in costs:
            began = time.perf_counter()
            browser.open(cost.page, url)
            cost.times.append(time.perf_counter() - began)
    return (cost for _, cost in costs)


def report(costs: Sequence[Cost]) -> int:
    """Print the table; returns how many budgets are broken."""
    smallest = costs[0].median
    print(f"\n{connection.vendor}, {Case.objects.count():,} cases, median of {ROUNDS}\n")
    print(f"{'page':16}{'as':18}{'ms':>7}{'ratio':>7}{'of':>5}{'queries':>9}{'of':>4}{'kB':>6}")
    broken = 0
    for cost in costs:
        page, ratio = cost.page, cost.median / smallest
        over = ratio > page.ratio + 0.005 or cost.queries > page.queries
        broken += over
        print(
            f"{page.name:16}{page.who:18}{cost.median:7.1f}{ratio:7.2f}{page.ratio:5.1f}"
            f"{cost.queries:9}{page.queries:4}{cost.weight / 1000:6.1f}{'  over' * over}"
        )
    print(f"\n{broken} of {len(costs)} pages are over budget.")
    return broken


def main() -> None:
    """Prepare, measure, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--strict", action="store_true", help="Fail if a budget is broken")
    options = parser.parse_args()
    prepare(options.cases)
    broken = report(list(measure(PAGES)))
    if options.strict and broken:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
