"""How a form about one referral is answered: save and go back, or say what stands in the way."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ui.forms import Form
from victims.models import SupportReferral
from victims.workflow import WrongStatus


def answer_form(
    request: HttpRequest,
    referral: SupportReferral,
    form: Form,
    save: Callable[[], object],
    *,
    template: str,
    done: str,
) -> HttpResponse:
    """Save a good form and return to the referral; a referral that has moved on says so there.

    `save` may put errors on the form instead of saving; the page then shows them.
    """
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except WrongStatus as refusal:
            messages.error(request, str(refusal))
            return redirect("victim", referral.reference)
        if form.is_valid():
            messages.success(request, done)
            return redirect("victim", referral.reference)
    return render(request, f"victims/{template}", {"form": form, "referral": referral})
