"""Sending a partner without an account a link to one action, and what that link opens."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.door import current_user
from cases.access import action_or_404, can_change_settings, require
from cases.queries.settings import setting
from cases.workflow import WrongStatus
from panels import access, services
from panels.forms.action_links import LinkAnswerForm, SendLinkForm
from panels.queries import action_links as queries
from panels.services.action_links import DAYS
from ui.throttle import is_too_often

HOUR = 3600
VISITS_AN_HOUR = 60


def send_action_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Send somebody without an account a link to this action."""
    user = current_user(request)
    action = action_or_404(user, pk)
    require(access.can_send_action_link(user))
    form = SendLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.send_action_link(action, by=user, **form.cleaned_data)
        except services.LinksAreOff:
            form.add_error(None, "No link can be sent for this action")
        else:
            messages.success(request, "The link is on its way.")
            return redirect("send_action_link", action.pk)
    context = {
        "action": action,
        "form": form,
        "days": setting(DAYS),
        "may_set": can_change_settings(user),
        "links": queries.links_of(action, user),
    }
    return render(request, "panels/send_action_link.html", context)


@require_POST
def withdraw_action_link(request: HttpRequest, pk: int, link_pk: int) -> HttpResponse:
    """Make a link open nothing from now on."""
    user = current_user(request)
    action = action_or_404(user, pk)
    require(access.can_send_action_link(user))
    services.withdraw_action_link(access.action_link_or_404(user, action, link_pk), by=user)
    messages.success(request, "That link no longer works.")
    return redirect("send_action_link", action.pk)


@login_not_required
def action_link(request: HttpRequest, secret: str) -> HttpResponse:
    """One action, for whoever holds its link: the wording, and one answer."""
    if is_too_often(
        f"action-link:{request.META.get('REMOTE_ADDR', '')}", most=VISITS_AN_HOUR, seconds=HOUR
    ):
        return HttpResponse("Too often. Come back in an hour.", status=429)
    link = queries.live_link(secret)
    if link is None:
        return _gone(request)
    form = LinkAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_by_link(link, **form.cleaned_data)
        except WrongStatus:
            return _gone(request)
        return render(request, "panels/action_link_done.html", {"action": link.action})
    if request.method == "GET":
        services.note_link_opened(link)
    response = render(request, "panels/action_link.html", {"link": link, "form": form})
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "panels/action_link_gone.html", status=404)
