"""With whom a case is shared."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.door import current_user
from audit.services import record_reading
from cases import access, services
from cases.forms.case import ShareCaseForm, StopSharingForm
from cases.pages import case_frame


def case_sharing(request: HttpRequest, reference: str) -> HttpResponse:
    """Which agencies see the case, how much of it, since when and why."""
    user = current_user(request)
    case = access.full_case_or_404(user, reference)
    record_reading(user, f"case {case.reference}", trail="case_sharing")
    shares = case.shares.select_related("agency", "shared_by").order_by("-shared_at")
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
    access.require(access.can_share_case(user, case))
    form = ShareCaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.share_case(case, by=user, **form.cleaned_data)
        messages.success(request, f"{form.cleaned_data['agency']} now sees {case.reference}.")
        return redirect("case_sharing", case.reference)
    context = {"case": case, "form": form, "heading": "Share the case", "submit": "Share case"}
    return render(request, "cases/case_form.html", context)


def stop_sharing_case(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Close the case to an agency."""
    user = current_user(request)
    case = access.case_or_404(user, reference)
    access.require(access.can_share_case(user, case))
    share = case.shares.current().select_related("agency").filter(pk=pk).first()
    if share is None:
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
