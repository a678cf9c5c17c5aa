"""Starting, ending and stopping the steps of the clock; and the log's words for a review."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.queries.settings import setting
from reviews.clock import SETTING_OF, due_on
from reviews.models import CaseReviewApplication, ClockStep


def subject_of(review: CaseReviewApplication) -> str:
    """The name under which the log speaks of a case review."""
    return f"case review {review.reference}"


def note(
    verb: str,
    review: CaseReviewApplication,
    *,
    by: User | None,
    operation: str = Operation.ALTERATION,
    **changes: Any,
) -> None:
    """Write one entry about a review."""
    said: Mapping[str, Any] = {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in changes.items()
    }
    record(verb, by=by, subject=subject_of(review), operation=operation, changes=said)


def start_step(review: CaseReviewApplication, step: str, day: dt.date) -> ClockStep:
    """Start a step by the setting that applies on its first day."""
    days = int(setting(SETTING_OF[step], day))
    return ClockStep.objects.create(
        review=review, step=step, starts_on=day, working_days=days, due_on=due_on(day, days)
    )


def end_step(review: CaseReviewApplication, step: str, day: dt.date) -> None:
    """Say that the running step was done on a day."""
    ClockStep.objects.running().filter(review=review, step=step).update(done_on=day)


def stop_steps(review: CaseReviewApplication, day: dt.date) -> None:
    """Stop whatever runs: the application is at its end."""
    ClockStep.objects.running().filter(review=review).update(stopped_on=day)
