"""Who may do what with letters. Not yours to see: 404. Yours to see, not to do: 403."""

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.models import Agency, Role, User
from cases.models import Case, CaseStatus
from letters.models import Letter, LetterStatus, LetterTemplate, TemplateStatus


def can_see_templates(user: User) -> bool:
    """Administrators and coordinators look at the templates, their drafts too."""
    return user.desk.has(Role.ADMINISTRATOR, Role.COORDINATOR)


def can_change_templates(user: User) -> bool:
    """Administrators draft, publish and withdraw templates, and keep the letterheads."""
    return user.desk.has(Role.ADMINISTRATOR)


def can_edit_template(user: User, template: LetterTemplate) -> bool:
    """A draft, for administrators; what was published is fixed for everybody."""
    return can_change_templates(user) and template.status == TemplateStatus.DRAFT


def can_write_letter(case: Case) -> bool:
    """Whoever is known to see the case in full, closed or not: a letter tells of its closing."""
    return case.status != CaseStatus.MERGED


def is_own_letter(user: User, letter: Letter) -> bool:
    """Whether the user wrote it, writes for its agency, or oversees the panel's cases."""
    own = letter.written_by_id == user.pk or letter.agency_id in user.desk.casework_agency_ids
    return own or user.desk.oversees_cases


def can_change_letter(user: User, letter: Letter) -> bool:
    """Its own agency, the coordinator and co-chairs, while it is a draft."""
    return letter.status == LetterStatus.DRAFT and is_own_letter(user, letter)


def can_send_letter(user: User, letter: Letter) -> bool:
    """Its own agency, the coordinator and co-chairs say that it has left."""
    return letter.status == LetterStatus.MADE and is_own_letter(user, letter)


def can_pass_in_confidence(user: User) -> bool:
    """The coordinator and co-chairs answer for what was given in confidence."""
    return user.desk.oversees_cases


def agencies_written_for(user: User, case: Case) -> QuerySet[Agency]:
    """One's own agencies, and the agency that leads the case."""
    mine = Q(pk__in=user.desk.casework_agency_ids) | Q(pk=case.lead_agency_id)
    return Agency.objects.current().filter(mine)


def letter_or_404(user: User, pk: int) -> Letter:
    """A letter that this person may see."""
    rows = Letter.objects.visible_to(user).select_related(
        "case__lead_agency",
        "case__lead_officer",
        "case__ward",
        "party__person",
        "to_agency",
        "agency__letterhead",
        "template",
        "written_by",
        "made_by",
        "sent_by",
    )
    letter = rows.filter(pk=pk).first()
    if letter is None:
        raise Http404
    return letter
