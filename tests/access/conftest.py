"""The scene, built once a module: each test then runs in a savepoint of its own."""

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
    """The scene, for one test."""
    return built


@pytest.fixture(scope="module")
def clients(built: Scene) -> dict[str, Client]:
    """Everybody's browser, by name: made once, for loading the middleware is what takes time."""
    browsers = {"anonymous": Client()}
    for name, user in built.everyone().items():
        browsers[name] = Client()
        browsers[name].force_login(user, backend="accounts.backends.CurrentPeople")
    return browsers
