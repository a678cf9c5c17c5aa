"""Jobs: ids in, one service call out, safe to run twice."""

from functools import partial

from celery import shared_task
from django.db import transaction

from assessment import services


@shared_task
def take_due_figures() -> int:
    """Take whatever figures are due; returns how many runs there were."""
    return len(services.take_due_figures())


@shared_task
def take_figures(request_id: int) -> None:
    """Answer one analyst's request."""
    services.take_requested_figures(request_id)


@shared_task
def import_confirmed() -> int:
    """Bring in whatever uploads were confirmed; returns how many there were."""
    return services.import_confirmed()


def nudge_figures(request_id: int) -> None:
    """Wake the worker; with a dead broker the request is answered at the schedule's next tick."""
    transaction.on_commit(partial(take_figures.delay, request_id), robust=True)


def nudge_imports() -> None:
    """Wake the worker; with a dead broker the schedule's next tick brings in what was confirmed."""
    transaction.on_commit(import_confirmed.delay, robust=True)
