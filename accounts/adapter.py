"""What allauth asks of us: no public sign-up, and each sign-in in the log."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from audit.models import Operation
from audit.services import record


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by administrators; sign-ins and refusals are logged."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        record(
            "user.signed_in", by=user, subject=f"user {user.pk}", operation=Operation.CONSULTATION
        )
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        record("user.sign_in_refused", by=None, subject="sign-in", operation=Operation.CONSULTATION)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: signing in and out show for themselves."""
