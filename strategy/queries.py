"""Page-shaped reads about the strategy and its action plan."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Prefetch, QuerySet, Value
from django.urls import reverse

from accounts.models import User
from strategy.models import (
    Objective,
    PlanStatus,
    PlanStep,
    Priority,
    Progress,
    PublicQuerySet,
    Strategy,
    Target,
)
from ui.work import Owed, WorkItem

MOST_SHOWN = 50
STEP = "plan_step"


def strategies(user: User) -> PublicQuerySet:
    """Every strategy with its objectives, their priorities, and how each stands."""
    objectives = Objective.objects.prefetch_related(Prefetch("priorities", with_standing()))
    return Strategy.objects.visible_to(user).prefetch_related(Prefetch("objectives", objectives))


def with_standing() -> QuerySet[Priority]:
    """Priorities with the steps of their plans and what was said of how each stands."""
    rows: QuerySet[Priority] = Priority.objects.select_related("agency")
    return rows.prefetch_related("steps", "progress")


def priorities_in_force(user: User, day: dt.date | None = None) -> list[Priority]:
    """The priorities of the strategies in force on a day, for whoever reports against them."""
    rows = Priority.objects.visible_to(user).filter(
        objective__strategy__in=Strategy.objects.in_force(day)
    )
    return list(rows.select_related("objective__strategy", "agency"))


@dataclass(frozen=True)
class PriorityPage:
    """A priority with its plan."""

    targets: list[Target]
    steps: list[PlanStep]
    progress: list[Progress]


def priority_page(priority: Priority, user: User) -> PriorityPage:
    """What is to be reached, who does what, and how it has gone; the newest word first."""
    steps = PlanStep.objects.visible_to(user).filter(priority=priority)
    said = Progress.objects.visible_to(user).filter(priority=priority)
    return PriorityPage(
        list(Target.objects.visible_to(user).filter(priority=priority)),
        list(steps.select_related("owner", "priority")),
        list(said.select_related("said_by")[:MOST_SHOWN]),
    )


def plan_of(strategy: Strategy, user: User) -> list[Objective]:
    """The whole plan of a strategy, for the board's paper: a fixed number of queries."""
    priorities = with_standing().prefetch_related("targets", "steps__owner")
    rows = Objective.objects.visible_to(user).filter(strategy=strategy)
    return list(rows.prefetch_related(Prefetch("priorities", priorities)))


def owed_rows(user: User) -> list[QuerySet[Any]]:
    """The steps of the plan that are this person's to take, as rows of `Owed`."""
    steps = PlanStep.objects.filter(owner=user, status=PlanStatus.OPEN).order_by()
    named: QuerySet[Any] = steps.annotate(
        kind=Value(STEP, CharField()), due=F("due_on"), said=F("wording"), of=F("priority")
    )
    return [named.annotate(key=F("pk")).values_list(*Owed._fields)]


def owed_item(row: Owed) -> WorkItem | None:
    """A row of `owed_rows` as a line of a work list; None for one that is another app's."""
    if row.kind != STEP:
        return None
    return WorkItem(row.said, reverse("priority", args=[row.of]), row.due, "Plan")
