"""How a form about one application is answered: save and go back, or say what stands in the way."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.door import current_user
from cases.access import require
from reviews import access
from reviews.models import CaseReviewApplication
from reviews.services import Refused
from reviews.workflow import WrongStatus
from ui.forms import Form


class Words(NamedTuple):
    """What the page of a form says."""

    heading: str
    submit: str
    done: str
    explains: str = ""


def answer_form(
    request: HttpRequest,
    review: CaseReviewApplication,
    form: Form,
    save: Callable[..., object],
    words: Words,
    **context: Any,
) -> HttpResponse:
    """Save a good form and return to the application; a refusal stands at its field."""
    if request.method == "POST" and form.is_valid():
        try:
            save(**form.cleaned_data)
        except WrongStatus as refusal:
            messages.error(request, str(refusal))
            return redirect("case_review", review.reference)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, words.done)
            return redirect("case_review", review.reference)
    page = {"form": form, "review": review, "words": words, **context}
    return render(request, "reviews/review_form.html", page)


def run_step(
    request: HttpRequest,
    reference: str,
    kind: type[Form],
    service: Callable[..., object],
    words: Words,
    **initial: Any,
) -> HttpResponse:
    """One step of whoever runs the review: its form, its service, and back to the application."""
    user = current_user(request)
    review = access.review_or_404(user, reference)
    require(access.can_run_review(user))
    form = kind(request.POST or None, initial=initial)
    return answer_form(request, review, form, partial(service, review, by=user), words)
