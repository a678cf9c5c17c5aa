"""Today's calls, contacts planned for a time, and what is decided when nobody answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.door import current_user
from audit.services import record_reading
from victims import access, queries, services
from victims.forms import DecideTriesForm, PlanContactForm
from victims.models import PlannedContact
from victims.pages import service_frame
from victims.views.answers import answer_part
from victims.workflow import WrongStatus


def todays_calls(request: HttpRequest) -> HttpResponse:
    """Everybody to contact today, in order, with what was said last."""
    user = current_user(request)
    access.require_support(user)
    record_reading(user, "today's calls")
    now = timezone.now()
    context = {
        **service_frame(user, "todays_calls"),
        "calls": queries.todays_calls(user, now),
        "today": timezone.localdate(now),
    }
    return render(request, "victims/todays_calls.html", context)


def plan_contact(request: HttpRequest, reference: str) -> HttpResponse:
    """Agree a time to call or meet."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    form = PlanContactForm(request.POST or None)

    def save() -> None:
        try:
            services.plan_contact(referral, by=user, **form.said())
        except services.UnsafeWay as refusal:
            form.add_error("way", str(refusal))

    return answer_part(
        request,
        referral,
        form,
        save,
        heading="Plan a contact",
        lede="A way or a time that their safe contact forbids is stopped, now or when it changes.",
        submit="Plan contact",
        done="The contact is planned.",
        back=reverse("victim", args=[referral.reference]),
    )


@require_POST
def cancel_planned(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Take back a planned contact."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    planned = access.part_or_404(user, PlannedContact, referral, pk)
    try:
        services.cancel_planned(planned, by=user)
    except WrongStatus as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The planned contact is taken back.")
    return redirect("victim", referral.reference)


def decide_tries(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide whether to keep trying."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    form = DecideTriesForm(request.POST or None)

    def save() -> None:
        services.decide_tries(referral, by=user, **form.cleaned_data)

    return answer_part(
        request,
        referral,
        form,
        save,
        heading="Decide whether to keep trying",
        lede=f"Tries in a row with no reply: {referral.tries}. Stopping ends the referral.",
        submit="Decide",
        done="What you decided is noted.",
        back=reverse("victim", args=[referral.reference]),
    )
