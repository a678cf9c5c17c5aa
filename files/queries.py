"""How many files wait for the scanner, and for how long."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Min, Q

from files.models import FileStatus, StoredFile


@dataclass(frozen=True)
class ScanState:
    """What the scanner has left to do."""

    has_scanner: bool
    waiting: int
    failed: int
    oldest: dt.datetime | None


def scan_state() -> ScanState:
    """How many files are held back, in one query."""
    counts = StoredFile.objects.held_back().aggregate(
        waiting=Count("pk", filter=Q(status=FileStatus.WAITING)),
        failed=Count("pk", filter=Q(status=FileStatus.FAILED)),
        oldest=Min("stored_at"),
    )
    return ScanState(bool(settings.CLAMD_ADDRESS), **counts)


def held_back_since(moment: dt.datetime) -> bool:
    """Whether a file has been held back since before a moment."""
    return StoredFile.objects.held_back().filter(stored_at__lt=moment).exists()
