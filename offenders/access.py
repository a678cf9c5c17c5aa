"""Who may do what with the cohort. Not yours to see: 404. Yours to see, not to do: 403."""

from django.http import Http404

from accounts.models import User
from cases.access import can_work_case
from cases.models import Case
from offenders.models import COHORT_ROLES, Nominal, Offence


def can_see_cohort(user: User) -> bool:
    """Offender managers of any agency, the coordinator and the co-chairs."""
    return user.desk.has(*COHORT_ROLES)


def can_nominate_offender(user: User, case: Case) -> bool:
    """Whoever sees the cohort, from an open case that they see in full."""
    return can_see_cohort(user) and can_work_case(user, case)


def require_cohort(user: User) -> None:
    """404 for everybody who may not know who is in the cohort."""
    if not can_see_cohort(user):
        raise Http404


def nominal_or_404(user: User, reference: str) -> Nominal:
    """A nominal this person may see."""
    rows = Nominal.objects.visible_to(user).select_related(
        "person", "party__case", "nominated_by", "nominated_agency", "decided_by", "lead_officer"
    )
    nominal = rows.filter(reference=reference.upper()).first()
    if not isinstance(nominal, Nominal):
        raise Http404
    return nominal


def offence_or_404(user: User, nominal: Nominal, pk: int) -> Offence:
    """An offence of a nominal's person."""
    rows = Offence.objects.visible_to(user).filter(person=nominal.person_id, pk=pk)
    offence = rows.first()
    if not isinstance(offence, Offence):
        raise Http404
    return offence
