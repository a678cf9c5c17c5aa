"""The strategic assessment as a report: sections by priority, each with figures and with what its
owner typed, read by reviewers, then frozen as it stood.

The duty: Crime and Disorder (Formulation and Implementation of Strategy) Regulations 2007, S.I.
2007/1830, regulations 5 to 7 (the strategic assessment and what it must hold).
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Agency, Role, User
from assessment.models.runs import FigureRun
from strategy.models import Priority


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports in the field's words."""

    def visible_to(self, user: User) -> "ReportQuerySet":
        """All to an analyst; drafts also to those who write or review them; frozen ones to anyone
        with a current desk."""
        if user.desk.has(Role.ANALYST):
            return self.all()
        if not user.desk.roles:
            return self.none()
        mine = Q(pk__in=ReportSection.objects.filter(owner=user).values("report")) | Q(
            pk__in=ReportReview.objects.filter(reviewer=user).values("report")
        )
        return self.filter(mine | Q(frozen_at__isnull=False))


class Report(models.Model):
    """One report on frozen figures. Frozen, its whole content is kept beside its digest, and never
    changes; a later one of the same period and area supersedes it."""

    run = models.ForeignKey(FigureRun, on_delete=models.PROTECT, related_name="reports")
    title = models.CharField(max_length=200)
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    frozen_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    frozen_at = models.DateTimeField(null=True, blank=True)
    content = models.JSONField(null=True, blank=True, help_text="As it stood when it was frozen")
    digest = models.CharField(max_length=64, blank=True)
    published_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    public_content = models.JSONField(
        null=True, blank=True, help_text="As the public reads it: small numbers withheld"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run"], condition=Q(frozen_at=None), name="one_draft_report_a_run"
            ),
            models.CheckConstraint(
                condition=Q(frozen_at=None, content=None, digest="")
                | Q(frozen_at__isnull=False, content__isnull=False) & ~Q(digest=""),
                name="frozen_report_has_content",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(frozen_at__isnull=False),
                name="published_report_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_frozen(self) -> bool:
        """Whether nothing of it changes any more."""
        return self.frozen_at is not None


class ReportRowQuerySet(models.QuerySet[Any]):
    """Rows of reports in the field's words."""

    def visible_to(self, user: User) -> "ReportRowQuerySet":
        """Those of the reports the user sees."""
        return self.filter(report__in=Report.objects.visible_to(user).values("pk"))


class ReportSection(models.Model):
    """One section: figures by their codes, words around their sentences, the partnership's activity
    as its owner typed it. A change takes the sign-off back."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    objective = models.CharField(max_length=200, blank=True)
    priority = models.ForeignKey(
        Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    codes = models.JSONField(default=list, help_text="The codes of its figures, in order")
    words = models.JSONField(
        default=dict, help_text="By code: what is said before and after the sentence of a figure"
    )
    activity = models.TextField(blank=True)
    recommendation = models.TextField(blank=True)
    signed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReportRowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="section_signed_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_signed(self) -> bool:
        """Whether its owner stands by it as it is."""
        return self.signed_at is not None


class ReportReview(models.Model):
    """What a named person says of a draft, and of which state of it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    agrees = models.BooleanField(null=True, blank=True)
    comment = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="Of the draft that was read")
    said_at = models.DateTimeField(null=True, blank=True)

    objects = ReportRowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "reviewer"], name="report_reviewer_once")
        ]

    def __str__(self) -> str:
        return f"{self.reviewer} on {self.report}"
