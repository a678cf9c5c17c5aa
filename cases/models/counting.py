"""Counting an incident once however many agencies wrote it down."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from cases.models.case import seen_by
from cases.models.chronology import Incident


class IncidentGroup(models.Model):
    """Incidents that are one. Each stays in its own case with its own reference."""

    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Group {self.pk}"


class GroupedIncidentQuerySet(models.QuerySet["GroupedIncident"]):
    """Places in groups, in the field's words."""

    def visible_to(self, user: User) -> "GroupedIncidentQuerySet":
        """Those of incidents in cases that the user sees in full."""
        return self.filter(seen_by(user, case="incident__case"))

    def current(self) -> "GroupedIncidentQuerySet":
        """Those not taken out again."""
        return self.filter(left_at=None)


class GroupedIncident(models.Model):
    """One incident's place in a group."""

    group = models.ForeignKey(IncidentGroup, on_delete=models.CASCADE, related_name="members")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="groupings")
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = GroupedIncidentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident"], condition=models.Q(left_at=None), name="incident_in_one_group"
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} in {self.group_id}"


class MatchStatus(models.TextChoices):
    """What has been decided of two incidents."""

    PROPOSED = "proposed", "To be decided"
    JOINED = "joined", "The same incident"
    APART = "apart", "Two incidents"


class IncidentMatchQuerySet(models.QuerySet["IncidentMatch"]):
    """Pairs in the field's words."""

    def visible_to(self, user: User) -> "IncidentMatchQuerySet":
        """Pairs of which the user sees both incidents in full."""
        return self.filter(seen_by(user, case="first__case"), seen_by(user, case="second__case"))

    def proposed(self) -> "IncidentMatchQuerySet":
        """Those nobody has decided."""
        return self.filter(status=MatchStatus.PROPOSED)


class IncidentMatch(models.Model):
    """Two incidents that may be one, and what was decided; the older row first. The row is what
    remembers: a pair is proposed once and never again."""

    first = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(
        max_length=8, choices=MatchStatus.choices, default=MatchStatus.PROPOSED
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = IncidentMatchQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status", "-proposed_at", "-id"], name="match_newest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="match_older_first"
            ),
            models.UniqueConstraint(fields=["first", "second"], name="match_once"),
        ]

    def __str__(self) -> str:
        return f"Match {self.pk}"
