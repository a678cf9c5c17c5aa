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
