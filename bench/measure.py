"""Measure the pages on one database, and write what each took as JSON."""

# ruff: noqa: T201, E402
import argparse
import gc
import gzip
import json
import os
import statistics
import time
from dataclasses import dataclass, field
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from bench.pages import PAGES, Page
from cases.models import Case

ROUNDS = 25
NOT_COUNTED = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO")


@dataclass
class Cost:
    """What one page took: in seconds on the clock, and of our own processor time."""

    page: Page
    url: str
    client: Client
    queries: int = 0
    weight: int = 0
    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def open(self) -> Any:
        """The answer to one request; anything but a page or a save is an error."""
        posts = self.page.posts
        answer = self.client.post(self.url, posts) if posts else self.client.get(self.url)
        if answer.status_code not in ((200, 302) if posts else (200,)):
            raise SystemExit(f"{self.url} as {self.page.who}: {answer.status_code}")
        return answer

    def count(self) -> None:
        """Warm up, then count the queries and weigh the page."""
        self.open()
        with CaptureQueriesContext(connection) as captured:
            content = self.open().content
        asked = [each["sql"] for each in captured.captured_queries]
        self.queries = len([sql for sql in asked if not sql.startswith(NOT_COUNTED)])
        self.weight = len(gzip.compress(content))

    def time(self) -> None:
        """Once by the clock."""
        wall, processor = time.perf_counter(), time.process_time()
        self.open()
        self.wall.append(time.perf_counter() - wall)
        self.processor.append(time.process_time() - processor)


def prepare(cases: int, years: int) -> float:
    """Migrate, collect the static files, and fill up to as many cases as asked for; returns the
    seconds that filling took."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    began, missing = time.monotonic(), cases - Case.objects.count()
    if missing > 0:
        call_command("fill", cases=missing, years=years, seed=1)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return time.monotonic() - began if missing > 0 else 0


def measure() -> list[Cost]:
    """Every page once to warm up and to count, then all of them in turn, round by round, so that
    whatever else the machine does falls on all alike."""
    costs = [_cost(page) for page in PAGES]
    for cost in costs:
        cost.count()
    # As where it is served: config.wsgi.
    gc.collect()
    gc.freeze()
    for _ in range(ROUNDS):
        for cost in costs:
            cost.time()
    return costs


def _cost(page: Page) -> Cost:
    user = User.objects.get(email=f"{page.who}@rehearsal.example")
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="accounts.backends.CurrentPeople")
    return Cost(page, page.address(user), client)


def main() -> None:
    """Prepare, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, required=True)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    filled = prepare(options.cases, options.years)
    if filled:
        print(f"{options.cases:,} cases filled in {filled:.0f} s", flush=True)
    pages = [
        {
            "queries": cost.queries,
            "weight": cost.weight,
            "wall": statistics.median(cost.wall),
            "processor": statistics.median(cost.processor),
        }
        for cost in measure()
    ]
    said = {"vendor": connection.vendor, "cases": Case.objects.count(), "pages": pages}
    with open(options.out, "w") as out:
        json.dump(said, out)


if __name__ == "__main__":
    main()
