"""Who may do what with referrals and cases. Not yours to see: 404. Yours to see, not to do: 403."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Model, QuerySet
from django.http import Http404

from accounts.anybody import compiled_for
from accounts.models import Role, User
from cases.models import (
    Action,
    Case,
    CaseStatus,
    Document,
    InstrumentStatus,
    Note,
    Referral,
    ReferralStatus,
    RiskInstrument,
)
from cases.workflow import REFERRAL
from ui.compiled import Given

Row = TypeVar("Row", bound=Model)
ON_CASE_PAGES = ("lead_agency", "lead_officer", "ward", "referral")
EDITABLE = {ReferralStatus.DRAFT, ReferralStatus.RETURNED}


def can_work_cases(user: User) -> bool:
    """Anyone who works on cases for a partner agency."""
    return user.desk.works_on_cases


def can_refer_case(user: User) -> bool:
    """Whoever works on cases may refer one."""
    return can_work_cases(user)


def can_edit_referral(user: User, referral: Referral) -> bool:
    """The author's agency, while it is a draft or has been returned."""
    return referral.status in EDITABLE and referral.agency_id in user.desk.casework_agency_ids


def can_answer_referral(user: User, referral: Referral) -> bool:
    """The coordinator, while it waits."""
    return user.desk.has(Role.COORDINATOR) and REFERRAL.allows(referral, ReferralStatus.ACCEPTED)


def can_acknowledge_referrals(user: User) -> bool:
    """The coordinator tells referrers that theirs is in hand."""
    return user.desk.has(Role.COORDINATOR)


def can_share_cases(user: User) -> bool:
    """The coordinator and the co-chairs decide with whom cases are shared."""
    return user.desk.oversees_cases


def can_share_case(user: User, case: Case) -> bool:
    """Whoever decides that of every case."""
    return can_share_cases(user)


def can_break_glass(user: User, *, agencies_may: bool) -> bool:
    """The coordinator and the co-chairs; by the partnership's choice whoever works on cases."""
    return user.desk.oversees_cases or (agencies_may and user.desk.works_on_cases)


def can_work_case(user: User, case: Case) -> bool:
    """Whoever sees an open case in full may add to it."""
    return can_add_to(case) and sees_in_full(user, case)


def can_add_to(case: Case) -> bool:
    """Whether a case that the user is known to see in full may still be added to."""
    return case.status not in (CaseStatus.CLOSED, CaseStatus.MERGED)


def can_merge_cases(user: User) -> bool:
    """The coordinator makes a case part of another, and says who sees the whole."""
    return user.desk.has(Role.COORDINATOR)


def can_decide_repeats(user: User) -> bool:
    """The coordinator and the co-chairs decide on a repeat flag, and have repeats counted anew."""
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


def can_change_document(user: User, document: Document) -> bool:
    """Of a document that counts: a colleague of the agency that filed it, the coordinator or the
    co-chairs, while its case is open or its referral is still being written."""
    if not document.is_current:
        return False
    if document.case is None:
        return document.referral is not None and can_edit_referral(user, document.referral)
    mine = document.agency_id in user.desk.casework_agency_ids
    return can_add_to(document.case) and (mine or user.desk.oversees_cases)


def can_open_document(user: User, document: Document) -> bool:
    """Whoever sees it, once it is scanned; a withdrawn one, the coordinator and the co-chairs."""
    return document.file.is_open and (document.withdrawn_at is None or user.desk.oversees_cases)


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
    found = compiled_for(user, _case, False, reference=reference.upper())
    if not found:
        raise Http404
    return found[0]


def case_and_depth_or_404(user: User, reference: str) -> tuple[Case, bool]:
    """A case this person may see, and whether in full: one query for whoever does."""
    found = compiled_for(user, _case, True, reference=reference.upper())
    return (found[0], True) if found else (case_or_404(user, reference), False)


def _case(user: User, in_full: bool) -> QuerySet[Case]:
    seen = Case.objects.in_full_for(user) if in_full else Case.objects.visible_to(user)
    named = seen.filter(reference=Given("reference", CharField()))
    return named.select_related(*ON_CASE_PAGES)


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


def document_or_404(user: User, pk: int) -> Document:
    """A document this person may see, with what its page says."""
    rows = Document.objects.visible_to(user).select_related(
        "case", "referral", "file", "agency", "added_by", "action", "withdrawn_by", "replaced_by"
    )
    document = rows.filter(pk=pk).first()
    if document is None:
        raise Http404
    return document


def require(allowed: bool) -> None:
    """Refuse with 403 what the person may see but not do."""
    if not allowed:
        raise PermissionDenied


def _only(rows: QuerySet[Row], reference: str) -> Row:
    row = rows.filter(reference=reference.upper()).first()
    if row is None:
        raise Http404
    return row
