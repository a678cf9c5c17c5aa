"""Custody: the days nobody is at risk of offending in the community, and who hears of a release."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from offenders.models.cohort import CohortQuerySet
from people.models import Person


class CustodyKind(models.TextChoices):
    """Why somebody is in custody."""

    REMAND = "remand", "Remand"
    SENTENCE = "sentence", "Sentence"
    RECALL = "recall", "Recall on licence"


class CustodyQuerySet(CohortQuerySet):
    """Custody periods in the field's words."""

    def on(self, day: dt.date) -> "CustodyQuerySet":
        """Those that hold a day: the first and the last day both count."""
        return self.filter(Q(released_on=None) | Q(released_on__gte=day), started_on__lte=day)

    def due_out(self, first: dt.date, last: dt.date) -> "CustodyQuerySet":
        """Still inside, with a release expected between two days."""
        return self.filter(released_on=None, release_expected_on__range=(first, last))


class CustodyPeriod(models.Model):
    """One time in custody of a person in the cohort. Both its days count as days in custody."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="custody_periods")
    kind = models.CharField(max_length=8, choices=CustodyKind.choices)
    started_on = models.DateField()
    released_on = models.DateField(null=True, blank=True)
    release_expected_on = models.DateField(null=True, blank=True)
    establishment = models.CharField(max_length=120, blank=True)
    recall_reason = models.TextField(blank=True)
    source = models.CharField(max_length=120)
    recorded_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = CustodyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-started_on", "-pk"]
        indexes = [
            models.Index(fields=["released_on", "release_expected_on"], name="custody_due_out")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(released_on=None) | Q(released_on__gte=F("started_on")),
                name="custody_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(released_on=None), name="custody_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Custody from {self.started_on}"


class ReleaseContact(models.Model):
    """Somebody who is to hear of a release, by role: the fact that they were told, never how a
    person harmed is reached."""

    custody = models.ForeignKey(CustodyPeriod, on_delete=models.PROTECT, related_name="contacts")
    who = models.CharField(max_length=120)
    told_on = models.DateField(null=True, blank=True)
    told_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.who


class ReleaseWarning(models.Model):
    """An officer was told of a release that is expected on a day; once each."""

    custody = models.ForeignKey(CustodyPeriod, on_delete=models.CASCADE, related_name="warnings")
    expected_on = models.DateField()
    told = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    sent_on = models.DateField()

    objects = CohortQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["custody", "expected_on", "told"], name="release_warned_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.custody_id} to {self.told_id}"
