"""Celery's doors to the cases."""

from celery import shared_task

from cases.services.counting import propose_matches as propose
from cases.services.reminders import remind_about_actions as remind
from cases.services.repeats import count_repeats as count


@shared_task
def remind_about_actions() -> int:
    """Write to everybody who has an action that falls due or is overdue, once each."""
    return remind()


@shared_task
def count_repeats() -> dict[str, int]:
    """Propose incidents that may be one, then raise the flags of whatever repeats."""
    proposed = propose()
    return {"proposed": proposed, **count()}
