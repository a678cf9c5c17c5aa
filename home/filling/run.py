"""Filling the database with bulk data, batch by batch."""

import datetime as dt
from collections.abc import Callable

from django.db import connection, transaction

from audit.models import Operation
from audit.services import record
from home.filling.cases import CaseMaker
from home.filling.cohort import make_cohort
from home.filling.meetings import MeetingMaker
from home.filling.numbers import Numbers
from home.filling.plan import Plan
from home.filling.support import make_support
from panels.models import Panel

BATCH = 500


def fill(
    *,
    cases: int,
    years: int,
    seed: int,
    today: dt.date,
    panel: Panel,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Write `cases` cases opened over the last `years` years; the same seed makes the same rows."""
    plan = Plan(cases, years, seed, today)
    numbers = Numbers()
    meetings = MeetingMaker(plan, numbers, panel)
    maker = CaseMaker(plan, numbers, meetings.next_after)
    with transaction.atomic():
        meetings.plan_meetings()
        numbers.save()
    in_cohort: set[int] = set()
    for start in range(0, cases, BATCH):
        with transaction.atomic():
            made = maker.make(range(start, min(start + BATCH, cases)))
            meetings.hear(made)
            make_support(plan, numbers, made)
            make_cohort(plan, numbers, made, in_cohort)
            numbers.save()
        if progress:
            progress(start + len(made))
    _take_statistics()
    with transaction.atomic():
        meetings.lock_minutes()
        record(
            "bulk.filled",
            by=None,
            subject="database",
            operation=Operation.COLLECTION,
            changes={"cases": cases, "years": years, "seed": seed},
        )


def _take_statistics() -> None:
    """So that the planner knows of the new rows at once, not when it gets round to them."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
