"""Proof that the log is whole, and how long things are kept."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from accounts.models import Role, User


class LogCheckQuerySet(models.QuerySet["LogCheck"]):
    """Checks in the field's words."""

    def visible_to(self, user: User) -> "LogCheckQuerySet":
        """Every check, to the data protection officer."""
        return self.all() if user.desk.has(Role.DPO) else self.none()

    def unfinished(self) -> "LogCheckQuerySet":
        """Those asked for and not answered yet."""
        return self.filter(finished_at=None)


class LogCheck(models.Model):
    """One reading of the whole log against its digests and seals, and what it found."""

    asked_at = models.DateTimeField(default=timezone.now, db_index=True)
    asked_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    entries = models.PositiveBigIntegerField(default=0)
    fault_count = models.PositiveBigIntegerField(default=0)
    faults = models.JSONField(default=list, help_text="The first of them, a sentence each")

    objects = LogCheckQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Log check {self.pk}"

    @property
    def found_nothing(self) -> bool:
        """Whether it is finished and the log was whole."""
        return self.finished_at is not None and self.fault_count == 0


class RetentionTrigger(models.TextChoices):
    """What starts the clock."""

    CASE_CLOSED = "case_closed", "A case was closed"


class RetentionAction(models.TextChoices):
    """What happens when the period is over."""

    REVIEW = "review", "Review: keep for a stated reason, or erase"


class RetentionRuleQuerySet(models.QuerySet["RetentionRule"]):
    """Rules in the field's words."""

    def visible_to(self, user: User) -> "RetentionRuleQuerySet":
        """Every rule, to the data protection officer."""
        return self.all() if user.desk.has(Role.DPO) else self.none()


class RetentionRule(models.Model):
    """How long records are kept after what, and what is done then."""

    trigger = models.CharField(max_length=20, choices=RetentionTrigger.choices, unique=True)
    years = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    action = models.CharField(
        max_length=10, choices=RetentionAction.choices, default=RetentionAction.REVIEW
    )
    authority = models.CharField(max_length=300, help_text="The policy or law this comes from")
    version = models.PositiveIntegerField(default=1)

    objects = RetentionRuleQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["trigger"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(years__gte=1, years__lte=100), name="retention_years_sensible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_trigger_display()}: {self.years} years"
