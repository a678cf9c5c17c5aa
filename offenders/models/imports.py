"""A partner's spreadsheet of offences: held for a preview, confirmed, brought in, undone."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from offenders.models.cohort import COHORT_ROLES


class OffenceImportQuerySet(models.QuerySet["OffenceImport"]):
    """Spreadsheets in the field's words."""

    def visible_to(self, user: User) -> "OffenceImportQuerySet":
        """A person's own while nothing is kept of it; once confirmed, everybody's of the cohort."""
        if not user.desk.has(*COHORT_ROLES):
            return self.none()
        return self.filter(Q(uploaded_by=user) | Q(confirmed_at__isnull=False))

    def unconfirmed(self) -> "OffenceImportQuerySet":
        """Nobody said yet that they are to be brought in."""
        return self.filter(confirmed_at=None)

    def due(self) -> "OffenceImportQuerySet":
        """Confirmed, and neither brought in nor refused yet."""
        return self.filter(confirmed_at__isnull=False, finished_at=None)


class OffenceImport(models.Model):
    """One uploaded spreadsheet. Its content goes once it is brought in; what came of it stays."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.BinaryField()
    source = models.CharField(max_length=120)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    brought_in = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    refusal = models.TextField(blank=True, help_text="Why nothing was brought in")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0, help_text="Changed since, so not taken out")

    objects = OffenceImportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"],
                condition=Q(confirmed_at__isnull=False, undone_at=None, refusal=""),
                name="offences_imported_once",
            )
        ]

    def __str__(self) -> str:
        return self.name
