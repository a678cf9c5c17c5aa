"""Celery's doors to the files."""

from celery import shared_task
from django.db import transaction

from files import services


def nudge_scan_files() -> None:
    """Wake the worker; with a dead broker the next minute's run does it."""
    transaction.on_commit(scan_files.delay, robust=True)


@shared_task
def scan_files() -> dict[str, int]:
    """Scan what waits, then draw the previews of what may be opened."""
    return {"scanned": services.scan_due_files(), "drawn": services.draw_due_previews()}


@shared_task
def forget_unused_files() -> int:
    """Delete the files that nothing names any more."""
    return services.forget_unused_files()
