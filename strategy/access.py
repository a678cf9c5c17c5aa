"""Who may read the strategy and who may write it."""

from typing import TypeVar

from django.db.models import Model
from django.http import Http404

from accounts.models import Role, User
from strategy.models import PlanStatus, PlanStep, Priority

Row = TypeVar("Row", bound=Model)


def can_write_strategy(user: User) -> bool:
    """Coordinators and analysts keep the strategy."""
    return user.desk.has(Role.COORDINATOR, Role.ANALYST)


def can_report_progress(user: User, priority: Priority) -> bool:
    """Those who keep the strategy, and everybody of the agency that answers for the priority."""
    return can_write_strategy(user) or priority.agency_id in user.desk.agency_ids()


def can_end_step(user: User, step: PlanStep) -> bool:
    """Its owner, and those who report on its priority; once."""
    mine = step.owner_id == user.pk or can_report_progress(user, step.priority)
    return step.status == PlanStatus.OPEN and mine


def row_or_404(user: User, model: type[Row], pk: int) -> Row:
    """A strategy, an objective or a priority that this person may see."""
    row: Row | None = model._default_manager.all().visible_to(user).filter(pk=pk).first()  # type: ignore[attr-defined]
    if row is None:
        raise Http404
    return row
