"""What the main pages cost at several sizes, each against the smallest signed-in page of the same
run: one table, and an error if a budget is broken or a page grows with the number of cases.

Ratios and query counts hold from one machine to the next; milliseconds do not. Each size has a
database of its own beside the one of DATABASE_URL, which is kept, so that the next run is quick.
"""

# ruff: noqa: T201, E402
import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings
from django.db import connection

from bench.pages import PAGES, Page

MOST_GROWTH = 1.5
MOST_WEIGHT = 150_000
TOLERANCE = 0.005


@dataclass(frozen=True)
class Row:
    """A page with what it took at each size, the smallest size first."""

    page: Page
    wall: list[float]
    processor: list[float]
    milliseconds: list[float]
    queries: int
    weight: int

    @property
    def growth(self) -> float:
        """How many times its ratio at the smallest size its ratio at the largest is."""
        return self.wall[-1] / self.wall[0]

    @property
    def faults(self) -> list[str]:
        """Which of its budgets it breaks."""
        said = {
            "time": self.wall[-1] > self.page.ratio + TOLERANCE,
            "growth": self.growth > MOST_GROWTH + TOLERANCE,
            "queries": self.queries > self.page.queries,
            "weight": self.weight > MOST_WEIGHT,
        }
        return [name for name, broken in said.items() if broken]


def address_of(size: int) -> str:
    """The database for one size, made if it is not there."""
    url = os.environ.get("DATABASE_URL", "")
    if connection.vendor != "postgresql":
        path = Path(str(settings.DATABASES["default"]["NAME"]))
        return f"sqlite:///{path.with_name(f'{path.stem}-{size}{path.suffix}')}"
    name = f"{settings.DATABASES['default']['NAME']}_{size}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
    base, _, query = url.partition("?")
    return f"{base.rpartition('/')[0]}/{name}{'?' * bool(query)}{query}"


def measured(size: int) -> dict[str, Any]:
    """What the pages took at one size, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "measured.json"
        command = [sys.executable, "-m", "bench.measure", "--cases", str(size), "--out", str(out)]
        subprocess.run(  # noqa: S603
            command, check=True, env={**os.environ, "DATABASE_URL": address_of(size)}
        )
        said: dict[str, Any] = json.loads(out.read_text())
    return said


def rows_of(runs: list[dict[str, Any]]) -> list[Row]:
    """The pages with their ratios at each size."""
    return [
        Row(
            page,
            [run["pages"][n]["wall"] / run["pages"][0]["wall"] for run in runs],
            [run["pages"][n]["processor"] / run["pages"][0]["processor"] for run in runs],
            [run["pages"][n]["wall"] * 1000 for run in runs],
            max(run["pages"][n]["queries"] for run in runs),
            max(run["pages"][n]["weight"] for run in runs),
        )
        for n, page in enumerate(PAGES)
    ]


def report(runs: list[dict[str, Any]], rows: list[Row]) -> None:
    """Print the table. At each size: the ratio by the clock, that of our own processor time, and
    the milliseconds."""
    sizes = "".join(f"{run['cases']:>14,} cases   " for run in runs)
    print(f"\n{runs[0]['vendor']}\n\n{'':36}{sizes}")
    each = f"{'ratio':>7}{'cpu':>7}{'ms':>7}  "
    print(
        f"{'page':19}{'as':17}{each * len(runs)}{'of':>4}{'growth':>8}"
        f"{'queries':>9}{'of':>4}{'kB':>6}"
    )
    for row in rows:
        costs = "".join(
            f"{wall:7.2f}{processor:7.2f}{milliseconds:7.1f}  "
            for wall, processor, milliseconds in zip(
                row.wall, row.processor, row.milliseconds, strict=True
            )
        )
        print(
            f"{row.page.name:19}{row.page.who:17}{costs}{row.page.ratio:4.1f}{row.growth:8.2f}"
            f"{row.queries:9}{row.page.queries:4}{row.weight / 1000:6.1f}  {', '.join(row.faults)}"
        )


def main() -> None:
    """Measure each size, print, and fail if anything is over its budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000", help="Numbers of cases, small to large")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    runs = [measured(size) for size in sizes]
    rows = rows_of(runs)
    report(runs, rows)
    broken = [row for row in rows if row.faults]
    print(f"\n{len(broken)} of {len(rows)} pages are over a budget.")
    raise SystemExit(1 if broken else 0)


if __name__ == "__main__":
    main()
