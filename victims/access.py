"""Who may do what with support for victims. Not yours to see: 404. Yours to see, not to do: 403."""

from collections.abc import MutableMapping
from typing import Any, TypeVar

from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Model
from django.http import Http404
from django.utils import timezone

from accounts.models import Role, User
from cases.access import can_work_case, require
from cases.models import Case
from victims.models import (
    SUPPORT_ROLES,
    Complaint,
    Intervention,
    OneTimeLink,
    PlannedContact,
    SafeContactReader,
    SupportGoal,
    SupportReferral,
    Wish,
    WishKind,
)
from victims.queries.caseload import carriers
from victims.queries.rights import link_opened

Session = SessionBase | MutableMapping[str, Any]
SAFE_CONTACT_MINUTES = 10
_OPENED = "safe_contact"


def can_list_support(user: User) -> bool:
    """Victim workers and their managers have a list of their service's referrals."""
    return user.desk.has(*SUPPORT_ROLES)


def require_support(user: User) -> None:
    """404 for whoever works for no victim service: its pages are nobody else's to know of."""
    if not can_list_support(user):
        raise Http404


def require_manager(user: User) -> None:
    """404 outside the victim service, 403 for its workers: only its managers may."""
    require_support(user)
    require(user.desk.has(Role.VICTIM_MANAGER))


def can_read_safe_contact(user: User, referral: SupportReferral) -> bool:
    """Whoever supports this person, and whoever they have named, until the day they named."""
    if referral.worker_id == user.pk:
        return True
    today = timezone.localdate()
    named = SafeContactReader.objects.filter(referral=referral, user=user, until__gte=today)
    return named.exists()


def can_name_reader(user: User, referral: SupportReferral) -> bool:
    """Only whoever supports this person, while support is open."""
    return referral.worker_id == user.pk and referral.is_open


def can_see_to_wish(user: User, wish: Wish) -> bool:
    """The victim service sees to a call; whoever oversees the case, too, to a wish for a review."""
    return wish.kind == WishKind.REVIEW or can_list_support(user)


def can_refer_victim(user: User, case: Case) -> bool:
    """The coordinator, the co-chairs, and the lead officer of an open case they see in full."""
    leads = case.lead_officer_id == user.pk
    return (user.desk.oversees_cases or leads) and can_work_case(user, case)


def support_or_404(user: User, reference: str) -> SupportReferral:
    """A referral to the user's own victim service."""
    rows = SupportReferral.objects.visible_to(user).select_related(
        "person", "party__case", "provider", "worker"
    )
    referral = rows.filter(reference=reference.upper()).first()
    if referral is None:
        raise Http404
    return referral


_S = TypeVar("_S", bound=Model)
_R = TypeVar("_R", SupportGoal, PlannedContact, Intervention, Complaint)


def part_or_404(user: User, model: type[_R], referral: SupportReferral, pk: int) -> _R:
    """A goal, a planned contact, an intervention or a complaint of a referral, if the user may
    see it."""
    rows = model.objects.visible_to(user).filter(referral=referral, pk=pk)
    row = rows.select_related("referral__party__case", "referral__provider").first()
    if not isinstance(row, model):
        raise Http404
    return row


def row_or_404(user: User, model: type[_S], **keys: object) -> _S:
    """A row of the user's own service, by its key."""
    row = model._default_manager.visible_to(user).filter(**keys).first()  # type: ignore[attr-defined]
    if not isinstance(row, model):
        raise Http404
    return row


def worker_or_404(user: User, pk: int) -> User:
    """Somebody who carries, or could carry, people of the service whose manager the user is."""
    worker = carriers(user).filter(pk=pk).first()
    if worker is None:
        raise Http404
    return worker


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


OWN_PAGE_MINUTES = 15
_OWN_PAGE = "own_page"


def open_own_page(session: Session, link: OneTimeLink) -> None:
    """Open a person's own page to this browser for a few minutes."""
    session[_OWN_PAGE] = {"link": link.pk, "at": timezone.now().timestamp()}


def close_own_page(session: Session) -> None:
    """Close it again."""
    session.pop(_OWN_PAGE, None)


def own_page_or_404(session: Session) -> OneTimeLink:
    """The link whose page this browser has opened a few minutes ago and nobody has ended."""
    opened = session.get(_OWN_PAGE)
    late = opened and timezone.now().timestamp() - opened["at"] > OWN_PAGE_MINUTES * 60
    link = link_opened(opened["link"]) if opened and not late else None
    if link is None:
        raise Http404
    return link
