"""Visits: planned, begun, checked in; and the alarm when nobody hears from a lone officer."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import Role, User
from accounts.queries import people_with_role
from audit.models import Operation
from offenders import notices
from offenders.lengths import Fault, Impossible
from offenders.models import Nominal, Visit, VisitStatus
from offenders.services.trail import record_nominal
from offenders.workflow import VISIT

CHECK_IN = "Enter when they will check in, after the visit begins"


@transaction.atomic
def plan_visit(
    nominal: Nominal,
    *,
    by: User | None,
    kind: str,
    planned_at: dt.datetime,
    officer: User,
    is_alone: bool = False,
    check_in_by: dt.datetime | None = None,
) -> Visit:
    """Plan to see somebody. Whoever goes alone says when they will check in."""
    if is_alone and (check_in_by is None or check_in_by <= planned_at):
        raise Impossible([Fault("check_in_time", CHECK_IN)])
    visit = Visit.objects.create(
        nominal=nominal,
        kind=kind,
        planned_at=planned_at,
        officer=officer,
        is_alone=is_alone,
        check_in_by=check_in_by if is_alone else None,
    )
    changes = {"visit": visit.pk, "kind": kind, "officer": officer.pk, "alone": is_alone}
    record_nominal("visit.planned", nominal, by=by, operation=Operation.COLLECTION, changes=changes)
    return visit


@transaction.atomic
def begin_visit(visit: Visit, *, by: User) -> Visit:
    """Say that the visit begins now."""
    VISIT.move(visit, VisitStatus.BEGUN)
    record_nominal("visit.begun", visit.nominal, by=by, changes={"visit": visit.pk})
    return visit


@transaction.atomic
def check_in(visit: Visit, *, by: User, outcome: str, note: str = "") -> Visit:
    """Say that the officer is safe, and what came of the visit."""
    VISIT.move(visit, VisitStatus.DONE, checked_in_at=timezone.now(), outcome=outcome, note=note)
    changes = {"visit": visit.pk, "outcome": outcome}
    record_nominal("visit.checked_in", visit.nominal, by=by, changes=changes)
    return visit


@transaction.atomic
def cancel_visit(visit: Visit, *, by: User) -> Visit:
    """Say that the visit will not take place."""
    VISIT.move(visit, VisitStatus.CANCELLED)
    record_nominal("visit.cancelled", visit.nominal, by=by, changes={"visit": visit.pk})
    return visit


def alert_overdue_check_ins(now: dt.datetime | None = None) -> int:
    """Tell every offender manager, or else the coordinators, of each lone visit whose officer
    should have checked in; once each. Returns how many visits. Safe to run twice."""
    now = now or timezone.now()
    due = list(Visit.objects.unheard_of(now).filter(alerted_at=None).values_list("pk", flat=True))
    return sum(_alert(pk, now) for pk in due)


@transaction.atomic
def _alert(pk: int, now: dt.datetime) -> int:
    if not Visit.objects.unheard_of(now).filter(pk=pk, alerted_at=None).update(alerted_at=now):
        return 0
    visit = Visit.objects.select_related("nominal__party__case").get(pk=pk)
    people = list(people_with_role(Role.OFFENDER_MANAGER)) or list(
        people_with_role(Role.COORDINATOR)
    )
    notices.check_in_overdue(visit, people)
    record_nominal("visit.check_in_overdue", visit.nominal, by=None, changes={"visit": visit.pk})
    return 1
