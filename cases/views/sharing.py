"""With whom a case is shared."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.door import current_user
from audit.services import record_reading
from cases import access, services
from cases.forms.case import (
    LiftRestrictionForm,
    RestrictCaseForm,
    ShareCaseForm,
    StopSharingForm,
)
from cases.pages import case_frame
from cases.queries.parts import people_to_name


def case_sharing(request: HttpRequest, reference: str) -> HttpResponse:
    """Which agencies see the case, how much of it, since when and why."""
    user = current_user(request)
    case = access.full_case_or_404(user, reference)
    record_reading(user, f"case {case.reference}", trail="case_sharing")
    shares = case.shares.select_related("agency", "user", "shared_by").order_by("-shared_at")
    context = {
        **case_frame(case, user, "case_sharing"),
        "shares": shares,
        "may_share": access.can_share_case(user, case),
    }
    return render(request, "cases/case_sharing.html", context)


def share_case(request: HttpRequest, reference: str) -> HttpResponse:
    """Open the case to one more agency."""
    user = current_user(request)
    case = access.case_or_404(user, reference)
    access.require(access.can_share_case(user, case) and not case.is_restricted)
    form = ShareCaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.share_case(case, by=user, **form.cleaned_data)
        messages.success(request, f"{form.cleaned_data['agency']} now sees {case.reference}.")
        return redirect("case_sharing", case.reference)
    context = {"case": case, "form": form, "heading": "Share the case", "submit": "Share case"}
    return render(request, "cases/case_form.html", context)


def restrict_case(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the case from every agency; only the people named still see it."""
    user = current_user(request)
    case = access.case_or_404(user, reference)
    access.require(access.can_share_case(user, case) and not case.is_restricted)
    form = RestrictCaseForm(request.POST or None, people=people_to_name(case))
    if request.method == "POST" and form.is_valid():
        services.restrict_case(case, by=user, **form.cleaned_data)
        messages.success(request, f"{case.reference} is restricted to the people you named.")
        return redirect("list_cases")
    heading = "Restrict the case to named people"
    context = {"case": case, "form": form, "heading": heading, "submit": "Restrict case"}
    return render(request, "cases/case_form.html", context)


def lift_restriction(request: HttpRequest, reference: str) -> HttpResponse:
    """Open a restricted case to agencies again."""
    user = current_user(request)
    case = access.case_or_404(user, reference)
    access.require(access.can_share_case(user, case) and case.is_restricted)
    form = LiftRestrictionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.lift_restriction(case, by=user, **form.cleaned_data)
        messages.success(request, f"{case.reference} is open to those agencies again.")
        return redirect("case_sharing", case.reference)
    heading = "Lift the restriction"
    context = {"case": case, "form": form, "heading": heading, "submit": "Lift restriction"}
    return render(request, "cases/case_form.html", context)


def stop_sharing_case(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Close the case to an agency."""
    user = current_user(request)
    case = access.case_or_404(user, reference)
    access.require(access.can_share_case(user, case))
    share = case.shares.current().select_related("agency").filter(pk=pk).first()
    if share is None or share.agency is None:
        raise Http404
    form = StopSharingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        services.stop_sharing_case(case, by=user, agency=share.agency, reason=reason)
        messages.success(request, f"{share.agency} no longer sees {case.reference}.")
        return redirect("case_sharing", case.reference)
    heading = f"Stop sharing with {share.agency}"
    context = {"case": case, "form": form, "heading": heading, "submit": "Stop sharing"}
    return render(request, "cases/case_form.html", context)
