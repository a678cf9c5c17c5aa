"""Custody of a nominal: in, out, and who is to hear of it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.door import current_user
from offenders import access, services
from offenders.forms.custody import (
    ChangeCustodyForm,
    CustodyForm,
    ReleaseContactForm,
    ToldForm,
)
from offenders.models import Nominal
from offenders.views.answers import answer_form
from offenders.views.stale import not_stale, possible
from ui.forms import Form


def _answer(
    request: HttpRequest,
    nominal: Nominal,
    form: Form,
    save: Callable[[], object],
    *,
    heading: str,
    done: str,
    intro: str = "",
) -> HttpResponse:
    return answer_form(
        request,
        nominal,
        form,
        save,
        template="nominal_form.html",
        done=done,
        words={"heading": heading, "intro": intro},
    )


def record_custody(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down a time in custody, or a recall."""
    user = current_user(request)
    nominal = access.nominal_or_404(user, reference)
    form = CustodyForm(request.POST or None)

    def save() -> None:
        services.record_custody(nominal, by=user, **form.cleaned_data)

    intro = "Both the first and the last day count as days in custody."
    guarded = possible(form, save)
    done = "Custody recorded."
    heading = "Record custody"
    return _answer(request, nominal, form, guarded, heading=heading, done=done, intro=intro)


def change_custody(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say when somebody is expected out, or that they are."""
    user = current_user(request)
    nominal = access.nominal_or_404(user, reference)
    period = access.custody_or_404(user, nominal, pk)
    form = ChangeCustodyForm(
        request.POST or None,
        initial={
            "release_expected_on": period.release_expected_on,
            "released_on": period.released_on,
            "establishment": period.establishment,
            "version": period.version,
        },
    )

    def save() -> None:
        services.change_custody(period, nominal, by=user, **form.cleaned_data)

    fields = ("released_on", "release_expected_on", "establishment")
    guarded = not_stale(form, period, fields, save)
    return _answer(request, nominal, form, guarded, heading="Change custody", done="Changed.")


def add_release_contact(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say who is to hear of a release."""
    user = current_user(request)
    nominal = access.nominal_or_404(user, reference)
    period = access.custody_or_404(user, nominal, pk)
    form = ReleaseContactForm(request.POST or None)

    def save() -> None:
        services.add_release_contact(period, nominal, by=user, **form.cleaned_data)

    heading = "Who is to hear of the release?"
    return _answer(request, nominal, form, save, heading=heading, done="Added.")


def tell_release_contact(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say that they were told."""
    user = current_user(request)
    nominal = access.nominal_or_404(user, reference)
    contact = access.release_contact_or_404(user, nominal, pk)
    form = ToldForm(request.POST or None, initial={"told_on": timezone.localdate()})

    def save() -> None:
        services.tell_release_contact(contact, nominal, by=user, **form.cleaned_data)

    heading = f"{contact.who} was told"
    return _answer(request, nominal, form, save, heading=heading, done="Saved.")
