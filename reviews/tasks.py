"""Celery's door to case reviews."""

from celery import shared_task

from reviews import services


@shared_task
def find_rights_due() -> int:
    """Write down which victims are to be told of their right to a review."""
    return services.find_rights_due()
