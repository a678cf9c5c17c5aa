"""The append-only log of what was done, read and shared (Data Protection Act 2018, section 62).

Entries hold plain strings, never keys to other rows, so that they outlive what they are about.
"""

import uuid

from django.db import models


class Operation(models.TextChoices):
    """The six operations that section 62 requires to be logged."""

    COLLECTION = "collection", "Collection"
    ALTERATION = "alteration", "Alteration"
    CONSULTATION = "consultation", "Consultation"
    DISCLOSURE = "disclosure", "Disclosure"
    COMBINATION = "combination", "Combination"
    ERASURE = "erasure", "Erasure"


class Entry(models.Model):
    """One thing that one person did, with the reason they gave. Never updated, never deleted."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(db_index=True)
    operation = models.CharField(max_length=12, choices=Operation.choices)
    verb = models.CharField(max_length=60)
    actor_id = models.CharField(max_length=40, blank=True)
    actor_name = models.CharField(max_length=200)
    agency_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=120, db_index=True)
    trail = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    recipients = models.JSONField(default=list)
    changes = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["verb", "-id"], name="audit_verb"),
            models.Index(fields=["actor_id", "-id"], name="audit_actor"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(operation__in=Operation.values), name="audit_operation_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.verb} {self.subject}"


class Seal(models.Model):
    """One finished day of the log: how many entries, and a digest chained to the day before."""

    day = models.DateField(unique=True)
    entries = models.PositiveIntegerField()
    last_entry_id = models.BigIntegerField()
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Seal of {self.day}"
