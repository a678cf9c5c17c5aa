"""A case, who it is shared with, and the number it is known by."""

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from cases.models.bands import RiskBand
from cases.models.referral import AsbCategory, AsbType, Consent, HateStrand, Referral
from places.models import Area
from ui.compiled import Moment


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


class CaseShareQuerySet(models.QuerySet["CaseShare"]):
    """Shares in the field's words."""

    def kept(self) -> "CaseShareQuerySet":
        """Those not taken back, even if their time is over."""
        return self.filter(ended_at=None)

    def current(self) -> "CaseShareQuerySet":
        """Those not taken back, and whose time is not over."""
        endless = models.Q(ends_at=None)
        return self.kept().filter(endless | models.Q(ends_at__gt=Moment()))

    def open_to(self, user: User) -> "CaseShareQuerySet":
        """Those with an agency for which the user works on cases, or with the user by name."""
        mine = models.Q(agency__in=user.desk.casework_agency_ids) | models.Q(user=user)
        return self.current().filter(mine)


def seen_by(user: User, *, case: str = "", in_full: bool = True) -> models.Q:
    """The rule of who sees a case, for cases themselves or for rows whose field `case` names one.

    A case is seen by the agencies and the people it is shared with; unless it is restricted, also
    by the panel's coordinator and co-chairs. One EXISTS with nothing beside it, so that a list
    stops as soon as its page is full.
    """
    shares = CaseShare.objects.open_to(user).filter(case=models.OuterRef(case or "pk"))
    if user.desk.oversees_cases:
        unrestricted = {f"{case}__is_restricted" if case else "is_restricted": False}
        return models.Q(**unrestricted) | models.Q(models.Exists(shares.filter(user=user)))
    if not user.desk.works_on_cases:
        return models.Q(pk__in=[])
    if in_full:
        shares = shares.filter(level=ShareLevel.FULL)
    return models.Q(models.Exists(shares))


def real(case: str = "") -> models.Q:
    """Not of a rehearsal: the one rule that keeps practice out of figures, reminders and searches,
    for cases themselves or for rows whose field `case` names one."""
    return models.Q(**{f"{case}__is_rehearsal" if case else "is_rehearsal": False})


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases in the field's words."""

    def visible_to(self, user: User) -> "CaseQuerySet":
        """Those the user sees, if only in summary."""
        return self.filter(seen_by(user, in_full=False))

    def in_full_for(self, user: User) -> "CaseQuerySet":
        """Those whose particulars, and not only the summary, the user may see."""
        return self.filter(seen_by(user))

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
    is_rehearsal = models.BooleanField(
        default=False, help_text="Invented to practise with, and kept out of every figure"
    )
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
            models.Index(fields=["status", "closed_at", "id"], name="case_retention"),
            models.Index(
                fields=["id"], condition=models.Q(is_restricted=True), name="case_restricted"
            ),
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


class CaseShare(models.Model):
    """A case opened to an agency, or to one person by name when it is restricted, with the legal
    gateway and the reason for opening it. Whoever broke the glass has it until `ends_at`."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="shares")
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    level = models.CharField(max_length=8, choices=ShareLevel.choices, default=ShareLevel.FULL)
    gateway = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    shared_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    shared_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    broke_glass = models.BooleanField(default=False)

    objects = CaseShareQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["agency", "case"], name="share_agency_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "agency"],
                condition=models.Q(ended_at=None),
                name="case_shared_once_with_agency",
            ),
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=models.Q(ended_at=None),
                name="case_shared_once_with_person",
            ),
            models.CheckConstraint(
                condition=models.Q(agency=None) ^ models.Q(user=None),
                name="case_shared_with_agency_or_person",
            ),
            models.CheckConstraint(
                condition=models.Q(broke_glass=False)
                | models.Q(user__isnull=False, ends_at__isnull=False),
                name="case_glass_broken_for_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} with {self.agency_id or self.user_id}"

    @property
    def holder(self) -> Agency | User:
        """Whom the case is open to."""
        return self.agency or self.user  # type: ignore[return-value]


class ReferenceNumber(models.Model):
    """The last number given under a prefix in a year: `CSM-2026-0042`."""

    prefix = models.CharField(max_length=3)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="reference_series")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last:04d}"
