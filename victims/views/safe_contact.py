"""The door to a person's safe contact: it asks why, logs the look, and closes again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.door import current_user
from cases.access import require
from cases.workflow import StaleVersion
from victims import access, queries, services
from victims.forms import NameReaderForm, OpenSafeContactForm, SafeContactForm
from victims.models import SafeContact, SupportReferral
from victims.views.answers import answer_part


@never_cache
def safe_contact(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask why; then, for a few minutes, show how the person can safely be reached."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    if not access.can_read_safe_contact(user, referral):
        closed = "victims/safe_contact_closed.html"
        return render(request, closed, {"referral": referral}, status=403)
    form = OpenSafeContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        access.open_safe_contact(request.session, referral, form.cleaned_data["reason"])
        return redirect("safe_contact", referral.reference)
    reason = access.reason_for_safe_contact(request.session, referral)
    if not reason or request.method == "POST":
        context = {"form": form, "referral": referral, "minutes": access.SAFE_CONTACT_MINUTES}
        return render(request, "victims/open_safe_contact.html", context)
    context = {
        "contact": services.look_at_safe_contact(referral, by=user, reason=reason),
        "referral": referral,
        "minutes": access.SAFE_CONTACT_MINUTES,
        "readers": queries.readers_of(referral),
        "may_name": access.can_name_reader(user, referral),
    }
    return render(request, "victims/safe_contact.html", context)


@never_cache
def change_safe_contact(request: HttpRequest, reference: str) -> HttpResponse:
    """Change how the person can safely be reached; only for whoever has just been let in."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    require(access.can_read_safe_contact(user, referral))
    reason = access.reason_for_safe_contact(request.session, referral)
    if not reason:
        return redirect("safe_contact", referral.reference)
    if request.method != "POST":
        contact = services.look_at_safe_contact(referral, by=user, reason=reason)
        form = SafeContactForm(initial=_as_seen(contact))
        return _change_page(request, referral, form)
    form = SafeContactForm(request.POST)
    if not form.is_valid():
        return _change_page(request, referral, form)
    try:
        services.save_safe_contact(referral, by=user, reason=reason, **form.cleaned_data)
    except StaleVersion:
        form.add_error(None, "Somebody else has changed this. Compare it with what you typed.")
        stale = services.look_at_safe_contact(referral, by=user, reason=reason)
        return _change_page(request, referral, form, stale)
    messages.success(request, "Safe contact is saved.")
    return redirect("safe_contact", referral.reference)


def name_reader(request: HttpRequest, reference: str) -> HttpResponse:
    """Let a colleague read it until a day."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    require(access.can_name_reader(user, referral))
    colleagues = queries.colleagues_in_service(user).exclude(pk=user.pk)
    form = NameReaderForm(request.POST or None, colleagues=colleagues)

    def save() -> None:
        services.name_reader(referral, by=user, **form.cleaned_data)

    return answer_part(
        request,
        referral,
        form,
        save,
        heading="Name somebody who may read safe contact",
        lede="They are asked why each time they look, and each look is written down.",
        submit="Name them",
        done="They may read it until that day.",
        back=reverse("safe_contact", args=[referral.reference]),
    )


def _as_seen(contact: SafeContact | None) -> dict[str, Any]:
    if contact is None:
        return {"version": 0, "no_voicemail": True}
    return {name: getattr(contact, name) for name in SafeContactForm.base_fields}


def _change_page(
    request: HttpRequest,
    referral: SupportReferral,
    form: SafeContactForm,
    stale: SafeContact | None = None,
) -> HttpResponse:
    context = {"form": form, "referral": referral, "stale": stale}
    return render(request, "victims/change_safe_contact.html", context)
