"""Offences: writing them down, and what has come of them."""

from django.http import HttpRequest, HttpResponse

from accounts.door import current_user
from offenders import access, services
from offenders.forms.offences import ChangeOffenceForm, OffenceForm
from offenders.views.answers import answer_form
from offenders.workflow import OFFENCE


def record_offence(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down an offence."""
    user = current_user(request)
    nominal = access.nominal_or_404(user, reference)
    form = OffenceForm(request.POST or None)

    def save() -> None:
        services.record_offence(nominal, by=user, **form.cleaned_data)

    return answer_form(
        request, nominal, form, save, template="record_offence.html", done="Offence recorded."
    )


def change_offence(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say what has come of an offence since."""
    user = current_user(request)
    nominal = access.nominal_or_404(user, reference)
    offence = access.offence_or_404(user, nominal, pk)
    form = ChangeOffenceForm(request.POST or None, allowed=OFFENCE.moves.get(offence.status, set()))

    def save() -> None:
        services.change_offence(offence, nominal, by=user, **form.cleaned_data)

    return answer_form(
        request, nominal, form, save, template="change_offence.html", done="Offence changed."
    )
