"""The signed-in person behind a request."""

from django.http import HttpRequest

from accounts.models import User


def current_user(request: HttpRequest) -> User:
    """The user of a request that the closed door has let through."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("This page was reached without signing in")
    return user
