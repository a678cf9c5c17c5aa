"""Setting actions, changing them with a reason, and saying what became of them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases import notices
from cases.models import Action, ActionChange, ActionStatus, AgencyContact, Case, Note
from cases.workflow import ACTION, WrongStatus, save_versioned


class DueInThePast(ValueError):
    """An action cannot fall due before the day it is set."""


class NotOfTheAgency(ValueError):
    """The person does not work on cases for that agency."""


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
    note: Note | None = None,
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
        note=note,
        set_by=by,
    )
    record(
        "action.set",
        by=by,
        subject=f"case {case.reference}",
        trail=f"action {action.pk}",
        operation=Operation.COLLECTION,
        changes={
            "agency": agency.slug,
            "due_on": due_on.isoformat(),
            "source": source,
            **({"note": note.pk} if note else {}),
        },
    )
    if not case.is_rehearsal:
        notices.action_set(action)
    return action


@transaction.atomic
def end_action(
    action: Action, *, by: User | None, status: str, outcome: str, evidence: str = ""
) -> Action:
    """Say that an action is done, with its evidence; or that it could not be or was not done. `by`
    is None when a partner without an account says so."""
    ACTION.move(action, status, outcome=outcome, evidence=evidence, ended_at=timezone.now())
    record(
        "action.ended",
        by=by,
        subject=f"case {action.case.reference}",
        trail=f"action {action.pk}",
        operation=Operation.ALTERATION,
        changes={"status": [ActionStatus.OPEN, status], "has_evidence": bool(evidence)},
    )
    return action


@transaction.atomic
def change_due_date(
    action: Action, *, by: User, due_on: dt.date, reason: str, version: int | None = None
) -> Action:
    """Give an open action another due date; the old one is kept with the reason."""
    if due_on < timezone.localdate():
        raise DueInThePast
    was = action.due_on
    _change(action, version, due_on=due_on)
    ActionChange.objects.create(action=action, due_was=was, due_on=due_on, reason=reason, by=by)
    record(
        "action.due_changed",
        by=by,
        subject=f"case {action.case.reference}",
        trail=f"action {action.pk}",
        operation=Operation.ALTERATION,
        reason=reason,
        changes={"due_on": [was.isoformat(), due_on.isoformat()]},
    )
    return action


@transaction.atomic
def hand_over_action(
    action: Action,
    *,
    by: User,
    owner: User,
    agency: Agency,
    reason: str,
    version: int | None = None,
) -> Action:
    """Give an open action to another person, who works on cases for `agency`; they are told."""
    hand_over_actions([action], by=by, owner=owner, agency=agency, reason=reason, version=version)
    return action


@transaction.atomic
def hand_over_actions(
    actions: Sequence[Action],
    *,
    by: User,
    owner: User,
    agency: Agency,
    reason: str,
    version: int | None = None,
) -> int:
    """Give several open actions to one person in one message; returns how many."""
    if agency.pk not in owner.desk.casework_agency_ids:
        raise NotOfTheAgency
    for action in actions:
        was = action.owner
        _change(action, version, owner=owner, agency=agency)
        ActionChange.objects.create(action=action, owner_was=was, owner=owner, reason=reason, by=by)
        record(
            "action.handed_over",
            by=by,
            subject=f"case {action.case.reference}",
            trail=f"action {action.pk}",
            operation=Operation.ALTERATION,
            reason=reason,
            changes={"owner": [was.pk, owner.pk], "agency": agency.slug},
        )
    if actions:
        notices.actions_handed_over(owner, actions)
    return len(actions)


@transaction.atomic
def change_due_dates(actions: Sequence[Action], *, by: User, due_on: dt.date, reason: str) -> int:
    """Give several open actions the same due date; returns how many."""
    for action in actions:
        change_due_date(action, by=by, due_on=due_on, reason=reason)
    return len(actions)


@transaction.atomic
def end_actions(actions: Sequence[Action], *, by: User, outcome: str) -> int:
    """Close several actions as no longer possible; returns how many."""
    for action in actions:
        end_action(action, by=by, status=ActionStatus.NOT_POSSIBLE, outcome=outcome)
    return len(actions)


@transaction.atomic
def choose_manager(agency: Agency, *, by: User, manager: User) -> AgencyContact:
    """Name the person who hears of an agency's overdue actions."""
    if agency.pk not in manager.desk.casework_agency_ids:
        raise NotOfTheAgency
    before = AgencyContact.objects.filter(agency=agency).values_list("manager", flat=True).first()
    contact, _ = AgencyContact.objects.update_or_create(
        agency=agency, defaults={"manager": manager}
    )
    record(
        "agency.manager_chosen",
        by=by,
        subject=f"agency {agency.slug}",
        operation=Operation.ALTERATION,
        changes={"manager": [before, manager.pk]},
    )
    return contact


def _change(action: Action, version: int | None, **fields: Any) -> None:
    if action.status != ActionStatus.OPEN:
        raise WrongStatus(f"This action is {action.get_status_display().lower()} already.")
    save_versioned(action, action.version if version is None else version, **fields)
