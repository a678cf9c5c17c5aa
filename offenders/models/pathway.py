"""Pathways: what a person needs to stop offending, who they were referred to, what came of it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from cases.models import KeptEntry
from offenders.models.cohort import CohortQuerySet, Nominal


class PathwayQuerySet(CohortQuerySet):
    """Pathways in the field's words."""

    def in_use(self) -> "PathwayQuerySet":
        """Those the partnership works with."""
        return self.filter(is_in_use=True)


class Pathway(KeptEntry):
    """One pathway out of offending. The list is data: areas differ in how they cut it."""

    is_treatment = models.BooleanField(default=False, help_text="Counted from release to first")

    objects = PathwayQuerySet.as_manager()


class NeedStage(models.TextChoices):
    """When a need was rated."""

    START = "start", "On joining"
    REVIEW = "review", "At a review"
    END = "end", "On leaving"


class Need(models.IntegerChoices):
    """How much somebody needs on a pathway."""

    NONE = 0, "No need"
    SOME = 1, "Some need"
    HIGH = 2, "High need"
    SEVERE = 3, "Severe need"


class PathwayNeed(models.Model):
    """A need as it was rated on a day. Never changed: a new rating is a new row."""

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="needs")
    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=6, choices=NeedStage.choices)
    need = models.PositiveSmallIntegerField(choices=Need.choices)
    rated_on = models.DateField()
    rated_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    rated_at = models.DateTimeField(default=timezone.now)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["rated_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(need__lte=3), name="need_on_the_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.pathway_id}: {self.get_need_display()}"


class PathwayReferralStatus(models.TextChoices):
    """Where a referral to a partner service has got to."""

    REFERRED = "referred", "Referred"
    ENGAGED = "engaged", "Attended and engaged"
    NOT_ATTENDED = "not_attended", "Did not attend"
    DECLINED = "declined", "Declined by the service"
    COMPLETED = "completed", "Completed"
    DROPPED_OUT = "dropped_out", "Dropped out"


class PathwayReferral(models.Model):
    """A referral of a nominal to a partner service on a pathway."""

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="referrals")
    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=120, help_text="Who they were referred to")
    referred_on = models.DateField()
    status = models.CharField(
        max_length=12,
        choices=PathwayReferralStatus.choices,
        default=PathwayReferralStatus.REFERRED,
    )
    first_attended_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    referred_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-referred_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_attended_on=None) | Q(first_attended_on__gte=F("referred_on")),
                name="pathway_attended_after_referred",
            )
        ]

    def __str__(self) -> str:
        return f"The referral to {self.service}"
