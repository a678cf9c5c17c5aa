"""Who may do what with a case review. Not yours to see: 404. Yours to see, not to do: 403."""

from django.http import Http404

from accounts.models import Role, User
from cases.access import sees_in_full
from cases.models import HARMED_ROLES, Case, Party
from reviews.models import CaseReviewApplication, InformationRequest, Recommendation

ON_PAGE = ("person", "logged_by", "logged_agency", "threshold_by")


def can_log_review(user: User) -> bool:
    """The coordinator, the co-chairs and panel officers: whoever an applicant may speak to."""
    return user.desk.oversees_cases or user.desk.has(Role.OFFICER)


def can_apply_from_case(user: User, case: Case) -> bool:
    """Whoever may log an application, from a case that they see in full."""
    return can_log_review(user) and sees_in_full(user, case)


def can_run_review(user: User) -> bool:
    """The coordinator and the co-chairs move an application on."""
    return user.desk.oversees_cases


def can_add_complaint(user: User, review: CaseReviewApplication) -> bool:
    """Whoever runs the review, and the agency that logged it."""
    return can_run_review(user) or review.logged_agency_id in user.desk.casework_agency_ids


def can_answer(user: User, asked: InformationRequest | Recommendation) -> bool:
    """Those who work on cases for the agency that is asked, and the coordinator and co-chairs."""
    return can_run_review(user) or asked.agency_id in user.desk.casework_agency_ids


def review_or_404(user: User, reference: str) -> CaseReviewApplication:
    """An application this person may see."""
    rows = CaseReviewApplication.objects.visible_to(user).select_related(*ON_PAGE)
    review = rows.filter(reference=reference.upper()).first()
    if review is None:
        raise Http404
    return review


def request_or_404(user: User, review: CaseReviewApplication, pk: int) -> InformationRequest:
    """What an agency was asked about an application this person may see."""
    rows = InformationRequest.objects.visible_to(user).select_related("agency")
    request = rows.filter(review=review, pk=pk).first()
    if not isinstance(request, InformationRequest):
        raise Http404
    return request


def recommendation_or_404(user: User, review: CaseReviewApplication, pk: int) -> Recommendation:
    """A recommendation of an application this person may see."""
    rows = Recommendation.objects.visible_to(user).select_related("agency")
    recommendation = rows.filter(review=review, pk=pk).first()
    if not isinstance(recommendation, Recommendation):
        raise Http404
    return recommendation


def harmed_or_404(user: User, pk: int) -> Party:
    """Somebody harmed, in a case this person sees in full."""
    rows = Party.objects.visible_to(user).filter(role__in=HARMED_ROLES)
    party = rows.select_related("person", "case", "case__lead_agency").filter(pk=pk).first()
    if party is None:
        raise Http404
    return party


def can_tell_rights(user: User, case: Case) -> bool:
    """The lead officer, the lead agency, the coordinator and the co-chairs."""
    return user.desk.oversees_cases or case.lead_agency_id in user.desk.casework_agency_ids
