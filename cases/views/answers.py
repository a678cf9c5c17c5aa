"""How a form about one thing is answered: save and go back, or say what stands in the way."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.workflow import WrongStatus
from ui.forms import Form


def answer_form(
    request: HttpRequest,
    form: Form,
    save: Callable[[], object],
    *,
    back: str,
    template: str,
    context: Mapping[str, Any],
    done: str,
) -> HttpResponse:
    """Save a good form and go to the address `back`; a thing that has moved on says so there.

    `save` may put errors on the form instead of saving; the page then shows them.
    """
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except WrongStatus as refusal:
            messages.error(request, str(refusal))
            return redirect(back)
        if form.is_valid():
            messages.success(request, done)
            return redirect(back)
    return render(request, template, {"form": form, **context})
