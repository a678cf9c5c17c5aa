"""Which of the rows ticked a change moves, why it skips the others, and moving them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Generic, TypeVar

from django.db import transaction

from accounts.models import User
from cases.models import Action, Case, Referral
from cases.workflow import StaleVersion

MOST = 100
Row = TypeVar("Row", Action, Case, Referral)
Said = Mapping[str, Any]


@dataclass(frozen=True)
class Change(Generic[Row]):
    """One change that many rows may get together.

    `why_not` says why one row is skipped, nothing if it moves; `carry_out` moves those left and
    returns how many; `know` looks up, once for all rows, what `why_not` asks of what was said.
    """

    why_not: Callable[[User, Row, Said], str]
    carry_out: Callable[..., int]
    know: Callable[[User, Sequence[Row], Said], Said] = lambda _by, _picked, said: said


@dataclass(frozen=True)
class Sorted(Generic[Row]):
    """What a change moves, and what it skips with the reason."""

    moves: list[Row]
    skips: list[tuple[Row, str]]

    @property
    def digest(self) -> str:
        """What was looked at before it was confirmed, hashed."""
        rows = [(row.pk, row.version) for row in self.moves]
        return sha256(repr(rows).encode()).hexdigest()


def sort_picked(change: Change[Row], picked: Sequence[Row], *, by: User, said: Said) -> Sorted[Row]:
    """Which of the ticked rows the change moves when `by` asks for it with what is `said`; without
    anything said yet, what can be told already."""
    moves: list[Row] = []
    skips: list[tuple[Row, str]] = []
    known = change.know(by, picked, said)
    for row in picked:
        why = change.why_not(by, row, known)
        if why:
            skips.append((row, why))
        else:
            moves.append(row)
    return Sorted(moves, skips)


@transaction.atomic
def change_picked(
    change: Change[Row], picked: Sequence[Row], *, by: User, said: Said, looked_at: str
) -> int:
    """Carry it out on exactly what was shown, or StaleVersion; returns how many moved."""
    found = sort_picked(change, picked, by=by, said=said)
    if found.digest != looked_at:
        raise StaleVersion
    return change.carry_out(found.moves, by=by, **said)
