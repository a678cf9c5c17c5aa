"""Taking a file back that was brought in."""

from accounts.models import User
from assessment.crime.series import Series
from assessment.models import Edition, PublishedFile, ReturnFile
from places.services import AlreadyUndone, take_back, undo_population

__all__ = ["AlreadyUndone", "undo_edition", "undo_population", "undo_published", "undo_returns"]


def undo_edition(edition: Edition, *, by: User) -> None:
    """Take an edition back: the months of an earlier one count again."""
    word = "recorded_crime" if edition.series == Series.RECORDED else "street_crime"
    take_back(edition, f"{word}.undone", by=by)


def undo_returns(file: ReturnFile, *, by: User) -> None:
    """Take a file of returns back: what an earlier one said of the same periods counts again."""
    take_back(file, "returns.undone", by=by)


def undo_published(file: PublishedFile, *, by: User) -> None:
    """Take a file of published numbers back: what an earlier one said counts again."""
    take_back(file, f"{file.kind}.undone", by=by)
