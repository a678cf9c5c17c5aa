"""Closing a case with its record, and looking at it again."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.models import (
    Action,
    Case,
    CaseEventKind,
    CaseStatus,
    Closure,
    ClosureCheck,
    ExitReason,
    Told,
)
from cases.services.actions import end_action
from cases.services.cases import move_case
from cases.services.chronology import add_event
from cases.services.risk import assess_risk
from cases.workflow import WrongStatus


class ActionsLeftOpen(ValueError):
    """A case is not closed while it has an action of which nobody says what became."""


@dataclass(frozen=True)
class Fate:
    """What became of an action that was open."""

    action: Action
    status: str
    outcome: str


@dataclass(frozen=True)
class ClosingRecord:
    """Everything that is asked when a case ends."""

    outcome: str
    exit_reason: str
    reason: str
    risk_band: str
    risk_reason: str
    victim_told: str
    told_by: str = ""
    told_on: dt.date | None = None
    told_what: str = ""
    not_told_reason: str = ""
    fates: Sequence[Fate] = ()


@transaction.atomic
def close_case(case: Case, *, by: User, said: ClosingRecord) -> Closure:
    """Close a case and write its record, the open actions and the risk with it, or nothing."""
    move_case(case, by=by, to=CaseStatus.CLOSED, reason=said.reason)
    return record_closure(case, by=by, said=said)


@transaction.atomic
def record_closure(case: Case, *, by: User, said: ClosingRecord) -> Closure:
    """Write the record of a case that is closed: the panel may have closed it without one."""
    for fate in said.fates:
        end_action(fate.action, by=by, status=fate.status, outcome=fate.outcome)
    if case.actions.open().exists():
        raise ActionsLeftOpen
    if said.risk_band != case.risk_band:
        assess_risk(
            case,
            by=by,
            source="closure",
            band=said.risk_band,
            judgement_reason=said.risk_reason,
        )
    rows = case.closures.standing().filter(recorded_at=None)
    written = rows.update(
        reason=said.reason,
        outcome=said.outcome,
        exit_reason=said.exit_reason,
        risk=case.assessments.order_by("-assessed_at", "-pk").first(),
        victim_told=said.victim_told,
        told_by=said.told_by,
        told_on=said.told_on,
        told_what=said.told_what,
        not_told_reason=said.not_told_reason,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    if written != 1:
        raise WrongStatus(f"The closing record of {case} is written, or {case} is not closed.")
    closure = case.closures.standing().get()
    _tell_closure(closure, by)
    return closure


def _tell_closure(closure: Closure, by: User) -> None:
    told = (
        "The person harmed was told."
        if closure.victim_told == Told.YES
        else (f"The person harmed was not told: {closure.not_told_reason}")
    )
    risk = f"Risk at closure: {closure.risk.get_band_display().lower()}." if closure.risk else ""
    why = ExitReason(closure.exit_reason).label
    add_event(
        closure.case,
        by=by,
        kind=CaseEventKind.CLOSURE,
        title=f"Closing record: {closure.get_outcome_display().lower()}",
        text=f"{why}. {closure.reason}\n\n{risk} {told}",
        source=f"closure {closure.pk}",
        url_name="record_closure",
    )
    record(
        "case.closure_recorded",
        by=by,
        subject=f"case {closure.case.reference}",
        trail=f"closure {closure.pk}",
        operation=Operation.COLLECTION,
        changes={
            "outcome": closure.outcome,
            "exit_reason": closure.exit_reason,
            "victim_told": closure.victim_told,
        },
    )


@transaction.atomic
def check_closed_case(
    closure: Closure,
    *,
    by: User,
    further_reports: str,
    victim_contacted: str,
    findings: str,
    asks_reopening: bool = False,
) -> ClosureCheck:
    """Write down what was found some months after a case was closed. Whoever oversees cases
    reopens it with that, anybody else asks for it."""
    case = closure.case
    if case.status != CaseStatus.CLOSED or ClosureCheck.objects.filter(closure=closure).exists():
        raise WrongStatus(f"{case} has been looked at again, or it is open.")
    check = ClosureCheck.objects.create(
        closure=closure,
        further_reports=further_reports,
        victim_contacted=victim_contacted,
        findings=findings,
        asks_reopening=asks_reopening,
        checked_by=by,
    )
    add_event(
        case,
        by=by,
        kind=CaseEventKind.CLOSURE,
        title=f"Looked at again: {check.get_further_reports_display().lower()}",
        text=findings,
        source=f"closure check {check.pk}",
        url_name="record_closure",
    )
    record(
        "case.closure_checked",
        by=by,
        subject=f"case {case.reference}",
        trail=f"closure {closure.pk}",
        operation=Operation.COLLECTION,
        changes={"further_reports": further_reports, "asks_reopening": asks_reopening},
    )
    if asks_reopening and by.desk.oversees_cases:
        move_case(case, by=by, to=CaseStatus.OPEN, reason=findings)
    return check


@transaction.atomic
def leave_closed(closure: Closure, *, by: User, reason: str) -> ClosureCheck:
    """Answer somebody who asked to reopen a case: it stays closed, and why."""
    asked = ClosureCheck.objects.asking().filter(closure=closure)
    if asked.update(answered_at=timezone.now(), answer=reason) != 1:
        raise WrongStatus(f"Nobody is waiting for an answer about {closure.case}.")
    check = ClosureCheck.objects.get(closure=closure)
    add_event(
        closure.case,
        by=by,
        kind=CaseEventKind.CLOSURE,
        title="Stays closed",
        text=reason,
        source=f"closure answer {check.pk}",
        url_name="record_closure",
    )
    record(
        "case.left_closed",
        by=by,
        subject=f"case {closure.case.reference}",
        trail=f"closure {closure.pk}",
        operation=Operation.ALTERATION,
        reason=reason,
    )
    return check
