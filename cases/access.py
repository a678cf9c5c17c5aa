"""Who may do what with referrals and cases. Not yours to see: 404. Yours to see, not to do: 403."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

from accounts.models import Role, User
from cases.models import (
    Action,
    Case,
    CaseStatus,
    InstrumentStatus,
    Note,
    Referral,
    ReferralStatus,
    RiskInstrument,
)
from cases.workflow import REFERRAL

Row = TypeVar("Row", bound=Model)
ON_CASE_PAGES = ("lead_agency", "lead_officer", "ward", "referral")
EDITABLE = {ReferralStatus.DRAFT, ReferralStatus.RETURNED}


def can_refer_case(user: User) -> bool:
    """Anyone who works on cases for a partner agency may refer one."""
    return user.desk.works_on_cases


def can_edit_referral(user: User, referral: Referral) -> bool:
    """The author's agency, while it is a draft or has been returned."""
    return referral.status in EDITABLE and referral.agency_id in user.desk.casework_agency_ids


def can_answer_referral(user: User, referral: Referral) -> bool:
    """The coordinator, while it waits."""
    return user.desk.has(Role.COORDINATOR) and REFERRAL.allows(referral, ReferralStatus.ACCEPTED)


def can_share_case(user: User, case: Case) -> bool:
    """The coordinator and the co-chairs decide with whom a case is shared."""
    return user.desk.oversees_cases


def can_work_case(user: User, case: Case) -> bool:
    """Whoever sees an open case in full may add to it."""
    return can_add_to(case) and sees_in_full(user, case)


def can_add_to(case: Case) -> bool:
    """Whether a case that the user is known to see in full may still be added to."""
    return case.status not in (CaseStatus.CLOSED, CaseStatus.MERGED)


def can_merge_cases(user: User) -> bool:
    """The coordinator makes a case part of another, and says who sees the whole."""
    return user.desk.has(Role.COORDINATOR)


def can_dismiss_repeats(user: User) -> bool:
    """The coordinator and the co-chairs dismiss a repeat flag, and have repeats counted anew."""
    return user.desk.oversees_cases


def can_move_case(user: User, case: Case) -> bool:
    """The coordinator and the co-chairs close a case and reopen it."""
    return user.desk.oversees_cases


def can_end_action(user: User, action: Action) -> bool:
    """Its owner, a colleague of its agency, or the coordinator and co-chairs."""
    mine = action.agency_id in user.desk.casework_agency_ids
    return mine or user.desk.oversees_cases


def can_change_settings(user: User) -> bool:
    """Administrators and coordinators decide days and thresholds for the partnership."""
    return user.desk.has(Role.ADMINISTRATOR, Role.COORDINATOR)


def can_end_actions(user: User) -> bool:
    """The coordinator closes many actions at once as no longer possible."""
    return user.desk.has(Role.COORDINATOR)


def can_hand_over_work(user: User) -> bool:
    """Administrators and coordinators give on what a leaver holds, and name agencies' managers."""
    return user.desk.has(Role.ADMINISTRATOR, Role.COORDINATOR)


def can_correct_note(user: User, note: Note) -> bool:
    """Its author, while the case is open."""
    return note.author_id == user.pk and note.case.status != CaseStatus.CLOSED


def can_see_instruments(user: User) -> bool:
    """Administrators and coordinators look at the risk matrices, their drafts too."""
    return user.desk.has(Role.ADMINISTRATOR, Role.COORDINATOR)


def can_change_instruments(user: User) -> bool:
    """Administrators draft, publish and withdraw risk matrices."""
    return user.desk.has(Role.ADMINISTRATOR)


def can_edit_instrument(user: User, instrument: RiskInstrument) -> bool:
    """A draft, for administrators; what was published is fixed for everybody."""
    return can_change_instruments(user) and instrument.status == InstrumentStatus.DRAFT


def can_record_closure(user: User, case: Case) -> bool:
    """Of a closed case: its lead agency's people, the coordinator and the co-chairs."""
    leads = case.lead_agency_id in user.desk.casework_agency_ids
    return case.status == CaseStatus.CLOSED and (leads or user.desk.oversees_cases)


def sees_in_full(user: User, case: Case) -> bool:
    """Whether the user sees the particulars of a case and not only its summary."""
    return Case.objects.in_full_for(user).filter(pk=case.pk).exists()


def referral_or_404(user: User, reference: str) -> Referral:
    """A referral this person may see."""
    rows = Referral.objects.visible_to(user).select_related("agency", "author", "answered_by")
    return _only(rows, reference)


def case_or_404(user: User, reference: str) -> Case:
    """A case this person may see, at least in summary."""
    return _only(Case.objects.visible_to(user).select_related(*ON_CASE_PAGES), reference)


def case_and_depth_or_404(user: User, reference: str) -> tuple[Case, bool]:
    """A case this person may see, and whether in full: one query for whoever does."""
    rows = Case.objects.in_full_for(user).select_related(*ON_CASE_PAGES)
    case = rows.filter(reference=reference.upper()).first()
    return (case, True) if case else (case_or_404(user, reference), False)


def full_case_or_404(user: User, reference: str) -> Case:
    """A case this person may see in full; 403 if only its summary is shared with them."""
    case, in_full = case_and_depth_or_404(user, reference)
    if not in_full:
        raise PermissionDenied("Only the summary of this case is shared with your agency.")
    return case


def action_or_404(user: User, pk: int) -> Action:
    """An action this person may see."""
    rows = Action.objects.visible_to(user).select_related("case", "owner", "agency")
    action = rows.filter(pk=pk).first()
    if action is None:
        raise Http404
    return action


def note_or_404(user: User, reference: str, pk: int) -> Note:
    """A note of a case that this person may read."""
    case = full_case_or_404(user, reference)
    rows = Note.objects.visible_to(user).select_related("author", "agency", "corrects")
    note = rows.filter(pk=pk, case=case).first()
    if note is None:
        raise Http404
    note.case = case
    return note


def require(allowed: bool) -> None:
    """Refuse with 403 what the person may see but not do."""
    if not allowed:
        raise PermissionDenied


def _only(rows: QuerySet[Row], reference: str) -> Row:
    row = rows.filter(reference=reference.upper()).first()
    if row is None:
        raise Http404
    return row
