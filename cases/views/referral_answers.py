"""The coordinator's answer to a referral: accept, add to a case, return, decline."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.door import current_user
from accounts.models import User
from cases import access, services
from cases.forms.answers import (
    AcceptReferralForm,
    DeclineReferralForm,
    MatchReferralForm,
    ReturnReferralForm,
    WhoIsWhoForm,
)
from cases.forms.referral import NoLongerComplete, read_content
from cases.models import Case, Referral
from cases.queries import instrument_in_use
from cases.queries.repeats import earlier_cases
from cases.queries.settings import settings_on
from cases.routing import ANSWERS, Proposal, propose
from cases.workflow import WrongStatus

MOST_EARLIER = 20


def proposals_for(row: Referral) -> list[Proposal]:
    """The other panels that a finished referral points to; none where it must first be returned."""
    try:
        return propose(read_content(row))
    except NoLongerComplete:
        return []


def accept_referral(request: HttpRequest, reference: str) -> HttpResponse:
    """Accept: make a case, shared with the agencies that need it."""
    return _take_in(request, reference, AcceptReferralForm, "cases/accept_referral.html", _accept)


def match_referral(request: HttpRequest, reference: str) -> HttpResponse:
    """Add it to a case that is open already."""
    return _take_in(request, reference, MatchReferralForm, "cases/match_referral.html", _match)


def _accept(row: Referral, user: User, form: Any) -> Case:
    return services.accept_referral(
        row,
        by=user,
        reason=form.cleaned_data["reason"],
        content=form.content,
        known=form.known,
        share_with=form.cleaned_data["share_with"],
        instrument=instrument_in_use(),
    )


def _match(row: Referral, user: User, form: Any) -> Case:
    return services.match_referral(
        row,
        by=user,
        case=form.cleaned_data["reference"],
        reason=form.cleaned_data["reason"],
        content=form.content,
        known=form.known,
        instrument=instrument_in_use(),
    )


def _take_in(
    request: HttpRequest, reference: str, form_class: Any, template: str, act: Any
) -> HttpResponse:
    user, row = _answered_by(request, reference)
    initial = {"reference": request.GET.get("case", "")}
    try:
        form = form_class(request.POST or None, by=user, referral=row, initial=initial)
    except NoLongerComplete as refusal:
        messages.error(request, str(refusal))
        return redirect("referral", row.reference)
    if request.method == "POST" and form.is_valid():
        try:
            case = act(row, user, form)
        except WrongStatus as refusal:
            messages.error(request, str(refusal))
            return redirect("referral", row.reference)
        messages.success(request, f"{row.reference} is now in case {case.reference}.")
        return redirect("case", case.reference)
    context = {"referral": row, "form": form, "earlier": _earlier(row, user, form)}
    return render(request, template, context)


def _earlier(row: Referral, user: User, form: WhoIsWhoForm) -> list[Case]:
    """Cases that make this a repeat, if the people named are those who may be meant."""
    harmed, alleged = form.may_be(harmed=True), form.may_be(harmed=False)
    if not harmed or not alleged or row.sent_at is None:
        return []
    day = timezone.localdate(row.sent_at)
    return list(earlier_cases(user, harmed=harmed, alleged=alleged, day=day)[:MOST_EARLIER])


def return_referral(request: HttpRequest, reference: str) -> HttpResponse:
    """Give it back with questions."""
    _, row = _answered_by(request, reference)
    form = ReturnReferralForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _answer(
            request, row, services.return_referral, reason=reason, questions=form.questions
        )
    context = {"referral": row, "form": form, "word": "return"}
    return render(request, "cases/answer_referral.html", context)


def decline_referral(request: HttpRequest, reference: str) -> HttpResponse:
    """Decline it with advice: where it belongs and how to refer there."""
    _, row = _answered_by(request, reference)
    advice = settings_on(timezone.localdate(), [f"advice_{key}" for key in ANSWERS])
    proposals = proposals_for(row)
    form = DeclineReferralForm(request.POST or None, proposals=proposals)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["belongs_to"]
        how = advice[f"advice_{key}"]
        said = f"{ANSWERS[key]}. {form.cleaned_data['advice']}\n\nHow to refer there: {how}"
        return _answer(request, row, services.decline_referral, reason=said, belongs_to=key)
    context = {
        "referral": row,
        "form": form,
        "word": "decline",
        "proposals": proposals,
        "advice": [(name, advice[f"advice_{key}"]) for key, name in ANSWERS.items()],
    }
    return render(request, "cases/answer_referral.html", context)


def _answer(request: HttpRequest, row: Referral, service: Any, **said: Any) -> HttpResponse:
    try:
        service(row, by=current_user(request), **said)
        messages.success(request, f"The referrer has been told about {row.reference}.")
    except WrongStatus as refusal:
        messages.error(request, str(refusal))
    return redirect("referral", row.reference)


def _answered_by(request: HttpRequest, reference: str) -> tuple[User, Referral]:
    """The referral, if it waits for this person's answer."""
    user = current_user(request)
    row = access.referral_or_404(user, reference)
    access.require(access.can_answer_referral(user, row))
    return user, row
