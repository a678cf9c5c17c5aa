"""The list of applications, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.door import current_user
from audit.services import record_reading
from cases.access import require
from cases.views.saved_views import list_tools
from reviews import access, queries
from reviews.filters import ReviewFilter
from reviews.lists import NAME, ORDER
from reviews.models import CaseReviewApplication, ReviewStatus
from reviews.next_steps import next_steps
from reviews.services.steps import subject_of
from ui.dates import say_date
from ui.paging import page_by_key

STATUS_COLOURS: dict[str, str] = {
    ReviewStatus.RECEIVED: "blue",
    ReviewStatus.ACKNOWLEDGED: "light-blue",
    ReviewStatus.TO_REVIEW: "purple",
    ReviewStatus.REVIEWED: "purple",
    ReviewStatus.APPEALED: "orange",
}


def list_case_reviews(request: HttpRequest) -> HttpResponse:
    """Applications, with what is due next and what is overdue."""
    user = current_user(request)
    require(user.desk.works_on_cases)
    found = ReviewFilter(request.GET, queryset=queries.reviews_of(user), request=request)
    page = page_by_key(found.qs, request, order=ORDER)
    context = {
        **list_tools(request, NAME, found),
        "filter": found,
        "page": page,
        "today": timezone.localdate(),
        "may_log": access.can_log_review(user),
    }
    return render(request, "reviews/list_case_reviews.html", context)


def case_review(request: HttpRequest, reference: str) -> HttpResponse:
    """One application: what is next, the clock, the count, the review and its outcome."""
    user = current_user(request)
    review = access.review_or_404(user, reference)
    record_reading(user, subject_of(review))
    parts = queries.review_page(review, user)
    finding = queries.finding_of(review, user)
    context = {
        "review": review,
        "facts": _facts(review),
        "colour": STATUS_COLOURS.get(review.status, "grey"),
        "today": timezone.localdate(),
        "parts": parts,
        "finding": finding,
        "linked": queries.linked_incidents(finding, user),
        "next_steps": next_steps(review, parts, user),
        "mine": user.desk.casework_agency_ids,
        "runs": access.can_run_review(user),
    }
    return render(request, "reviews/case_review.html", context)


def _facts(review: CaseReviewApplication) -> list[tuple[str, object]]:
    return [
        ("Received", say_date(review.received_on)),
        ("How", review.get_how_applied_display()),
        ("Applicant", review.get_applicant_display()),
        ("Status", review.get_status_display()),
    ]
