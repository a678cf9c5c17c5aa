"""The victims tab of a case: the facts of support, and the referral to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.door import current_user
from audit.services import record_reading
from cases.access import case_or_404, require, sees_in_full
from cases.pages import case_frame
from victims import access, queries, services
from victims.forms import ReferVictimForm


def case_victims(request: HttpRequest, reference: str) -> HttpResponse:
    """Who is harmed and where support for them has got to; a support worker's links to it."""
    user = current_user(request)
    case = case_or_404(user, reference)
    record_reading(user, f"case {case.reference}")
    in_full = sees_in_full(user, case)
    harmed = queries.harmed_people(case, user) if in_full else []
    may_refer = any(person.may_be_referred for person in harmed)
    context = {
        **case_frame(case, user, "case_victims"),
        "in_full": in_full,
        "harmed": harmed,
        "support_facts": [] if in_full else queries.support_status(case, user),
        "own": queries.own_referrals(case, user),
        "may_refer": may_refer and access.can_refer_victim(user, case),
    }
    return render(request, "victims/case_victims.html", context)


def refer_victim(request: HttpRequest, reference: str) -> HttpResponse:
    """Refer a person harmed to the victim service."""
    user = current_user(request)
    case = case_or_404(user, reference)
    require(access.can_refer_victim(user, case))
    providers = queries.providers()
    form = ReferVictimForm(
        request.POST or None,
        parties=queries.referable_parties(case, user),
        providers=providers,
        initial={"provider": providers.first(), "party": request.GET.get("party", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            referral = services.refer_victim(by=user, **form.cleaned_data)
        except services.AlreadyReferred:
            form.add_error("party", "They are already waiting for support, or in it")
        else:
            messages.success(
                request, f"Referred as {referral.reference}. The service has been told."
            )
            return redirect("case_victims", case.reference)
    context = {**case_frame(case, user, "case_victims"), "form": form}
    return render(request, "victims/refer_victim.html", context)
