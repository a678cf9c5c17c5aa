"""How a form about one nominal is answered: save and go back, or say what stands in the way."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from offenders.models import Nominal
from offenders.workflow import WrongStatus
from ui.forms import Form


def answer_form(
    request: HttpRequest,
    nominal: Nominal,
    form: Form,
    save: Callable[[], object],
    *,
    template: str,
    done: str,
) -> HttpResponse:
    """Save a good form and return to the nominal; one that has moved on says so there.

    `save` may put errors on the form instead of saving; the page then shows them.
    """
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except WrongStatus as refusal:
            messages.error(request, str(refusal))
            return redirect("offender", nominal.reference)
        if form.is_valid():
            messages.success(request, done)
            return redirect("offender", nominal.reference)
    return render(request, f"offenders/{template}", {"form": form, "nominal": nominal})
