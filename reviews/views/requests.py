"""What agencies are asked, and what they answer."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.door import current_user
from cases.access import require
from reviews import access, services
from reviews.forms import AnswerRequestForm, AskForm, ReplyForm, form_for
from reviews.views.answers import Words, answer_form, run_step

ASK = Words(
    "Ask an agency what it knows",
    "Ask",
    "Asked. Its officers are told by e-mail, with the reference only.",
    "Schedule 4 to the 2014 Act lets the relevant bodies ask anybody for information.",
)


def ask_information(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask an agency what it knows."""
    return run_step(request, reference, AskForm, services.ask_information, ASK)


def answer_request(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Give an agency's information."""
    user = current_user(request)
    review = access.review_or_404(user, reference)
    asked = access.request_or_404(user, review, pk)
    require(access.can_answer(user, asked))
    form = AnswerRequestForm(request.POST or None)
    save = partial(services.answer_request, asked, by=user)
    words = Words(f"Information from {asked.agency}", "Send", "Sent.", asked.asks)
    return answer_form(request, review, form, save, words)


def answer_recommendation(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Record an agency's reply; later, that it was done."""
    user = current_user(request)
    review = access.review_or_404(user, reference)
    recommendation = access.recommendation_or_404(user, review, pk)
    require(access.can_answer(user, recommendation))
    kind = form_for(recommendation)
    today = timezone.localdate()
    form = kind(request.POST or None, initial={"replied_on": today, "done_on": today})
    replies = kind is ReplyForm
    service: Callable[..., object] = services.finish_recommendation
    if replies:
        service = services.answer_recommendation
    heading = "Reply to a recommendation" if replies else "Record that it was done"
    words = Words(heading, "Save", "Saved.", recommendation.text)
    save = partial(service, recommendation, by=user)
    return answer_form(request, review, form, save, words)
