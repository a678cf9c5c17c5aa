"""Celery's door to the mail queue."""

from celery import shared_task
from django.conf import settings
from post_office.mail import send_queued_mail_until_done


@shared_task
def send_mail() -> None:
    """Send what is queued, one message at a time, each marked as sent before the next begins."""
    send_queued_mail_until_done(lockfile=str(settings.VAR / "mail-queue"))
