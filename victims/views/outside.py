"""Somebody who comes to the victim service without a case."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.door import current_user
from cases.access import require
from victims import access, queries, services
from victims.forms import JoinCaseForm, ReferOutsideForm
from victims.views.answers import answer_form


def refer_outside(request: HttpRequest) -> HttpResponse:
    """Take in a person referred from outside, or who comes by themselves."""
    user = current_user(request)
    access.require_support(user)
    form = ReferOutsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        referral = services.refer_from_outside(
            by=user, provider=queries.own_service(user), **form.cleaned_data
        )
        messages.success(request, f"Taken in as {referral.reference}.")
        return redirect("victim", referral.reference)
    context = {
        "form": form,
        "heading": "Take in a referral from outside",
        "submit": "Take in",
        "lede": "For somebody who is in no case of the panel. Only your service will know of them.",
        "back": reverse("list_victims"),
    }
    return render(request, "victims/service_form.html", context)


def join_case(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that somebody from outside is a person in a case."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    require(referral.party is None and referral.is_open)
    parties = queries.perhaps_the_same(referral, user)
    form = JoinCaseForm(request.POST or None, parties=parties)

    def save() -> None:
        try:
            services.join_case(referral, by=user, party=form.cleaned_data["party"])
        except services.AlreadyReferred:
            form.add_error("party", "They are already waiting for support, or in it")

    return answer_form(
        request,
        referral,
        form,
        save,
        template="join_case.html",
        done="They are joined to the case.",
        context={"anybody": parties.exists()},
    )
