"""Practising a meeting with invented people."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.door import current_user
from cases.access import require
from panels import access, services


@require_POST
def start_rehearsal(request: HttpRequest) -> HttpResponse:
    """Set the scene, or set it anew."""
    user = current_user(request)
    require(access.can_rehearse(user))
    try:
        meeting = services.start_rehearsal(by=user)
    except services.NobodyToPlay:
        messages.error(request, "Add an agency first: invented cases need one to lead them.")
        return redirect("list_meetings")
    messages.success(
        request, "The scene is set. Everybody in it is invented, and nothing of it is counted."
    )
    return redirect("meeting", meeting.reference)


@require_POST
def end_rehearsal(request: HttpRequest) -> HttpResponse:
    """Put the scene away."""
    user = current_user(request)
    require(access.can_rehearse(user))
    services.end_rehearsal(by=user)
    messages.success(request, "The rehearsal is put away.")
    return redirect("list_meetings")
