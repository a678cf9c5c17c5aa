"""Taking a file in, having it scanned and drawn, and forgetting what nothing names any more."""

import datetime as dt
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audit.models import Operation
from audit.services import record
from files import keeping, scanning
from files.kinds import Refused, kind_of
from files.models import FileStatus, StoredFile
from files.names import clean_name
from files.previews import draw_preview
from files.workflow import move

MEGABYTE = 1024 * 1024
TRY_AGAIN = dt.timedelta(hours=1)
AT_ONCE = 50
FULL = "It could not be kept: there is no room left. Nothing was lost; tell your administrator"


@dataclass(frozen=True)
class Taken:
    """Bytes that were checked and lie on disk, not yet in a row."""

    name: str
    kind: str
    kept: keeping.Kept


def take_in(content: BinaryIO, *, name: str, most: int | None = None) -> Taken:
    """Check what a file is and keep its bytes, before any transaction begins: a large file holds
    up nobody. Refused says why it is not taken."""
    name = clean_name(name)
    size = content.seek(0, 2)
    most = settings.LARGEST_UPLOAD if most is None else most
    if size > most:
        raise Refused(f"It is larger than {most // MEGABYTE} MB")
    kind = kind_of(content, name)
    try:
        return Taken(name, kind.key, keeping.keep(content))
    except OSError as error:
        raise Refused(FULL) from error


def add_file(taken: Taken) -> StoredFile:
    """The row of bytes that were taken in; whoever names it writes the log. With a scanner set up,
    nobody opens it before the scanner has seen it."""
    return StoredFile.objects.create(
        sha256=taken.kept.sha256,
        size=taken.kept.size,
        kind=taken.kind,
        name=taken.name,
        status=FileStatus.WAITING if settings.CLAMD_ADDRESS else FileStatus.UNSCANNED,
    )


def scan_due_files() -> int:
    """Have the scanner look at what it has not seen yet; returns how many. If it is down, what is
    left waits for the next run."""
    if not settings.CLAMD_ADDRESS:
        return 0
    due = StoredFile.objects.to_scan().order_by("next_scan_at", "pk")
    scanned = 0
    for digest in dict.fromkeys(due.values_list("sha256", flat=True)[:AT_ONCE]):
        try:
            _scan(digest)
        except scanning.ScannerDown:
            break
        scanned += 1
    return scanned


def _scan(digest: str) -> None:
    now = timezone.now()
    try:
        with keeping.path_of(digest).open("rb") as content:
            verdict = scanning.scan(content, settings.CLAMD_ADDRESS)
    except FileNotFoundError:
        verdict = scanning.Verdict(False, False, "The bytes are not there")
    if verdict.is_harmful:
        _take_away(digest, scanner_said=verdict.said, scanned_at=now)
        return
    to = FileStatus.CLEAN if verdict.is_clean else FileStatus.FAILED
    move(digest, to, scanner_said=verdict.said, scanned_at=now, next_scan_at=now + TRY_AGAIN)


@transaction.atomic
def _take_away(digest: str, *, scanner_said: str, scanned_at: dt.datetime) -> None:
    """Delete harmful bytes; the rows stay and say what was found."""
    uploads = StoredFile.objects.filter(sha256=digest).exclude(status=FileStatus.REFUSED)
    pks = list(uploads.values_list("pk", flat=True))
    said = {"scanner_said": scanner_said, "scanned_at": scanned_at, "preview_pages": 0}
    if not move(digest, FileStatus.REFUSED, **said):
        return
    for pk in pks:
        record(
            "file.found_harmful",
            by=None,
            subject=f"file {pk}",
            operation=Operation.ERASURE,
            changes={"found": scanner_said},
        )
    transaction.on_commit(lambda: keeping.forget(digest))


def draw_due_previews() -> int:
    """Draw what has no preview yet, one process at a time; returns how many were tried."""
    with keeping.only_one("drawing") as is_ours:
        if not is_ours:
            return 0
        due = list(StoredFile.objects.to_preview().order_by("pk")[:AT_ONCE])
        for file in {file.sha256: file for file in due}.values():
            same = StoredFile.objects.to_preview().filter(sha256=file.sha256)
            same.update(preview_pages=draw_preview(file))
        return len(due)


def forget_unused_files() -> int:
    """Delete the files that nothing names since a day, then bytes without a file; returns how
    many files. Whatever names a file holds a foreign key to it."""
    day_ago = timezone.now() - dt.timedelta(days=1)
    nothing_names = {
        f"{relation.name}__isnull": True for relation in StoredFile._meta.related_objects
    }
    unused = StoredFile.objects.filter(stored_at__lt=day_ago, **nothing_names)
    forgotten = 0
    for file in unused.order_by("pk").iterator(chunk_size=500):
        with transaction.atomic():
            gone, _ = unused.filter(pk=file.pk).delete()
            if gone:
                record(
                    "file.erased", by=None, subject=f"file {file.pk}", operation=Operation.ERASURE
                )
                forgotten += 1
    keeping.sweep_incoming()
    for digest in keeping.digests():
        keeping.forget_if_unused(digest, _is_named)
    return forgotten


def _is_named(digest: str) -> bool:
    rows = StoredFile.objects.filter(sha256=digest)
    return rows.exclude(status=FileStatus.REFUSED).exists()
