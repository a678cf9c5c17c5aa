"""One line of a work list, whichever app it comes from."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class WorkItem:
    """What is owed, where it is done, and by when; names nobody."""

    text: str
    url: str
    due: dt.date | None = None
    kind: str = ""
    left: str = ""

    def is_overdue(self, today: dt.date) -> bool:
        """Whether its day has passed."""
        return self.due is not None and self.due < today


class Owed(NamedTuple):
    """One row of what several apps owe, asked for in one query: each app makes its rows in this
    shape, and knows its own again by `kind`. `of` is the key of what it belongs to, if any."""

    kind: str
    due: dt.date | None
    said: str
    of: int
    key: int
