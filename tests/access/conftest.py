"""The scene, built once a module: each test then runs in a savepoint of its own."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client

from tests.access.scene import Scene, build_scene


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Scene]:
    """The scene in a transaction that is rolled back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_scene()
        transaction.set_rollback(True)


@pytest.fixture
def scene(built: Scene, db: None) -> Scene:
    """The scene, for one test: what the test changes is taken back. It asks for `db` because
    pytest makes a database only if a test of those that were chosen says it wants one."""
    return built


@pytest.fixture(scope="module", autouse=True)
def _refusals_are_no_news() -> Iterator[None]:
    """Thousands of refusals are asked for here: writing each into a log would take minutes."""
    logger = logging.getLogger("django.request")
    level = logger.level
    logger.setLevel(logging.ERROR)
    yield
    logger.setLevel(level)


@pytest.fixture(scope="module")
def clients(built: Scene) -> dict[str, Client]:
    """Everybody's browser, by name: made once, for loading the middleware is what takes time."""
    browsers = {"anonymous": Client()}
    for name, user in built.everyone().items():
        browsers[name] = Client()
        browsers[name].force_login(user, backend="accounts.backends.CurrentPeople")
    return browsers
