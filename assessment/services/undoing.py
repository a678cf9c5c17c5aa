"""Taking a file back that was brought in."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessment.models import Edition, ReturnFile
from audit.models import Operation
from audit.services import record


class AlreadyUndone(ValueError):
    """The file was taken back before."""


def undo_edition(edition: Edition, *, by: User) -> None:
    """Take an edition back: the months of an earlier one count again."""
    _undo("recorded_crime.undone", edition, by)


def undo_returns(file: ReturnFile, *, by: User) -> None:
    """Take a file of returns back: what an earlier one said of the same periods counts again."""
    _undo("returns.undone", file, by)


@transaction.atomic
def _undo(verb: str, file: Edition | ReturnFile, by: User) -> None:
    """Frozen figures stay as they are, and the same file may be brought in once more."""
    rows = type(file).objects.held().filter(pk=file.pk)
    if not rows.update(undone_at=timezone.now(), undone_by=by):
        raise AlreadyUndone(f"{file} was taken back before.")
    record(
        verb,
        by=by,
        subject=f"file {file.name}"[:120],
        operation=Operation.ALTERATION,
        changes={"rows": file.rows, "sha256": file.sha256},
    )
