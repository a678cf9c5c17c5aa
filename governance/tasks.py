"""Celery's door to the check of the log."""

from celery import shared_task

from governance import services


@shared_task
def verify_log() -> int:
    """Finish the checks that are asked for or due."""
    return services.check_log_when_due()
