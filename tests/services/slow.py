"""Loaded by a test's worker only: stops a job in its middle until the worker is killed."""

import time
from typing import Any

from django.conf import settings
from django.db import connection

from assessment.models import Observation, RecordedCrime
from assessment.services import imports, runs
from panels import notices
from panels.services import papers

HOLD = settings.VAR / "hold"
HELD = settings.VAR / "held"


def _wait(place: str) -> None:
    if HOLD.exists() and HOLD.read_text() == place:
        HELD.touch()
        time.sleep(60)


def _after(function: Any, place: str) -> Any:
    def slowed(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        _wait(place)
        return result

    return slowed


def _before(function: Any, place: str) -> Any:
    def slowed(*args: Any, **kwargs: Any) -> Any:
        _wait(place)
        return function(*args, **kwargs)

    return slowed


def _at_each_statement(function: Any) -> Any:
    """From here on to the end of the job, every statement to the database is a place."""

    def counted(*args: Any, **kwargs: Any) -> Any:
        number = 0

        def wait(execute: Any, *said: Any) -> Any:
            nonlocal number
            number += 1
            _wait(f"statement {number}")
            return execute(*said)

        connection.execute_wrappers.append(wait)
        return function(*args, **kwargs)

    return counted


runs.figures_now = _at_each_statement(_before(runs.figures_now, "before the figures are read"))
Observation.objects.bulk_create = _before(  # type: ignore[method-assign]
    Observation.objects.bulk_create, "after the old figures are gone"
)
runs.record = _before(runs.record, "after the new figures are written")
RecordedCrime.objects.bulk_create = _before(  # type: ignore[method-assign]
    RecordedCrime.objects.bulk_create, "between the edition and its crimes"
)
imports.record = _before(imports.record, "after the crimes are written")
papers.sections = _before(papers.sections, "before a pack is read")
notices.papers_sent = _after(
    _before(notices.papers_sent, "after a pack is written"), "after a pack is announced"
)
