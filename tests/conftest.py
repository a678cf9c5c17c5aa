"""What every test may ask for."""

from collections.abc import Callable

import pytest
from django.test import Client
from post_office.models import Email

from accounts.models import User
from tests.people import Cast, make_cast


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that start real processes first: at the end one of them would run alone for minutes.
    The files of those that empty the database last: what migrations wrote is gone after them."""
    emptying = {item.path for item in items if _empties_the_database(item)}
    items.sort(key=lambda item: (not _starts_processes(item), item.path in emptying))


def _starts_processes(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in ("services", "browser"))


def _empties_the_database(item: pytest.Item) -> bool:
    asked = item.get_closest_marker("django_db")
    return bool(asked and asked.kwargs.get("transaction"))


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody a test may need."""
    return make_cast()


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A client that is signed in as a person."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="accounts.backends.CurrentPeople")
        return client

    return sign_in


@pytest.fixture
def mail_queue(db: None) -> Callable[[], list[Email]]:
    """The queued e-mails, oldest first."""
    return lambda: list(Email.objects.order_by("pk"))
