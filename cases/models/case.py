"""A case, who it is shared with, and the number it is known by."""

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from cases.models.bands import RiskBand
from cases.models.referral import AsbCategory, AsbType, Consent, HateStrand, Referral
from places.models import Area


class CaseStatus(models.TextChoices):
    """Where a case has got to."""

    OPEN = "open", "Open"
    MONITORING = "monitoring", "Monitoring"
    CLOSED = "closed", "Closed"
    MERGED = "merged", "Merged into another case"


class ShareLevel(models.TextChoices):
    """How much of a case an agency sees."""

    SUMMARY = "summary", "Summary"
    FULL = "full", "Full"


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases in the field's words."""

    def visible_to(self, user: User) -> "CaseQuerySet":
        """Cases shared with one of the user's agencies, the whole panel's for its coordinator and
        co-chairs; a restricted case only to the people named on it."""
        named = models.Exists(CasePerson.objects.filter(case=models.OuterRef("pk"), user=user))
        unrestricted = models.Q(is_restricted=False)
        if user.desk.oversees_cases:
            return self.filter(unrestricted | named)
        if user.desk.works_on_cases:
            shared = models.Exists(
                CaseShare.objects.current().filter(
                    case=models.OuterRef("pk"), agency__in=user.desk.casework_agency_ids
                )
            )
            return self.filter((unrestricted & shared) | named)
        return self.none()

    def in_full_for(self, user: User) -> "CaseQuerySet":
        """Those whose particulars, and not only the summary, the user may see."""
        if user.desk.oversees_cases:
            return self.visible_to(user)
        full = CaseShare.objects.current().filter(
            case=models.OuterRef("pk"),
            agency__in=user.desk.casework_agency_ids,
            level=ShareLevel.FULL,
        )
        named = models.Exists(CasePerson.objects.filter(case=models.OuterRef("pk"), user=user))
        return self.visible_to(user).filter(models.Exists(full) | named)

    def open(self) -> "CaseQuerySet":
        """Not closed, nor merged into another."""
        return self.exclude(status__in=[CaseStatus.CLOSED, CaseStatus.MERGED])


class Case(models.Model):
    """One matter before the partnership, from acceptance to closure."""

    reference = models.CharField(max_length=16, unique=True)
    referral = models.OneToOneField(
        Referral, null=True, blank=True, on_delete=models.PROTECT, related_name="case"
    )
    lead_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    lead_officer = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    category = models.CharField(max_length=20, choices=AsbCategory.choices)
    asb_type = models.CharField(max_length=14, choices=AsbType.choices)
    summary = models.TextField()
    hate_strands = models.JSONField(default=list, blank=True)
    consent = models.CharField(max_length=9, choices=Consent.choices, blank=True)
    postcode = models.CharField(max_length=8, blank=True, db_index=True)
    ward = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(max_length=10, choices=CaseStatus.choices, default=CaseStatus.OPEN)
    risk_band = models.CharField(max_length=8, choices=RiskBand.choices, blank=True)
    risk_total = models.PositiveSmallIntegerField(null=True, blank=True)
    priority = models.CharField(max_length=60, blank=True)
    is_restricted = models.BooleanField(default=False)
    opened_on = models.DateField(default=timezone.localdate)
    next_review_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-opened_on", "-id"], name="case_newest"),
            models.Index(fields=["status", "next_review_on"], name="case_reviews"),
            models.Index(fields=["status", "-opened_on", "-id"], name="case_by_status"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="closed", closed_at__isnull=False)
                | (~models.Q(status="closed") & models.Q(closed_at__isnull=True)),
                name="case_closed_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def hate_said(self) -> str:
        """The hate strands in words."""
        labels = dict(HateStrand.choices)
        return "; ".join(labels[strand] for strand in self.hate_strands if strand in labels)


class CaseShareQuerySet(models.QuerySet["CaseShare"]):
    """Shares in the field's words."""

    def current(self) -> "CaseShareQuerySet":
        """Those not taken back."""
        return self.filter(ended_at=None)


class CaseShare(models.Model):
    """A case opened to an agency, with the legal gateway and the reason for opening it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="shares")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=8, choices=ShareLevel.choices, default=ShareLevel.FULL)
    gateway = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    shared_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    shared_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CaseShareQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["agency", "case"], name="share_agency_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "agency"],
                condition=models.Q(ended_at=None),
                name="case_shared_once_with_agency",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} with {self.agency_id}"


class CasePerson(models.Model):
    """A member of staff named on a restricted case: they see it whatever their agency."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="named_people")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "case"], name="named_once")]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.case_id}"


class ReferenceNumber(models.Model):
    """The last number given under a prefix in a year: `CSM-2026-0042`."""

    prefix = models.CharField(max_length=3)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="reference_series")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last:04d}"
