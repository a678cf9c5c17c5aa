"""Who may sign in: current people; rehearsal accounts only while the database is a rehearsal."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User

REHEARSAL_DOMAIN = "@rehearsal.example"


class CurrentPeople(AuthenticationBackend):  # type: ignore[misc]
    """Allauth's e-mail and password check, closed to rehearsal accounts outside a rehearsal."""

    def user_can_authenticate(self, user: User) -> bool:
        is_rehearsal = user.partnership is not None and user.partnership.is_rehearsal
        if user.email.endswith(REHEARSAL_DOMAIN) and not is_rehearsal:
            return False
        return bool(super().user_can_authenticate(user))

    @classmethod
    def _stash_user(cls, user: User | None) -> None:
        """Keep nobody for the library's page about closed accounts: it would say that the password
        was right, and sign in a rehearsal account that may not sign in."""

    def get_user(self, user_id: Any) -> User | None:
        user = super().get_user(user_id)
        return user if user and self.user_can_authenticate(user) else None
