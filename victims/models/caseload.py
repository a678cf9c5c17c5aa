"""What a manager of a victim service keeps: capacity, supervision, and dip-samples."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Agency, Role, User
from victims.models.referral import SupportReferral


class ManagersRowQuerySet(models.QuerySet[Any]):
    """Rows that the managers of a victim service keep."""

    def visible_to(self, user: User) -> "ManagersRowQuerySet":
        """Those of the service whose manager the user is."""
        return self.filter(provider__in=user.desk.agency_ids(Role.VICTIM_MANAGER))


class Capacity(models.Model):
    """How many people a worker has room for."""

    provider = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)

    objects = ManagersRowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "worker"], name="capacity_once")]

    def __str__(self) -> str:
        return f"{self.worker}: {self.people}"


class SupervisionNoteQuerySet(models.QuerySet["SupervisionNote"]):
    """Notes of supervision."""

    def visible_to(self, user: User) -> "SupervisionNoteQuerySet":
        """Those of their service to its managers; to a worker, those of their own supervision."""
        managed = models.Q(provider__in=user.desk.agency_ids(Role.VICTIM_MANAGER))
        own = models.Q(worker=user, provider__in=user.desk.agency_ids(Role.VICTIM_WORKER))
        return self.filter(managed | own)


class SupervisionNote(models.Model):
    """What a manager and a worker talked about: apart from every case, and naming none."""

    provider = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    note = models.TextField()
    next_on = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    objects = SupervisionNoteQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"Supervision {self.pk}"


class DipSample(models.Model):
    """Some referrals of a period, drawn by lot, to be looked at by a manager."""

    provider = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(default=timezone.now)

    objects = ManagersRowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-drawn_at", "-pk"]

    def __str__(self) -> str:
        return f"Dip-sample {self.pk}"


class SampleQuestion(models.TextChoices):
    """What a manager looks for, after the dip-sample of Cleveland's victim service."""

    IN_TIME = "in_time", "Was the first contact in time?"
    CONSENT = "consent", "Was consent asked for before support, and recorded?"
    SAFE = "safe", "Was safe contact recorded and kept to?"
    PLAN = "plan", "Does the plan follow from the needs?"
    KEPT_UP = "kept_up", "Was contact kept up?"
    RIGHTS = "rights", "Were their rights explained?"
    OUTCOMES = "outcomes", "Were the outcomes measured at both ends?"


class SampleAnswer(models.TextChoices):
    """What a manager found."""

    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"
    DOES_NOT_APPLY = "na", "Does not apply"


class SampledReferralQuerySet(models.QuerySet["SampledReferral"]):
    """Referrals drawn into a dip-sample."""

    def visible_to(self, user: User) -> "SampledReferralQuerySet":
        """Those of the service whose manager the user is."""
        return self.filter(sample__provider__in=user.desk.agency_ids(Role.VICTIM_MANAGER))


class SampledReferral(models.Model):
    """One referral of a dip-sample, and what was found."""

    sample = models.ForeignKey(DipSample, on_delete=models.CASCADE, related_name="drawn")
    referral = models.ForeignKey(SupportReferral, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = SampledReferralQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [models.UniqueConstraint(fields=["sample", "referral"], name="sampled_once")]

    def __str__(self) -> str:
        return f"Drawn {self.pk}"
