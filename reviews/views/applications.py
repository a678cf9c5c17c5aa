"""Logging an application, acknowledging it, deciding the threshold, ending it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.door import current_user
from accounts.models import User
from cases.access import case_or_404, require
from cases.models import Case
from reviews import access, queries, services
from reviews.forms import (
    AcknowledgeForm,
    ComplaintForm,
    DecideThresholdForm,
    EndForm,
    LinkCaseForm,
    LogReviewForm,
)
from reviews.models import ThresholdOutcome
from reviews.services import Refused
from reviews.threshold import Finding
from reviews.views.answers import Words, answer_form, run_step


def log_case_review(request: HttpRequest) -> HttpResponse:
    """Log an application, however it came in."""
    user = current_user(request)
    require(access.can_log_review(user))
    return _log(request, user, None)


def apply_from_case(request: HttpRequest, reference: str) -> HttpResponse:
    """Log an application about a case."""
    user = current_user(request)
    case = case_or_404(user, reference)
    require(access.can_apply_from_case(user, case))
    return _log(request, user, case)


def _log(request: HttpRequest, user: User, case: Case | None) -> HttpResponse:
    initial: dict[str, Any] = {"received_on": timezone.localdate()}
    if case:
        initial |= {"cases": case.reference, "postcode": case.postcode}
    form = LogReviewForm(request.POST or None, user=user, case=case, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            review = services.log_review(
                by=user, agency=user.desk.casework_agency, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"Logged as {review.reference}. Acknowledge it next.")
            return redirect("case_review", review.reference)
    return render(request, "reviews/log_case_review.html", {"form": form, "case": case})


ACKNOWLEDGED = Words(
    "Acknowledge the application",
    "Record it",
    "Acknowledged.",
    "Tell the applicant that it has come in, who their one point of contact is, and when they will "
    "hear next. Then record it here.",
)


def acknowledge_review(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the applicant was told that it has come in."""
    return run_step(
        request,
        reference,
        AcknowledgeForm,
        services.acknowledge_review,
        ACKNOWLEDGED,
        acknowledged_on=timezone.localdate(),
    )


def add_complaint(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a report that stands in no case's log."""
    user = current_user(request)
    review = access.review_or_404(user, reference)
    require(access.can_add_complaint(user, review))
    form = ComplaintForm(request.POST or None, initial={"postcode": review.postcode})

    save = partial(services.add_complaint, review, by=user)
    words = Words(
        "Add a complaint",
        "Add complaint",
        "Added. The count is worked out again.",
        "A report of the behaviour that the applicant or an agency tells of, and that stands in "
        "no case here. Incidents of linked cases count by themselves.",
    )
    return answer_form(request, review, form, save, words)


def link_case(request: HttpRequest, reference: str) -> HttpResponse:
    """Link a case that the application is about."""
    user = current_user(request)
    review = access.review_or_404(user, reference)
    require(access.can_run_review(user))
    form = LinkCaseForm(request.POST or None, user=user)

    save = partial(services.link_case, review, by=user)
    words = Words(
        "Link a case",
        "Link case",
        "Linked.",
        "Its reported incidents count, and the agencies that see it in full see this application.",
    )
    return answer_form(request, review, form, save, words)


def decide_threshold(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what the relevant bodies decided, beside the count."""
    user = current_user(request)
    review = access.review_or_404(user, reference)
    require(access.can_run_review(user))
    finding = queries.finding_of(review, user)
    seen = _fingerprint(finding)
    initial = {"decided_on": timezone.localdate(), "seen": seen}
    if finding.is_met:
        initial["outcome"] = ThresholdOutcome.MET
    form = DecideThresholdForm(request.POST or None, initial=initial)

    def save(seen: str, **said: Any) -> None:
        if seen != _fingerprint(finding):
            raise Refused("The count has changed since you opened this page. Look at it again.")
        services.decide_threshold(review, by=user, finding=finding, **said)

    words = Words("Decide the threshold", "Record the decision", "Decision recorded.")
    linked = queries.linked_incidents(finding, user)
    return answer_form(request, review, form, save, words, finding=finding, linked=linked)


def _fingerprint(finding: Finding) -> str:
    return f"{finding.incidents}-{finding.reports}-{len(finding.lines)}"


ENDS = {
    "close": Words(
        "Close the application",
        "Close it",
        "Closed.",
        "Nothing is left to do: the outcome was told, and every recommendation has its reply.",
    ),
    "withdraw": Words(
        "Record that it is withdrawn",
        "Record it",
        "Withdrawn.",
        "Only the applicant or the victim withdraws. The application still counts as received.",
    ),
}


def end_review(request: HttpRequest, reference: str, end: str) -> HttpResponse:
    """Close an application, or record that it is withdrawn."""
    service = services.close_review if end == "close" else services.withdraw_review
    today = timezone.localdate()
    return run_step(request, reference, EndForm, service, ENDS[end], ended_on=today)
