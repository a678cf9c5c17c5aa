"""Setting actions, and saying what became of them."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases import notices
from cases.models import Action, ActionStatus, Case
from cases.workflow import ACTION


class DueInThePast(ValueError):
    """An action cannot fall due before the day it is set."""


@transaction.atomic
def add_action(
    case: Case,
    *,
    by: User | None,
    wording: str,
    owner: User,
    agency: Agency,
    due_on: dt.date,
    source: str = "",
) -> Action:
    """Ask somebody to do something by a date; they are told by e-mail."""
    if due_on < timezone.localdate():
        raise DueInThePast
    action = Action.objects.create(
        case=case,
        wording=wording,
        owner=owner,
        agency=agency,
        due_on=due_on,
        source=source,
        set_by=by,
    )
    record(
        "action.set",
        by=by,
        subject=f"case {case.reference}",
        trail=f"action {action.pk}",
        operation=Operation.COLLECTION,
        changes={"agency": agency.slug, "due_on": due_on.isoformat(), "source": source},
    )
    notices.action_set(action)
    return action


@transaction.atomic
def end_action(action: Action, *, by: User, status: str, outcome: str) -> Action:
    """Say that an action is done, could not be done, or was not done."""
    ACTION.move(action, status, outcome=outcome, ended_at=timezone.now())
    record(
        "action.ended",
        by=by,
        subject=f"case {action.case.reference}",
        trail=f"action {action.pk}",
        operation=Operation.ALTERATION,
        changes={"status": [ActionStatus.OPEN, status]},
    )
    return action
