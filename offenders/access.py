"""Who may do what with the cohort. Not yours to see: 404. Yours to see, not to do: 403."""

from django.http import Http404

from accounts.models import User
from cases.access import can_work_case
from cases.models import Case
from offenders.models import (
    COHORT_ROLES,
    CustodyPeriod,
    Nominal,
    Offence,
    OffenceImport,
    Order,
    OrderBreach,
    OrderTerm,
    PathwayReferral,
    ReleaseContact,
    Visit,
)


def can_see_cohort(user: User) -> bool:
    """Offender managers of any agency, the coordinator and the co-chairs."""
    return user.desk.has(*COHORT_ROLES)


def can_nominate_offender(user: User, case: Case) -> bool:
    """Any agency, from an open case that they see in full. Who is in the cohort they do not see."""
    return can_work_case(user, case)


def require_cohort(user: User) -> None:
    """404 for everybody who may not know who is in the cohort."""
    if not can_see_cohort(user):
        raise Http404


def nominal_or_404(user: User, reference: str) -> Nominal:
    """A nominal this person may see."""
    rows = Nominal.objects.visible_to(user).select_related(
        "person",
        "party__case",
        "nominated_by",
        "nominated_agency",
        "decided_by",
        "lead_officer",
        "second_officer",
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


def can_record_order(user: User, case: Case) -> bool:
    """Whoever sees an open case in full."""
    return can_work_case(user, case)


def can_see_orders(user: User) -> bool:
    """Whoever works on cases; each sees those of their own cases."""
    return user.desk.works_on_cases


def order_or_404(user: User, reference: str) -> Order:
    """An order in a case that this person sees in full. Whoever sees it may say what happened to
    it: an order outlasts its case."""
    rows = Order.objects.visible_to(user).select_related(
        "power", "agency", "party__person", "party__case"
    )
    order = rows.filter(reference=reference.upper()).first()
    if not isinstance(order, Order):
        raise Http404
    return order


def term_or_404(user: User, order: Order, pk: int) -> OrderTerm:
    """A term of an order that has not ended."""
    rows = OrderTerm.objects.visible_to(user).filter(order=order, ended_on=None, pk=pk)
    term = rows.first()
    if not isinstance(term, OrderTerm):
        raise Http404
    term.order = order
    return term


def breach_or_404(user: User, order: Order, pk: int) -> OrderBreach:
    """A breach of an order."""
    breach = OrderBreach.objects.visible_to(user).filter(order=order, pk=pk).first()
    if not isinstance(breach, OrderBreach):
        raise Http404
    breach.order = order
    return breach


def custody_or_404(user: User, nominal: Nominal, pk: int) -> CustodyPeriod:
    """A time in custody of a nominal's person."""
    rows = CustodyPeriod.objects.visible_to(user).filter(person=nominal.person_id, pk=pk)
    period = rows.first()
    if not isinstance(period, CustodyPeriod):
        raise Http404
    return period


def release_contact_or_404(user: User, nominal: Nominal, pk: int) -> ReleaseContact:
    """Somebody who is to hear of a release of a nominal's person."""
    rows = ReleaseContact.objects.visible_to(user)
    contact = rows.filter(custody__person=nominal.person_id, pk=pk).first()
    if not isinstance(contact, ReleaseContact):
        raise Http404
    return contact


def import_or_404(user: User, pk: int) -> OffenceImport:
    """A spreadsheet of offences that this person may see."""
    held = OffenceImport.objects.visible_to(user).filter(pk=pk).first()
    if held is None:
        raise Http404
    return held


def pathway_referral_or_404(user: User, nominal: Nominal, pk: int) -> PathwayReferral:
    """A referral of a nominal to a partner service."""
    rows = PathwayReferral.objects.visible_to(user).filter(nominal=nominal, pk=pk)
    referral = rows.select_related("pathway").first()
    if not isinstance(referral, PathwayReferral):
        raise Http404
    referral.nominal = nominal
    return referral


def visit_or_404(user: User, nominal: Nominal, pk: int) -> Visit:
    """A visit to a nominal."""
    visit = Visit.objects.visible_to(user).filter(nominal=nominal, pk=pk).first()
    if not isinstance(visit, Visit):
        raise Http404
    visit.nominal = nominal
    return visit
