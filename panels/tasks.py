"""Celery's doors to the panels."""

from celery import shared_task

from panels.services import propose_next_agendas


@shared_task
def propose_agendas() -> int:
    """Propose the agendas of all meetings still to come; adds only what is not there yet."""
    return propose_next_agendas()
