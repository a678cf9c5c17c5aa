"""A document of a case, or of a referral before there is a case."""

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from cases.models.action import Action
from cases.models.case import Case, seen_by
from cases.models.chronology import Handling
from cases.models.referral import Referral
from files.models import FileStatus, StoredFile


class DocumentKind(models.TextChoices):
    """What sort of document it is."""

    LETTER = "letter", "Letter"
    PHOTOGRAPH = "photograph", "Photograph"
    STATEMENT = "statement", "Statement"
    REPORT = "report", "Report"
    ORDER = "order", "Order or notice"
    EMAIL = "email", "E-mail"
    RECORDING = "recording", "Recording"
    DIARY = "diary", "Diary or log sheet"
    OTHER = "other", "Other"


class EvidenceOf(models.TextChoices):
    """The route to the panel that a document is evidence of (the four of the referral form)."""

    HIGH_RISK = "high_risk", "High risk"
    ESCALATION = "escalation", "Potential escalation"
    JUDGEMENT = "judgement", "Professional judgement"
    MULTI_AGENCY = "multi_agency", "It needs several agencies"


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents in the field's words."""

    def visible_to(self, user: User) -> "DocumentQuerySet":
        """Those of cases the user sees in full, as far as each one's handling lets them; those
        that the user's own agency filed, on cases they see at all; those of a referral the user
        sees, until it is a case."""
        before = models.Q(case=None, referral__in=Referral.objects.visible_to(user).values("pk"))
        if user.desk.oversees_cases:
            return self.filter(before | models.Q(case__isnull=False) & seen_by(user, case="case"))
        own = models.Q(agency__in=user.desk.casework_agency_ids)
        shared = seen_by(user, case="case") & ~models.Q(handling=Handling.OWN)
        return self.filter(before | shared | own & seen_by(user, case="case", in_full=False))

    def current(self) -> "DocumentQuerySet":
        """Neither withdrawn nor replaced by a newer version."""
        return self.filter(withdrawn_at=None, replaced_by=None)

    def harmful_untold(self) -> "DocumentQuerySet":
        """Those in whose file harm was found, and nobody was told yet."""
        return self.filter(file__status=FileStatus.REFUSED, told_harmful_at=None)


class Document(models.Model):
    """A file with what it is, whose it is and who may read it.

    What came with a referral keeps its referral when it joins the case. It is never deleted but
    with its case: it is withdrawn with a reason, or a newer version takes its place.
    """

    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.CASCADE, related_name="documents"
    )
    referral = models.ForeignKey(
        Referral, null=True, blank=True, on_delete=models.CASCADE, related_name="documents"
    )
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.SET_NULL, related_name="documents"
    )
    route = models.CharField(max_length=12, choices=EvidenceOf.choices, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=DocumentKind.choices)
    dated_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True, help_text="From whom it came")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    handling = models.CharField(max_length=6, choices=Handling.choices, default=Handling.SHARE)
    added_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    original = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="later_versions"
    )
    replaced_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    told_harmful_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["case", "-dated_on", "-id"], name="document_in_case"),
            models.Index(fields=["referral"], name="document_in_referral"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(case__isnull=False) | models.Q(referral__isnull=False),
                name="document_of_case_or_referral",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | ~models.Q(withdrawn_reason=""),
                name="document_withdrawn_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_current(self) -> bool:
        """Whether it is the version that counts, and was not withdrawn."""
        return self.withdrawn_at is None and self.replaced_by_id is None

    @property
    def about(self) -> str:
        """What it belongs to, as the log names it."""
        if self.case is not None:
            return f"case {self.case.reference}"
        return f"referral {self.referral.reference if self.referral else ''}"
