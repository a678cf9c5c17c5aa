"""Celery's doors to the log."""

from celery import shared_task

from audit import services


@shared_task
def seal_due_days() -> int:
    """Seal every finished day."""
    return services.seal_due_days()
