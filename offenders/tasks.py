"""Celery's doors to offender management."""

from celery import shared_task
from django.db import transaction

from offenders import services


@shared_task
def warn_of_expiry() -> int:
    """Tell people of orders that run out soon, once each."""
    return services.warn_of_expiry()


@shared_task
def warn_of_release() -> int:
    """Tell officers of releases that are expected soon, once each."""
    return services.warn_of_release()


@shared_task
def import_offences() -> int:
    """Bring in whatever spreadsheets of offences were confirmed."""
    return services.import_confirmed_offences()


def nudge_offences() -> None:
    """Wake the worker; with a dead broker the next tick brings in what was confirmed."""
    transaction.on_commit(import_offences.delay, robust=True)


@shared_task
def alert_overdue_check_ins() -> int:
    """Tell colleagues of lone visits without a check-in, once each."""
    return services.alert_overdue_check_ins()
