"""A file that somebody gave. What it is about, and so who sees it, is said by the row that names
it: no page shows a file but through such a row."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class FileStatus(models.TextChoices):
    """What the scanner says of a file."""

    WAITING = "waiting", "Waiting to be scanned"
    UNSCANNED = "unscanned", "Not scanned: no scanner is set up"
    CLEAN = "clean", "Scanned, nothing found"
    FAILED = "failed", "Could not be scanned, will be tried again"
    REFUSED = "refused", "Harmful: taken away"


# What may be opened: nothing that a scanner has yet to look at, nothing in which it found harm.
OPEN = (FileStatus.CLEAN, FileStatus.UNSCANNED)


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Files in the field's words."""

    def to_scan(self) -> "StoredFileQuerySet":
        """Those that a scanner has yet to say something of, and whose next try has come."""
        waits = [FileStatus.WAITING, FileStatus.UNSCANNED, FileStatus.FAILED]
        return self.filter(status__in=waits, next_scan_at__lte=timezone.now())

    def held_back(self) -> "StoredFileQuerySet":
        """Those that nobody may open yet."""
        return self.filter(status__in=[FileStatus.WAITING, FileStatus.FAILED])

    def to_preview(self) -> "StoredFileQuerySet":
        """Those that may be opened and of which no preview was tried."""
        return self.filter(status__in=OPEN, preview_pages=None)


class StoredFile(models.Model):
    """One upload. Its bytes lie on disk under their digest, once however often they were given."""

    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=8, help_text="A key of files.kinds.KINDS")
    name = models.CharField(max_length=120, help_text="What it was called; shown, never opened")
    status = models.CharField(max_length=10, choices=FileStatus.choices)
    scanner_said = models.CharField(max_length=200, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    next_scan_at = models.DateTimeField(default=timezone.now)
    preview_pages = models.PositiveSmallIntegerField(null=True, blank=True)
    stored_at = models.DateTimeField(default=timezone.now)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_scan_at"],
                condition=Q(status__in=["waiting", "unscanned", "failed"]),
                name="file_to_scan",
            ),
            models.Index(fields=["id"], condition=Q(preview_pages=None), name="file_to_preview"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["clean", "refused"]) | Q(scanned_at__isnull=False),
                name="file_scanned_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"File {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it may be opened by those who may see it."""
        return self.status in OPEN

    @property
    def is_harmful(self) -> bool:
        """Whether harm was found in it."""
        return self.status == FileStatus.REFUSED

    @property
    def pages(self) -> range:
        """The pages that have a preview, from 1."""
        return range(1, (self.preview_pages or 0) + 1)
