"""The papers of a meeting: a pack for each agency, who opened it, and one reader's PDF."""

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from panels.models.meeting import Meeting


class PaperPackQuerySet(models.QuerySet["PaperPack"]):
    """Packs in the field's words."""

    def to_make(self) -> "PaperPackQuerySet":
        """Those whose newest version has not been made and announced."""
        return self.filter(made_version__lt=models.F("version"))

    def out(self) -> "PaperPackQuerySet":
        """Those that have gone out, in whatever version."""
        return self.filter(made_version__gt=0)


class PaperPack(models.Model):
    """The papers of a meeting for one agency. `version` is asked for, `made_version` has gone out.

    The texts stay where they are: `prints` holds one fingerprint for each part of each case, so
    that what changed can be said, and what is no longer shared is nowhere.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="packs")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    agenda_version = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    made_version = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    prints = models.JSONField(default=dict)
    differences = models.JSONField(default=list)

    objects = PaperPackQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["agency", "meeting"], name="pack_agency"),
            models.Index(
                fields=["meeting"],
                condition=models.Q(made_version__lt=models.F("version")),
                name="pack_to_make",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "agency"], name="pack_once_for_agency")
        ]

    def __str__(self) -> str:
        return f"Papers of {self.meeting_id} for {self.agency_id}"


class PaperReading(models.Model):
    """A person opened the papers, as they were sent in one version, with what they looked like."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agenda_version = models.PositiveIntegerField()
    pack_version = models.PositiveIntegerField(default=1)
    prints = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "meeting", "agenda_version", "pack_version"],
                name="pack_read_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} read {self.meeting_id}"


class PaperFile(models.Model):
    """The PDF of a meeting's papers made for one named reader; emptied a day after it was made."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="files")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True, blank=True)
    failed = models.BooleanField(default=False)
    prints = models.JSONField(default=dict)
    pdf = models.BinaryField(default=bytes)

    class Meta:
        indexes = [
            models.Index(
                fields=["asked_at"], condition=models.Q(made_at=None), name="paper_file_to_make"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="paper_file_once_for_reader")
        ]

    def __str__(self) -> str:
        return f"Papers of {self.meeting_id} for reader {self.user_id}"

    @property
    def is_ready(self) -> bool:
        """Whether it can be downloaded."""
        return self.made_at is not None and not self.failed and bool(self.pdf)
