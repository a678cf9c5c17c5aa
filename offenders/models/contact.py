"""Seeing somebody: planned visits with a check-in for whoever goes alone, and what came of them."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from offenders.models.cohort import CohortQuerySet, Nominal


class VisitKind(models.TextChoices):
    """How somebody is seen."""

    HOME = "home", "Home visit"
    OFFICE = "office", "Office appointment"
    PRISON = "prison", "Prison visit"
    CALL = "call", "Telephone call"


class VisitStatus(models.TextChoices):
    """Where a visit has got to."""

    PLANNED = "planned", "Planned"
    BEGUN = "begun", "Begun, not checked in"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Cancelled"


class VisitOutcome(models.TextChoices):
    """What came of a visit."""

    SEEN = "seen", "Seen"
    NOT_IN = "not_in", "Not there"
    REFUSED = "refused", "Refused to engage"


class VisitQuerySet(CohortQuerySet):
    """Visits in the field's words."""

    def unheard_of(self, now: dt.datetime) -> "VisitQuerySet":
        """Lone visits that are planned or begun, and whose officer should have checked in."""
        going = [VisitStatus.PLANNED, VisitStatus.BEGUN]
        return self.filter(is_alone=True, check_in_by__lte=now, status__in=going)


class Visit(models.Model):
    """One planned contact with a nominal. Whoever goes alone says when they will check in."""

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="visits")
    kind = models.CharField(max_length=6, choices=VisitKind.choices)
    planned_at = models.DateTimeField()
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_alone = models.BooleanField(default=False)
    check_in_by = models.DateTimeField(null=True, blank=True)
    status = models.CharField(
        max_length=9, choices=VisitStatus.choices, default=VisitStatus.PLANNED
    )
    checked_in_at = models.DateTimeField(null=True, blank=True)
    alerted_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=7, choices=VisitOutcome.choices, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-planned_at", "-pk"]
        indexes = [
            models.Index(
                fields=["check_in_by"],
                condition=Q(is_alone=True, alerted_at=None),
                name="visit_check_in",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_alone=False) | Q(check_in_by__isnull=False),
                name="visit_alone_has_check_in",
            )
        ]

    def __str__(self) -> str:
        return f"The visit of {timezone.localtime(self.planned_at):%-d %B %Y}"
