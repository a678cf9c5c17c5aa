"""Celery's door to the mail queue."""

from celery import shared_task

from accounts.mail import send_queue


@shared_task
def send_mail() -> int:
    """Send what is queued; nothing to do while another worker is at it."""
    return send_queue()
