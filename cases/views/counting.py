"""Incidents that may be one: decide each pair."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.door import current_user
from accounts.models import User
from audit.services import record_reading
from cases import access
from cases.forms.links import ReasonForm
from cases.models import IncidentMatch, MatchStatus
from cases.queries.counting import match_seen_by, matches_of
from cases.services import counting as services
from cases.workflow import WrongStatus
from ui.paging import page_by_key

READER = "Whoever sees both incidents will read this"


def list_matches(request: HttpRequest) -> HttpResponse:
    """Pairs to decide, or those decided one way."""
    user = current_user(request)
    access.require(user.desk.works_on_cases)
    status = request.GET.get("status") or MatchStatus.PROPOSED
    if status not in MatchStatus.values:
        raise Http404
    record_reading(user, "incidents counted once", trail=request.path)
    page = page_by_key(matches_of(user, status), request, order=("-proposed_at", "-pk"))
    context = {"page": page, "status": status, "statuses": MatchStatus.choices}
    return render(request, "cases/count_once.html", context)


def join_incidents(request: HttpRequest, pk: int) -> HttpResponse:
    """Count two incidents as one."""
    user, match = _match(request, pk)
    form = ReasonForm(request.POST or None, reader=READER)
    if request.method == "POST" and form.is_valid():
        try:
            services.join_incidents(match, by=user, reason=form.cleaned_data["reason"])
            messages.success(request, "They count as one from now on.")
            return redirect("list_matches")
        except (services.FoundApart, WrongStatus) as refusal:
            form.add_error(None, str(refusal))
    return _decide(request, match, form, heading="Count them as one", submit="Count as one")


def keep_incidents_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that two incidents are two; if they were joined, part them."""
    user, match = _match(request, pk)
    form = ReasonForm(request.POST or None, reader=READER)
    if request.method == "POST" and form.is_valid():
        try:
            services.keep_incidents_apart(match, by=user, reason=form.cleaned_data["reason"])
            messages.success(request, "They count as two, and are not proposed again.")
            return redirect("list_matches")
        except WrongStatus as refusal:
            form.add_error(None, str(refusal))
    parting = match.status == MatchStatus.JOINED
    return _decide(
        request,
        match,
        form,
        heading="Count them apart again" if parting else "They are two incidents",
        submit="Count apart" if parting else "They are two",
        parting=parting,
    )


def _match(request: HttpRequest, pk: int) -> tuple[User, IncidentMatch]:
    user = current_user(request)
    match = match_seen_by(user, pk)
    if match is None:
        raise Http404
    record_reading(user, f"incidents {match.first_id} and {match.second_id}", trail=request.path)
    return user, match


def _decide(
    request: HttpRequest, match: IncidentMatch, form: ReasonForm, **words: Any
) -> HttpResponse:
    context = {"match": match, "form": form, **words}
    return render(request, "cases/count_decide.html", context)
