"""Putting right what was written down as shared, or taking it out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from cases.access import require
from cases.workflow import StaleVersion, WrongStatus
from panels import access, services
from panels.forms.screen import ChangeFactForm
from panels.models import SharedFact
from panels.views.shown import agencies_of, shown_to, to_item
from ui.stale import Theirs, keep_typed


def change_fact(request: HttpRequest, reference: str, pk: int, fact_pk: int) -> HttpResponse:
    """Put right what an agency shared."""
    user, shown = shown_to(request, reference, pk)
    fact = access.fact_or_404(user, shown.item, fact_pk)
    require(access.record_is_open(shown.item.meeting))
    agencies = {each.pk: each for each in [*agencies_of(shown), fact.agency]}
    form = ChangeFactForm(
        request.POST or None,
        item=shown.item,
        agencies=agencies.values(),
        initial=ChangeFactForm.initial_of(fact),
    )
    theirs: Theirs = []
    if request.method == "POST" and form.is_valid():
        try:
            services.change_fact(fact, by=user, **form.cleaned_data)
        except StaleVersion:
            now = access.fact_or_404(user, shown.item, fact_pk)
            theirs = keep_typed(form, ChangeFactForm.initial_of(now))
        except WrongStatus as refused:
            form.add_error(None, str(refused))
        else:
            return to_item(shown.item, "facts")
    context = {"form": form, "fact": fact, "item": shown.item, "theirs": theirs}
    return render(request, "panels/change_fact.html", context)


@require_POST
def take_fact_back(request: HttpRequest, reference: str, pk: int, fact_pk: int) -> HttpResponse:
    """Take out what was not said, or said by mistake."""
    user, shown = shown_to(request, reference, pk)
    fact: SharedFact = access.fact_or_404(user, shown.item, fact_pk)
    require(access.record_is_open(shown.item.meeting))
    try:
        services.take_fact_back(fact, by=user)
    except WrongStatus as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "It is taken out of what was shared.")
    return to_item(shown.item, "facts")
