"""Opening a case to an agency, and closing it again."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.models import Case, CaseShare, Party, ShareLevel
from people.services import (
    close_people_to,
    open_people_by_name,
    open_people_to,
    restrict_people,
)

GATEWAY = "Crime and Disorder Act 1998, section 115"


class Restricted(Exception):
    """A restricted case is open to named people only, and to no agency."""


@transaction.atomic
def share_case(
    case: Case,
    *,
    by: User | None,
    agency: Agency,
    level: str = ShareLevel.FULL,
    gateway: str = GATEWAY,
    reason: str,
) -> CaseShare:
    """Open a case to an agency, or change how much of it the agency sees; Restricted if it is
    open to named people only."""
    if case.is_restricted:
        raise Restricted
    share, made = CaseShare.objects.get_or_create(
        case=case,
        agency=agency,
        ended_at=None,
        defaults={"level": level, "gateway": gateway, "reason": reason, "shared_by": by},
    )
    if not made and share.level == level:
        return share
    was = "" if made else share.level
    CaseShare.objects.filter(pk=share.pk).update(level=level, gateway=gateway, reason=reason)
    share.refresh_from_db()
    if level == ShareLevel.SUMMARY:
        _close_people(case, agency)
    else:
        open_people_to(_people_of(case), [agency.pk])
    record(
        "case.shared",
        by=by,
        subject=f"case {case.reference}",
        operation=Operation.DISCLOSURE,
        reason=f"{reason} ({gateway})",
        recipients=[agency.name],
        changes={"level": [was, level]},
    )
    return share


@transaction.atomic
def stop_sharing_case(case: Case, *, by: User, agency: Agency, reason: str) -> None:
    """Close a case to an agency; its people too, unless another case opens them."""
    ended = CaseShare.objects.current().filter(case=case, agency=agency)
    if not ended.update(ended_at=timezone.now()):
        return
    _close_people(case, agency)
    record(
        "case.sharing_stopped",
        by=by,
        subject=f"case {case.reference}",
        operation=Operation.ALTERATION,
        reason=reason,
        changes={"agency": agency.slug},
    )


@transaction.atomic
def restrict_case(case: Case, *, by: User, people: Iterable[User], reason: str) -> Case:
    """Take a case from every agency and open it to these people by name; at least one of them."""
    named = list(people)
    if not named:
        raise ValueError("Somebody must still see a restricted case")
    agencies = [share.agency for share in _current(case).exclude(agency=None)]
    _end_all(case)
    for agency in agencies:
        if agency:
            _close_people(case, agency)
    CaseShare.objects.bulk_create(
        [
            CaseShare(case=case, user=user, gateway=GATEWAY, reason=reason, shared_by=by)
            for user in named
        ]
    )
    _set_restricted(case, to=True)
    open_people_of(case)
    record(
        "case.restricted",
        by=by,
        subject=f"case {case.reference}",
        operation=Operation.DISCLOSURE,
        reason=reason,
        recipients=[user.get_full_name() for user in named],
    )
    return case


@transaction.atomic
def lift_restriction(case: Case, *, by: User, agencies: Iterable[Agency], reason: str) -> Case:
    """Open a restricted case to agencies again, and to nobody by name."""
    _end_all(case)
    _set_restricted(case, to=False)
    open_people_of(case)
    for agency in agencies:
        share_case(case, by=by, agency=agency, reason=reason)
    record(
        "case.restriction_lifted",
        by=by,
        subject=f"case {case.reference}",
        operation=Operation.ALTERATION,
        reason=reason,
    )
    return case


def _current(case: Case) -> QuerySet[CaseShare]:
    return CaseShare.objects.current().filter(case=case).select_related("agency")


def _end_all(case: Case) -> None:
    """Take the case from everybody; whose time was over, from the moment it was."""
    now = timezone.now()
    kept = CaseShare.objects.kept().filter(case=case)
    kept.filter(ends_at__lte=now).update(ended_at=F("ends_at"))
    kept.filter(ended_at=None).update(ended_at=now)


def open_people_of(case: Case) -> None:
    """Open the people of a case to whoever it is open to by name, for as long as it is; and close
    them to whoever it was open to, unless another case opens them."""
    named = CaseShare.objects.filter(case=case, user__isnull=False)
    users = sorted(set(named.values_list("user_id", flat=True)))
    people = _people_of(case)
    opened = CaseShare.objects.current().filter(
        user__in=users, level=ShareLevel.FULL, case__parties__person__in=people
    )
    until: dict[tuple[int, int], dt.datetime | None] = {}
    for user, person, ends_at in opened.values_list("user", "case__parties__person", "ends_at"):
        if person not in people:
            continue
        known = until.get((user, person), ends_at)
        without_end = known is None or ends_at is None
        until[user, person] = None if without_end else max(filter(None, (known, ends_at)))
    open_people_by_name(people, users, until)


def hide_people_of(case: Case) -> None:
    """Hide those of a restricted case's people whom no case knows that is not restricted."""
    people = _people_of(case)
    elsewhere = Party.objects.filter(person__in=people, case__is_restricted=False)
    known = set(elsewhere.values_list("person_id", flat=True))
    restrict_people([pk for pk in people if pk not in known], to=True)


def _set_restricted(case: Case, *, to: bool) -> None:
    """On the case, and on those of its people whom no open case knows."""
    Case.objects.filter(pk=case.pk).update(is_restricted=to)
    case.is_restricted = to
    people = _people_of(case)
    elsewhere = Party.objects.filter(person__in=people, case__is_restricted=False)
    restrict_people(list(set(elsewhere.values_list("person_id", flat=True))), to=False)
    hide_people_of(case)


def _people_of(case: Case) -> list[int]:
    return list(case.parties.values_list("person_id", flat=True))


def _close_people(case: Case, agency: Agency) -> None:
    """Take the people of a case from an agency, except those another case opens to it."""
    people = _people_of(case)
    still_open = Party.objects.filter(
        person__in=people,
        case__shares__agency=agency,
        case__shares__ended_at=None,
        case__shares__level=ShareLevel.FULL,
    ).values_list("person_id", flat=True)
    close_people_to(list(set(people) - set(still_open)), agency.pk)
