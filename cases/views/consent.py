"""Consent on a case: changing what the person harmed says to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.door import current_user
from cases import access, services
from cases.forms.consent import ChangeConsentForm


def change_consent(request: HttpRequest, reference: str) -> HttpResponse:
    """Given, refused, not asked or withdrawn, with what was said."""
    user = current_user(request)
    case = access.full_case_or_404(user, reference)
    access.require(access.can_work_case(user, case))
    form = ChangeConsentForm(request.POST or None, initial={"consent": case.consent})
    if request.method == "POST" and form.is_valid():
        services.change_consent(case, by=user, **form.cleaned_data)
        messages.success(request, "Saved. The chronology says so too.")
        return redirect("case", case.reference)
    context = {"case": case, "form": form, "heading": "Change consent"}
    return render(request, "cases/case_form.html", context)
