"""Celery's doors to the check of the log and the cleaning of the mail."""

from celery import shared_task

from governance import services


@shared_task
def verify_log() -> int:
    """Finish the checks that are asked for or due."""
    return services.check_log_when_due()


@shared_task
def clean_sent_mail() -> int:
    """Delete what was sent long ago."""
    return services.clean_sent_mail()
