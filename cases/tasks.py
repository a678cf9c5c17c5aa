"""Celery's doors to the cases."""

from celery import shared_task
from django.db import transaction

from cases.services.counting import propose_matches as propose
from cases.services.reminders import remind_about_actions as remind
from cases.services.repeats import count_repeats as count


@shared_task
def remind_about_actions() -> int:
    """Write to everybody who has an action that falls due or is overdue, once each."""
    return remind()


def nudge_count_repeats() -> None:
    """Wake the worker; with a dead broker the repeats are counted in the night."""
    transaction.on_commit(count_repeats.delay, robust=True)


@shared_task
def count_repeats() -> dict[str, int]:
    """Propose incidents that may be one, then raise the flags of whatever repeats."""
    proposed = propose()
    return {"proposed": proposed, **count()}
