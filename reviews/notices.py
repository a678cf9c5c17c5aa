"""The messages about case reviews: a reference and a link, nothing personal."""

from django.urls import reverse

from accounts.mail import queue_mail
from accounts.models import Role
from accounts.queries import people_with_role
from reviews.models import CaseReviewApplication, InformationRequest, Recommendation
from ui.dates import say_date


def review_applied_for(review: CaseReviewApplication) -> int:
    """To the coordinators, when an application waits to be acknowledged."""
    return queue_mail(
        people_with_role(Role.COORDINATOR),
        subject=f"Application {review.reference} is waiting to be acknowledged",
        template="case_review_applied",
        path=reverse("case_review", args=[review.reference]),
        reference=review.reference,
    )


def information_asked(request: InformationRequest) -> int:
    """To the officers of the agency that is asked what it knows."""
    return queue_mail(
        people_with_role(Role.OFFICER, [request.agency_id]),
        subject=f"Your agency is asked for information on {request.review.reference}",
        template="case_review_information",
        path=reverse("answer_request", args=[request.review.reference, request.pk]),
        reference=request.review.reference,
        due=say_date(request.due_on),
    )


def recommendation_made(recommendation: Recommendation) -> int:
    """To the officers of the agency that a recommendation is made to."""
    review = recommendation.review
    return queue_mail(
        people_with_role(Role.OFFICER, [recommendation.agency_id]),
        subject=f"Your agency is asked to reply to a recommendation of {review.reference}",
        template="case_review_recommendation",
        path=reverse("answer_recommendation", args=[review.reference, recommendation.pk]),
        reference=review.reference,
        due=say_date(recommendation.reply_due_on),
    )
