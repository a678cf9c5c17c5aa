"""The table of what a file's scan may end in. `move` is the only setter of the status."""

from typing import Any

from files.models import FileStatus, StoredFile

MOVES: dict[str, set[str]] = {
    FileStatus.WAITING: {FileStatus.CLEAN, FileStatus.FAILED, FileStatus.REFUSED},
    FileStatus.UNSCANNED: {FileStatus.CLEAN, FileStatus.FAILED, FileStatus.REFUSED},
    FileStatus.FAILED: {FileStatus.CLEAN, FileStatus.FAILED, FileStatus.REFUSED},
    # The same bytes, given again, may be found harmful by a scanner that has learnt since.
    FileStatus.CLEAN: {FileStatus.REFUSED},
}


def move(sha256: str, to: str, **fields: Any) -> int:
    """Move every upload of these bytes that the table lets move; returns how many."""
    before = [status for status, moves in MOVES.items() if to in moves]
    rows = StoredFile.objects.filter(sha256=sha256, status__in=before)
    return rows.update(status=to, **fields)
