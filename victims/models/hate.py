"""Third-party reporting of hate crime: centres, their trained staff, and what people report."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from victims.models.referral import SUPPORT_ROLES, SupportReferral
from victims.models.survey import ServiceRowQuerySet


class Strand(models.TextChoices):
    """What the hostility is towards: the five monitored strands (CPS and police), and others that
    some forces record."""

    RACE = "race", "Race or ethnicity"
    RELIGION = "religion", "Religion or belief"
    ORIENTATION = "orientation", "Sexual orientation"
    DISABILITY = "disability", "Disability"
    TRANSGENDER = "transgender", "Transgender identity"
    OTHER = "other", "Something else about them"


class ReportingCentre(models.Model):
    """A place where people may report hate crime without going to the police."""

    provider = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ServiceRowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "name"], name="centre_named_once")
        ]

    def __str__(self) -> str:
        return self.name


class CentreStaffQuerySet(models.QuerySet["CentreStaff"]):
    """Trained staff of reporting centres."""

    def visible_to(self, user: User) -> "CentreStaffQuerySet":
        """Those of the centres of the user's own service."""
        return self.filter(centre__provider__in=user.desk.agency_ids(*SUPPORT_ROLES))


class CentreStaff(models.Model):
    """Somebody at a centre who is trained to take reports."""

    centre = models.ForeignKey(ReportingCentre, on_delete=models.CASCADE, related_name="staff")
    name = models.CharField(max_length=200)
    trained_on = models.DateField()
    refresh_by = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    objects = CentreStaffQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def is_ready(self, day: dt.date) -> bool:
        """Whether they were trained, with nothing to refresh, and had not left on a day."""
        current = self.refresh_by is None or day <= self.refresh_by
        return self.trained_on <= day and current and (self.left_on is None or day < self.left_on)


class ToPolice(models.TextChoices):
    """Whether a report went on to the police."""

    PASSED = "passed", "Passed to the police"
    ANONYMOUSLY = "anonymously", "Passed to the police without their name"
    NO = "no", "Not passed: they did not want it"


class SupportAnswer(models.TextChoices):
    """What the person said to an offer of support."""

    ACCEPTED = "accepted", "Offered, and they want it"
    DECLINED = "declined", "Offered, and they do not want it"
    NOT_OFFERED = "not_offered", "Could not be offered"


class HateReport(models.Model):
    """What somebody reported at a centre. It holds no name: a name stands on the referral."""

    reference = models.CharField(max_length=16, unique=True)
    provider = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    centre = models.ForeignKey(ReportingCentre, on_delete=models.PROTECT, related_name="reports")
    taken_by = models.ForeignKey(
        CentreStaff, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reported_on = models.DateField()
    happened_on = models.DateField(null=True, blank=True)
    strands = models.JSONField()
    account = models.TextField()
    is_anonymous = models.BooleanField(default=False)
    to_police = models.CharField(max_length=11, choices=ToPolice.choices)
    consents_to_share = models.BooleanField(default=False)
    support = models.CharField(max_length=11, choices=SupportAnswer.choices)
    referral = models.ForeignKey(
        SupportReferral,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="hate_reports",
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = ServiceRowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-reported_on", "-pk"]
        indexes = [
            models.Index(fields=["provider", "-reported_on", "-id"], name="hate_report_newest")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_anonymous=False)
                | (~models.Q(to_police="passed") & models.Q(referral=None)),
                name="anonymous_report_names_nobody",
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def strand_labels(self) -> list[str]:
        """What the hostility was towards, in words."""
        return [str(Strand(code).label) for code in self.strands]
