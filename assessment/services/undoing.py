"""Taking a file back that was brought in."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessment.models import Edition, PublishedFile, ReturnFile
from assessment.series import Series
from audit.models import Operation
from audit.services import record
from places.services import AlreadyUndone, undo_population

__all__ = ["AlreadyUndone", "undo_edition", "undo_population", "undo_published", "undo_returns"]


def undo_edition(edition: Edition, *, by: User) -> None:
    """Take an edition back: the months of an earlier one count again."""
    word = "recorded_crime" if edition.series == Series.RECORDED else "street_crime"
    _undo(f"{word}.undone", edition, by)


def undo_returns(file: ReturnFile, *, by: User) -> None:
    """Take a file of returns back: what an earlier one said of the same periods counts again."""
    _undo("returns.undone", file, by)


def undo_published(file: PublishedFile, *, by: User) -> None:
    """Take a file of published numbers back: what an earlier one said counts again."""
    _undo(f"{file.kind}.undone", file, by)


@transaction.atomic
def _undo(verb: str, file: Edition | ReturnFile | PublishedFile, by: User) -> None:
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
