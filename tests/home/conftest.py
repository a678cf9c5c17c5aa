"""The rehearsal partnership, loaded once a module."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Northbridge, in a transaction that is rolled back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("rehearsal", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def northbridge(loaded: None, db: None) -> None:
    """The rehearsal partnership, for one test."""
