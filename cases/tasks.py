"""Celery's doors to the cases."""

from celery import shared_task

from cases.services.reminders import remind_about_actions as remind


@shared_task
def remind_about_actions() -> int:
    """Write to everybody who has an action that falls due or is overdue, once each."""
    return remind()
