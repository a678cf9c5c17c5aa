"""What the page of a report costs beside the smallest signed-in page of the same run: a draft of
forty figures in nine sections, and the same once it is frozen.

`DATABASE_URL=postgres://… python -m bench.report`, on a scratch database after `manage.py migrate`,
`manage.py collectstatic` and `manage.py rehearsal`: the draft is written into it and frozen.
"""

# ruff: noqa: T201, E402
import os
import statistics
import time
from collections.abc import Sequence

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessment import services
from assessment.models import FigureRun, Report
from assessment.reports.content import content_of
from strategy.queries import priorities_in_force
from ui.digests import digest_of

MOST = 5.0
ROUNDS, WARM = 100, 3
SECTIONS, FIGURES = 9, 40


def write_draft(run: FigureRun, by: User) -> Report:
    """A report with so many figures in so many sections, each of a priority."""
    report = services.start_report(run, by=by)
    while report.sections.count() < SECTIONS:
        services.add_section(report, by=by, title="A section")
    figures = run.observations.filter(period_start=run.period.starts, area_code=run.area.code)
    whole = figures.exclude(code__contains=".by-").order_by("pk")
    codes = list(whole.values_list("code", flat=True)[:FIGURES])
    each = -(-FIGURES // SECTIONS)
    priorities = priorities_in_force(by)
    for number, section in enumerate(report.sections.all()):
        section.codes = codes[number * each : (number + 1) * each]
        section.priority = priorities[number % len(priorities)] if priorities else None
        section.activity = "What the partnership has done."
        section.save()
        services.sign_section(section, by=by, version=section.version)
    return Report.objects.get(pk=report.pk)


def freeze(report: Report, by: User) -> None:
    """Have it reviewed, and freeze it."""
    digest = digest_of(content_of(report))
    review = services.ask_review(report, by=by, reviewer=by)
    services.give_review(review, by=by, agrees=True, comment="", digest=digest)
    services.freeze_report(report, by=by, digest=digest)


def medians(client: Client, urls: Sequence[str]) -> list[float]:
    """What opening each page takes in seconds, warm: one after the other, round by round, so that a
    slow moment of the machine falls on all."""
    took: dict[str, list[float]] = {url: [] for url in urls}
    for number in range(ROUNDS + WARM):
        for url in urls:
            began = time.perf_counter()
            if client.get(url).status_code != 200:
                raise SystemExit(f"{url} does not open.")
            if number >= WARM:
                took[url].append(time.perf_counter() - began)
    return [statistics.median(each) for each in took.values()]


def main() -> None:
    """Measure both, print, and fail if one is over its budget."""
    settings.ALLOWED_HOSTS = ["testserver"]
    analyst = User.objects.get(email="analyst@rehearsal.example")
    run = FigureRun.objects.frozen().order_by("pk")[0]
    report, client = write_draft(run, analyst), Client()
    client.force_login(analyst, backend="accounts.backends.CurrentPeople")
    pages = [reverse("accessibility"), reverse("report", args=[report.pk])]
    most = 0.0
    for state in ("draft", "frozen"):
        smallest, took = medians(client, pages)
        most = max(most, took / smallest)
        print(
            f"{state}: {took * 1000:.1f} ms, {took / smallest:.1f} times the smallest page "
            f"({smallest * 1000:.1f} ms), of {MOST}."
        )
        if state == "draft":
            freeze(report, analyst)
    raise SystemExit(1 if most > MOST else 0)


if __name__ == "__main__":
    main()
