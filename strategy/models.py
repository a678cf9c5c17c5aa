"""The partnership's strategy for a period: its objectives, and the priorities that serve them."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User


class PublicQuerySet(models.QuerySet[Any]):
    """Rows that everybody in the partnership may read."""

    def visible_to(self, user: User) -> "PublicQuerySet":
        """All of them, to anyone with a current desk: a strategy names no person."""
        return self.all() if user.desk.roles else self.none()


class StrategyQuerySet(PublicQuerySet):
    """Strategies in the field's words."""

    def in_force(self, day: dt.date | None = None) -> "StrategyQuerySet":
        """Those whose period holds a day (today by default)."""
        day = day or timezone.localdate()
        return self.filter(starts__lte=day, ends__gte=day)


class Strategy(models.Model):
    """What the partnership sets out to do from one date to another."""

    title = models.CharField(max_length=200)
    starts = models.DateField("First day")
    ends = models.DateField("Last day")
    statement = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = StrategyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "strategies"
        indexes = [models.Index(fields=["-starts", "-id"], name="strategy_newest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")), name="strategy_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Objective(models.Model):
    """One aim of a strategy."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="objectives")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.title


class Priority(models.Model):
    """What is to be done first for an objective, and the agency that answers for it."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="priorities")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    agency = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="Agency that answers for it",
    )
    version = models.PositiveIntegerField(default=1)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name_plural = "priorities"

    def __str__(self) -> str:
        return self.title

    @property
    def latest(self) -> "Progress | None":
        """The last word on how it stands."""
        return next(iter(self.progress.all()), None)

    @property
    def steps_all(self) -> int:
        """How many steps its plan has, without those that were dropped."""
        return sum(step.status != PlanStatus.DROPPED for step in self.steps.all())

    @property
    def steps_done(self) -> int:
        """How many of them are taken."""
        return sum(step.status == PlanStatus.DONE for step in self.steps.all())


class Target(models.Model):
    """What is to be reached for a priority, in words that somebody can check, and by when."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="targets")
    wording = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.wording


class PlanStatus(models.TextChoices):
    """Whether a step of the plan has been taken."""

    OPEN = "open", "Open"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


class PlanStep(models.Model):
    """One thing that somebody is to do for a priority. It is about no case and no person."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="steps")
    wording = models.CharField(max_length=300)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    status = models.CharField(max_length=7, choices=PlanStatus.choices, default=PlanStatus.OPEN)
    outcome = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        indexes = [models.Index(fields=["owner", "status", "due_on"], name="plan_steps_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="open", ended_at=None)
                | ~models.Q(status="open") & models.Q(ended_at__isnull=False),
                name="plan_step_ended_has_time",
            )
        ]

    def __str__(self) -> str:
        return self.wording

    def is_overdue(self, today: dt.date) -> bool:
        """Whether it was to be taken before today."""
        return self.status == PlanStatus.OPEN and self.due_on < today


class PriorityRag(models.TextChoices):
    """How a priority stands."""

    RED = "red", "Red"
    AMBER = "amber", "Amber"
    GREEN = "green", "Green"


class Progress(models.Model):
    """How a priority stood when somebody said so. Never changed: the next one stands above it."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="progress")
    rag = models.CharField(max_length=5, choices=PriorityRag.choices)
    text = models.TextField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-said_at", "-pk"]
        verbose_name_plural = "progress"

    def __str__(self) -> str:
        return f"{self.get_rag_display()}: {self.priority}"
