"""Celery's doors to the cases."""

from celery import shared_task
from django.db import transaction

from cases.services.counting import propose_matches as propose
from cases.services.documents import tell_harmful_documents as tell
from cases.services.following import open_to_followers as follow
from cases.services.glass import end_broken_glass as end_glass
from cases.services.reminders import remind_about_actions as remind
from cases.services.repeats import count_repeats as count


@shared_task
def remind_about_actions() -> int:
    """Write to everybody who has an action that falls due or is overdue, once each."""
    return remind()


@shared_task
def end_broken_glass() -> int:
    """Write down which restricted cases have closed again by themselves."""
    return end_glass()


def nudge_count_repeats() -> None:
    """Wake the worker; with a dead broker the repeats are counted in the night."""
    transaction.on_commit(count_repeats.delay, robust=True)


@shared_task
def count_repeats() -> dict[str, int]:
    """Propose incidents that may be one, then raise the flags of whatever repeats."""
    proposed = propose()
    return {"proposed": proposed, **count()}


@shared_task
def tell_harmful_documents() -> int:
    """Write to those who added files that were found harmful."""
    return tell()


@shared_task
def open_to_followers() -> int:
    """Open the cases of an agency that has ended to the one that does its work now."""
    return follow()
