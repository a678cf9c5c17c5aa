"""Pages about being signed in, and about who may be."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts import access, queries, services
from accounts.door import current_user
from accounts.forms import (
    AddAgencyForm,
    AddMemberForm,
    EndMembershipForm,
    SucceedAgencyForm,
)
from ui.paging import page_by_key

NEVER_KEPT = {"csrfmiddlewaretoken", "password"}
KEPT_FIELDS_LIMIT = 500


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that came back after its session had ended: what was typed is kept."""
    return render(request, "accounts/session_ended.html", status=403)


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Move the end of the session on."""
    request.session["active"] = int(timezone.now().timestamp())
    return HttpResponse(status=204)


@require_POST
def keep_form(request: HttpRequest) -> HttpResponse:
    """Keep, or discard, what a person has typed into one of our pages."""
    user = current_user(request)
    try:
        said = json.loads(request.body)
        path = _text(said["path"])
        if not path.startswith("/"):
            raise ValueError
        if said.get("discard"):
            services.discard_kept_form(user, path)
            return HttpResponse(status=204)
        kept = services.keep_form(user, path, _fields(said["fields"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return JsonResponse({"error": "Send a path and its fields."}, status=400)
    return JsonResponse({"kept_at": timezone.localtime(kept.kept_at).isoformat()})


def _fields(said: dict[str, list[str]]) -> dict[str, list[str]]:
    """What was typed, by field, if that is what it is; a password never."""
    if len(said) > KEPT_FIELDS_LIMIT:
        raise ValueError
    return {
        _text(name): [_text(value) for value in values]
        for name, values in said.items()
        if name not in NEVER_KEPT and isinstance(values, list)
    }


def _text(said: str) -> str:
    """A text that both databases can hold."""
    return said.replace("\x00", "").encode("utf-8", "replace").decode()


def list_people(request: HttpRequest) -> HttpResponse:
    """Everyone's roles and dates."""
    user = _manager(request)
    page = page_by_key(
        queries.members(user), request, order=("user__family_name", "user__given_name", "pk")
    )
    return render(request, "accounts/list_people.html", {"page": page})


def add_person(request: HttpRequest) -> HttpResponse:
    """Give a person a role."""
    user = _manager(request)
    form = AddMemberForm(request.POST or None, agencies=queries.current_agencies())
    if request.method == "POST" and form.is_valid():
        try:
            services.add_member(by=user, **form.cleaned_data)
        except services.AlreadyMember:
            form.add_error("role", "They already hold this role for this agency")
        else:
            messages.success(
                request,
                "Role given. A new person sets their password with Forgotten password.",
            )
            return redirect("list_people")
    return render(request, "accounts/add_person.html", {"form": form})


def end_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role away from a date."""
    user = current_user(request)
    membership = access.membership_or_404(user, pk)
    form = EndMembershipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.end_membership(membership, by=user, **form.cleaned_data)
        messages.success(request, f"{membership.user} no longer holds this role from that day.")
        return redirect("list_people")
    return render(request, "accounts/end_person.html", {"form": form, "membership": membership})


def list_agencies(request: HttpRequest) -> HttpResponse:
    """Every partner agency."""
    user = _manager(request)
    page = page_by_key(
        queries.agencies(user).select_related("successor"), request, order=("name", "pk")
    )
    return render(request, "accounts/list_agencies.html", {"page": page})


def add_agency(request: HttpRequest) -> HttpResponse:
    """Add a partner agency."""
    user = _manager(request)
    form = AddAgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.add_agency(by=user, slug=form.slug, **form.cleaned_data)
        messages.success(request, f"{form.cleaned_data['name']} added.")
        return redirect("list_agencies")
    return render(request, "accounts/add_agency.html", {"form": form})


def succeed_agency(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that another agency does this one's work from a day on."""
    user = current_user(request)
    agency = access.agency_or_404(user, slug)
    form = SucceedAgencyForm(request.POST or None, agencies=queries.agencies(user))
    if request.method == "POST" and form.is_valid():
        try:
            services.succeed_agency(agency, by=user, **form.cleaned_data)
        except services.NotAfter:
            form.add_error("successor", "Select an agency that this one does not follow itself")
        else:
            messages.success(request, f"{agency} ends. What was written before keeps its name.")
            return redirect("list_agencies")
    return render(request, "accounts/succeed_agency.html", {"form": form, "agency": agency})


def _manager(request: HttpRequest) -> Any:
    user = current_user(request)
    if not access.can_manage_people(user):
        raise PermissionDenied
    return user
