"""Every write to the strategy."""

import datetime as dt
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.workflow import save_versioned
from strategy import notices
from strategy.models import Objective, PlanStep, Priority, Progress, Strategy, Target

Row = TypeVar("Row", bound=Model)


@transaction.atomic
def add_strategy(
    *, by: User | None, title: str, starts: dt.date, ends: dt.date, statement: str = ""
) -> Strategy:
    """Begin a strategy for a period."""
    row = Strategy.objects.create(title=title, starts=starts, ends=ends, statement=statement)
    return _added(row, by)


@transaction.atomic
def add_objective(strategy: Strategy, *, by: User | None, title: str, text: str = "") -> Objective:
    """Add an objective to a strategy."""
    return _added(Objective.objects.create(strategy=strategy, title=title, text=text), by)


@transaction.atomic
def add_priority(
    objective: Objective, *, by: User | None, title: str, agency: Agency, text: str = ""
) -> Priority:
    """Add a priority to an objective, with the agency that answers for it."""
    row = Priority.objects.create(objective=objective, title=title, agency=agency, text=text)
    return _added(row, by)


@transaction.atomic
def add_target(
    priority: Priority, *, by: User | None, wording: str, due_on: dt.date | None = None
) -> Target:
    """Say what is to be reached for a priority."""
    return _added(Target.objects.create(priority=priority, wording=wording, due_on=due_on), by)


@transaction.atomic
def add_step(
    priority: Priority, *, by: User | None, wording: str, owner: User, due_on: dt.date
) -> PlanStep:
    """Say who will do what by when; they get a message."""
    step = PlanStep.objects.create(priority=priority, wording=wording, owner=owner, due_on=due_on)
    notices.step_given(step)
    return _added(step, by)


@transaction.atomic
def end_step(step: PlanStep, *, by: User, status: str, outcome: str) -> PlanStep:
    """Say that a step was taken, or why it is dropped; StaleVersion if somebody has already."""
    save_versioned(step, step.version, status=status, outcome=outcome, ended_at=timezone.now())
    record(
        "planstep.ended",
        by=by,
        subject=f"planstep {step.pk}",
        operation=Operation.ALTERATION,
        changes={"status": status},
    )
    return step


@transaction.atomic
def report_progress(priority: Priority, *, by: User, rag: str, text: str) -> Progress:
    """Say how a priority stands now, and why."""
    return _added(Progress.objects.create(priority=priority, rag=rag, text=text, said_by=by), by)


@transaction.atomic
def change_row(row: Row, *, by: User, version: int, **fields: Any) -> Row:
    """Change a strategy, objective or priority; StaleVersion if somebody else has meanwhile."""
    changed = sorted(name for name, value in fields.items() if getattr(row, name) != value)
    save_versioned(row, version, **fields)
    noun = row._meta.model_name
    record(
        f"{noun}.changed",
        by=by,
        subject=f"{noun} {row.pk}",
        operation=Operation.ALTERATION,
        changes={"fields": changed},
    )
    return row


def _added(row: Row, by: User | None) -> Row:
    noun = row._meta.model_name
    record(f"{noun}.added", by=by, subject=f"{noun} {row.pk}", operation=Operation.COLLECTION)
    return row
