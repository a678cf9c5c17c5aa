"""Who may do what with support for victims. Not yours to see: 404. Yours to see, not to do: 403."""

from collections.abc import MutableMapping
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404
from django.utils import timezone

from accounts.models import Role, User
from cases.access import can_work_case
from cases.models import Case
from victims.models import SupportGoal, SupportReferral

Session = SessionBase | MutableMapping[str, Any]
SAFE_CONTACT_MINUTES = 10
_OPENED = "safe_contact"


def can_list_support(user: User) -> bool:
    """Victim workers have a list of their service's referrals."""
    return user.desk.has(Role.VICTIM_WORKER)


def can_refer_victim(user: User, case: Case) -> bool:
    """The coordinator, the co-chairs, and the lead officer of an open case they see in full."""
    leads = case.lead_officer_id == user.pk
    return (user.desk.oversees_cases or leads) and can_work_case(user, case)


def support_or_404(user: User, reference: str) -> SupportReferral:
    """A referral to the user's own victim service."""
    rows = SupportReferral.objects.visible_to(user).select_related(
        "party__person", "party__case", "provider", "worker"
    )
    referral = rows.filter(reference=reference.upper()).first()
    if referral is None:
        raise Http404
    return referral


def goal_or_404(user: User, referral: SupportReferral, pk: int) -> SupportGoal:
    """A goal of a referral that the user may see."""
    rows = SupportGoal.objects.visible_to(user).filter(referral=referral, pk=pk)
    goal = rows.select_related("referral__party__case").first()
    if not isinstance(goal, SupportGoal):
        raise Http404
    return goal


def open_safe_contact(session: Session, referral: SupportReferral, reason: str) -> None:
    """Open one person's safe contact to this session for a few minutes, for a reason."""
    opened = dict(session.get(_OPENED, {}))
    opened[referral.reference] = {"at": timezone.now().timestamp(), "reason": reason}
    session[_OPENED] = opened


def reason_for_safe_contact(session: Session, referral: SupportReferral) -> str:
    """The reason given in this session a few minutes ago; empty when it must be asked for."""
    opened = session.get(_OPENED, {}).get(referral.reference)
    if not opened or timezone.now().timestamp() - opened["at"] > SAFE_CONTACT_MINUTES * 60:
        return ""
    return str(opened["reason"])
