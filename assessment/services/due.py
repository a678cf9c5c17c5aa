"""Doing what is due, one thing after the other, so that no failure holds back the rest."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import OperationalError

logger = logging.getLogger(__name__)

UNEXPECTED = (
    "Something went wrong that nobody expected. The administrators find it among the failed jobs."
)


class SomeFailed(RuntimeError):
    """Not everything that was due could be done; the log has the traceback of each."""


@dataclass(frozen=True)
class Due:
    """One thing to do, and what the log calls it."""

    name: str
    do: Callable[[], object]


def do_each(due: Iterable[Due]) -> list[object]:
    """Do every one and return what came of them; if any failed, say so after the last."""
    done: list[object] = []
    failed: list[str] = []
    for each in due:
        try:
            result = each.do()
        except Exception:
            logger.exception("Failed: %s", each.name)
            failed.append(each.name)
        else:
            if result is not None:
                done.append(result)
    if failed:
        raise SomeFailed("; ".join(failed))
    return done


def is_passing(error: Exception) -> bool:
    """Whether the next run may well succeed: the database was busy, restarted or out of reach."""
    return isinstance(error, OperationalError)
