"""Doors that stand before every page."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from accounts.models import User
from accounts.services import discard_kept_form

Answer = Callable[[HttpRequest], HttpResponse]
REDIRECTS = {302, 303}
# The library's page would give an account any address, unproved, unasked and unlogged: it could be
# a colleague's who is about to be given a role.
CLOSED = {"account_email"}


class CurrentDesk:
    """Lets in current members only; outside a rehearsal, only with a second factor."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(request.user, User):
            # Neither a machine between nor a shared browser keeps what a person was shown.
            patch_cache_control(response, no_store=True, private=True)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        user = request.user
        if not isinstance(user, User) or not getattr(view, "login_required", True):
            return None
        if _has_lasted_too_long(request):
            logout(request)
            return redirect_to_login(request.get_full_path())
        if getattr(view, "is_activity", True):
            _note_activity(request)
        name = request.resolver_match.url_name if request.resolver_match else ""
        if name == "account_logout":
            return None
        if name in CLOSED:
            raise Http404
        if not user.desk.roles:
            return render(request, "accounts/no_desk.html", status=403)
        if (name or "").startswith(("mfa_", "account_reauthenticate")) or has_second_factor(user):
            return None
        return redirect("mfa_activate_totp")


def has_second_factor(user: User) -> bool:
    """Whether a second factor is set up, or not needed because everything here is invented."""
    is_rehearsal = user.partnership is not None and user.partnership.is_rehearsal
    return is_rehearsal or bool(is_mfa_enabled(user))


def _has_lasted_too_long(request: HttpRequest) -> bool:
    """Whether the session began more than its longest time ago, busy or not."""
    began = request.session.setdefault("began", timezone.now().timestamp())
    return bool(timezone.now().timestamp() - began > settings.SESSION_LONGEST)


def _note_activity(request: HttpRequest) -> None:
    """Move the end of the session on, but not at every page: each time is a write."""
    now = int(timezone.now().timestamp())
    if now - request.session.get("active", 0) >= settings.SESSION_NOTED_EVERY:
        request.session["active"] = now


class ForgetKeptForm:
    """Drops what was kept of a form once the form has been accepted."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        accepted = request.method == "POST" and response.status_code in REDIRECTS
        if accepted and isinstance(request.user, User):
            discard_kept_form(request.user, request.path)
        return response
