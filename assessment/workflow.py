"""The one move a run of figures makes: from draft to frozen, and never back."""

import datetime as dt

from accounts.models import User
from assessment.models import FigureRun, RunStatus

MOVES: dict[str, frozenset[str]] = {
    RunStatus.TAKEN: frozenset({RunStatus.FROZEN}),
    RunStatus.FROZEN: frozenset(),
}


class WrongStatus(ValueError):
    """The run is not where this move begins; somebody else was first."""


def move(run: FigureRun, to: RunStatus, *, by: User, at: dt.datetime) -> None:
    """Freeze a draft that is still the one that was looked at."""
    if to not in MOVES[run.status]:
        raise WrongStatus(f"The figures of {run} are frozen and stay as they are.")
    changed = FigureRun.objects.filter(pk=run.pk, status=run.status, digest=run.digest).update(
        status=to, frozen_at=at, frozen_by=by
    )
    if changed != 1:
        raise WrongStatus(f"The figures of {run} were taken again or frozen meanwhile. Look again.")
    run.refresh_from_db()
