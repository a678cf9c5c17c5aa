"""Who may read the strategy and who may write it."""

from typing import TypeVar

from django.db.models import Model
from django.http import Http404

from accounts.models import Role, User

Row = TypeVar("Row", bound=Model)


def can_write_strategy(user: User) -> bool:
    """Coordinators and analysts keep the strategy."""
    return user.desk.has(Role.COORDINATOR, Role.ANALYST)


def row_or_404(user: User, model: type[Row], pk: int) -> Row:
    """A strategy, an objective or a priority that this person may see."""
    row: Row | None = model._default_manager.all().visible_to(user).filter(pk=pk).first()  # type: ignore[attr-defined]
    if row is None:
        raise Http404
    return row
