"""Celery's doors to the panels."""

from celery import shared_task
from django.db import transaction

from panels.services import (
    chase_information,
    make_due_files,
    make_due_packs,
    propose_next_agendas,
    send_calendars,
)


@shared_task
def propose_agendas() -> int:
    """Propose the agendas of all meetings still to come; adds only what is not there yet."""
    return propose_next_agendas()


@shared_task
def chase_for_information() -> int:
    """Write to agencies that owe answers for a meeting to come; returns how many."""
    return chase_information()


@shared_task
def make_papers() -> int:
    """Make the packs and the PDFs that are waited for; returns how many."""
    return make_due_packs() + make_due_files()


def nudge_papers() -> None:
    """Wake the worker; with a dead broker the schedule's next tick makes what is waited for."""
    transaction.on_commit(make_papers.delay, robust=True)


@shared_task
def send_calendar_entries() -> int:
    """Bring people's calendars up to date; returns how many messages that is."""
    return send_calendars()


def nudge_calendars() -> None:
    """Wake the worker; with a dead broker the schedule's next tick sends what is due."""
    transaction.on_commit(send_calendar_entries.delay, robust=True)
