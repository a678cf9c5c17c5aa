"""Reviewing a case between meetings."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.door import current_user
from accounts.models import User
from audit.services import record_reading
from cases import access, services
from cases.forms.review import ReviewCaseForm
from cases.models import Case
from cases.queries import unfinished_actions
from cases.queries.reviews import earlier_reviews, next_review_day
from cases.workflow import StaleVersion, WrongStatus
from ui.dates import say_date


def review_case(request: HttpRequest, reference: str) -> HttpResponse:
    """What was looked at, what was decided, and when to look again."""
    user = current_user(request)
    case = access.full_case_or_404(user, reference)
    access.require(access.can_work_case(user, case))
    record_reading(user, f"case {case.reference}", trail=request.path)
    start = {
        "next_review_on": next_review_day(case.risk_band, timezone.localdate()),
        "version": case.version,
    }
    form = ReviewCaseForm(request.POST or None, decides=user.desk.oversees_cases, initial=start)
    if request.method == "POST" and form.is_valid() and _review(request, case, form):
        return redirect("case", case.reference)
    return render(request, "cases/review_case.html", _context(case, user, form))


def _review(request: HttpRequest, case: Case, form: ReviewCaseForm) -> bool:
    try:
        review = services.review_case(case, by=current_user(request), **form.cleaned_data)
    except WrongStatus as refusal:
        form.add_error(None, str(refusal))
        return False
    except StaleVersion:
        case.refresh_from_db()
        form.add_error(None, _changed_meanwhile(case))
        form.data = _with_version(request.POST, case.version)
        return False
    asked = " The coordinator is told of your proposal." if review.is_proposal else ""
    messages.success(request, f"Review saved. The next: {say_date(review.next_review_on)}.{asked}")
    return True


def _with_version(typed: QueryDict, version: int) -> QueryDict:
    data = typed.copy()
    data["version"] = str(version)
    return data


def _changed_meanwhile(case: Case) -> str:
    review = say_date(case.next_review_on) if case.next_review_on else "not set"
    return (
        f"Somebody saved this case while you were typing: its next review is now {review}. What "
        "you typed is below; save again to keep it."
    )


def _context(case: Case, user: User, form: ReviewCaseForm) -> dict[str, Any]:
    return {
        "case": case,
        "form": form,
        "actions": unfinished_actions(case, user, 20),
        "reviews": earlier_reviews(case, user),
        "today": timezone.localdate(),
    }
