"""Lets the flush after a transactional test empty the append-only log; nothing else may."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

append_only = import_module("audit.migrations.0002_append_only")


@contextmanager
def triggers_off() -> Iterator[None]:
    """The log without its triggers, as somebody with the database's own rights could have it."""
    with connection.schema_editor() as editor:
        append_only.remove(None, editor)
    yield
    with connection.schema_editor() as editor:
        append_only.install(None, editor)


@pytest.fixture(autouse=True, scope="session")
def flush_may_empty_the_log() -> Iterator[None]:
    """Django's flush runs without the triggers."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_without_triggers(self: Any, sql_list: list[str]) -> None:
        with triggers_off():
            flush(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush_without_triggers)
        yield
