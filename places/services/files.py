"""Files of places that were brought in."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from audit.services import record
from places.models import BroughtIn, FileKind, ImportedFile
from places.readers.files import TextFile

BATCH = 2000


@dataclass(frozen=True)
class Outcome:
    """What an import did: the file it became, and whether it had been imported before."""

    file: ImportedFile
    is_new: bool
    said: str


def held_before(kind: FileKind, file: TextFile) -> Outcome | None:
    """The same file, if it was brought in before and not taken back."""
    before = ImportedFile.objects.held().filter(kind=kind, sha256=file.sha256).first()
    if before is None:
        return None
    said = f"the same file was imported on {before.imported_at:%-d %B %Y}; nothing has changed"
    return Outcome(before, is_new=False, said=said)


class AlreadyUndone(ValueError):
    """The file was taken back before."""


@transaction.atomic
def take_back(file: BroughtIn, verb: str, *, by: User) -> None:
    """Take a file back: what an earlier one said counts again, frozen figures stay as they are, and
    the same file may be brought in once more."""
    rows = type(file)._default_manager.filter(pk=file.pk, undone_at=None)
    if not rows.update(undone_at=timezone.now(), undone_by=by):
        raise AlreadyUndone(f"{file} was taken back before.")
    record(
        verb,
        by=by,
        subject=f"file {file.name}"[:120],
        operation=Operation.ALTERATION,
        changes={"rows": file.rows, "sha256": file.sha256},
    )


def keep(kind: FileKind, file: TextFile, rows: int, said: str, by: User | None) -> Outcome:
    """Keep that a file was brought in, and write it down."""
    kept = ImportedFile.objects.create(
        kind=kind, name=file.name[:200], sha256=file.sha256, rows=rows, imported_by=by
    )
    record(
        f"places.{kind.value}_imported",
        by=by,
        subject=f"file {file.name}"[:120],
        operation=Operation.COLLECTION,
        changes={"rows": rows, "sha256": file.sha256},
    )
    return Outcome(kept, is_new=True, said=said)
