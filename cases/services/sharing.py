"""Opening a case to an agency, and closing it again."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.models import Case, CaseShare, Party, ShareLevel
from people.services import close_people_to, open_people_to

GATEWAY = "Crime and Disorder Act 1998, section 115"


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
    """Open a case to an agency, or change how much of it the agency sees."""
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
    elif not case.is_restricted:
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


def _people_of(case: Case) -> list[int]:
    return list(case.parties.values_list("person_id", flat=True))


def _close_people(case: Case, agency: Agency) -> None:
    """Take the people of a case from an agency, except those another case opens to it."""
    people = _people_of(case)
    still_open = Party.objects.filter(
        person__in=people,
        case__is_restricted=False,
        case__shares__agency=agency,
        case__shares__ended_at=None,
        case__shares__level=ShareLevel.FULL,
    ).values_list("person_id", flat=True)
    close_people_to(list(set(people) - set(still_open)), agency.pk)
