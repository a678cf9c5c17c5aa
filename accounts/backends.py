"""Who may sign in: current people; rehearsal accounts only while the database is a rehearsal."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import Partnership, User

REHEARSAL_DOMAIN = "@rehearsal.example"


class CurrentPeople(AuthenticationBackend):  # type: ignore[misc]
    """Allauth's e-mail and password check, closed to rehearsal accounts outside a rehearsal."""

    def user_can_authenticate(self, user: User) -> bool:
        if user.email.endswith(REHEARSAL_DOMAIN):
            partnership = Partnership.current()
            if partnership is None or not partnership.is_rehearsal:
                return False
        return bool(super().user_can_authenticate(user))

    def get_user(self, user_id: Any) -> User | None:
        user = super().get_user(user_id)
        return user if user and self.user_can_authenticate(user) else None
