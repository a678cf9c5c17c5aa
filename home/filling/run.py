"""Filling the database with bulk data, batch by batch."""

import datetime as dt
from collections.abc import Callable

from django.db import connection, transaction

from audit.models import Operation
from audit.services import record
from home.filling.applications import apply_for_reviews
from home.filling.between import relate
from home.filling.cases import CaseMaker, Made
from home.filling.cohort import make_cohort
from home.filling.content import ContentMaker
from home.filling.documents import make_documents, sample_file
from home.filling.ends import review_and_close
from home.filling.logged import log
from home.filling.meetings import MeetingMaker
from home.filling.numbers import Numbers
from home.filling.plan import Plan
from home.filling.staff import add_staff
from home.filling.support import make_support
from home.filling.waiting import refer_more
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
    maker, content = CaseMaker(plan, numbers), ContentMaker(plan, meetings.next_after)
    with transaction.atomic():
        add_staff(plan)
        meetings.plan_meetings()
        numbers.save()
        plan.writer.save()
    file = sample_file()
    in_cohort: set[int] = set()
    flagged: set[int] = set()
    for start in range(0, cases, BATCH):
        with transaction.atomic():
            made = maker.make(range(start, min(start + BATCH, cases)))
            content.fill(made)
            make_documents(plan, made, file)
            meetings.hear(made)
            _hang_on(plan, numbers, made, in_cohort, flagged)
            numbers.save()
            plan.writer.save()
        if progress:
            progress(start + len(made))
    _take_statistics()
    meetings.lock_minutes()
    record(
        "bulk.filled",
        by=None,
        subject="database",
        operation=Operation.COLLECTION,
        changes={"cases": cases, "years": years, "seed": seed},
    )


def _hang_on(
    plan: Plan, numbers: Numbers, made: list[Made], in_cohort: set[int], flagged: set[int]
) -> None:
    """Everything that hangs on these cases."""
    review_and_close(plan, made)
    relate(plan, made, flagged)
    make_support(plan, numbers, made)
    make_cohort(plan, numbers, made, in_cohort)
    apply_for_reviews(plan, numbers, made)
    refer_more(plan, numbers, made)
    log(plan, made)


def _take_statistics() -> None:
    """So that the planner knows of the new rows at once, not when it gets round to them."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
