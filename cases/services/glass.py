"""Breaking the glass: opening a restricted case for a time, in the open."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases import notices
from cases.models import Case, CaseShare
from cases.queries.settings import setting
from cases.services.sharing import GATEWAY, open_people_of


class NotRestricted(Exception):
    """Only a restricted case is behind glass."""


@transaction.atomic
def break_glass(case: Case, *, by: User, reason: str) -> CaseShare:
    """Open a restricted case to one person for some hours. Its lead agency and the coordinators
    are told, and the log says why."""
    if not case.is_restricted:
        raise NotRestricted
    now = timezone.now()
    mine = CaseShare.objects.kept().filter(case=case, user=by)
    mine.filter(ends_at__lte=now).update(ended_at=F("ends_at"))
    ends_at = now + dt.timedelta(hours=setting("break_glass_hours"))
    share, made = CaseShare.objects.get_or_create(
        case=case,
        user=by,
        ended_at=None,
        defaults={
            "gateway": GATEWAY,
            "reason": reason,
            "shared_by": by,
            "ends_at": ends_at,
            "broke_glass": True,
        },
    )
    if not made:
        return share
    open_people_of(case)
    record(
        "case.glass_broken",
        by=by,
        subject=f"case {case.reference}",
        operation=Operation.DISCLOSURE,
        reason=reason,
        recipients=[by.get_full_name()],
        changes={"until": ends_at.isoformat(timespec="minutes")},
    )
    notices.glass_broken(case, by)
    return share


def end_broken_glass() -> int:
    """Write down what has ended by itself; returns how many. Nobody sees a case longer for it."""
    over = CaseShare.objects.kept().filter(broke_glass=True, ends_at__lte=timezone.now())
    return sum(_end(share) for share in over.select_related("case", "user"))


@transaction.atomic
def _end(share: CaseShare) -> int:
    ended = CaseShare.objects.kept().filter(pk=share.pk).update(ended_at=F("ends_at"))
    if ended:
        open_people_of(share.case)
        record(
            "case.glass_ended",
            by=None,
            subject=f"case {share.case.reference}",
            trail=f"user {share.user_id}",
            operation=Operation.ALTERATION,
        )
    return ended
