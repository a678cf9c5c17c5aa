"""What every test may ask for."""

from collections.abc import Callable

import pytest
from django.test import Client
from post_office.models import Email

from accounts.models import User
from tests.people import Cast, make_cast


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
