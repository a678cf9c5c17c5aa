"""How several people drive one screen: what is typed is kept at once, and each page asks whether
anything has changed. A page that asks by itself is not a person who is busy."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from cases.access import require
from cases.workflow import WrongStatus
from panels import access, services
from panels.queries.drafts import others_on
from panels.queries.screen import case_on_screen
from panels.services.drafts import Differs, row_name, seen_of
from panels.views.shown import fields_of, parts_of, run_by, said_of, tag_of

PARTS = ("lines", "here", "clock", "facts", "set_here", "knows", "missing", "seats")


@require_GET
def screen_state(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """What the page of a case looks like now; 204 if it is as the page says it has it."""
    user, meeting = run_by(request, reference)
    tag = tag_of(meeting)
    if request.headers.get("If-None-Match", "") == tag:
        return HttpResponse(status=204)
    shown = case_on_screen(meeting, user, pk)
    if shown is None:
        return JsonResponse({"gone": True, "tag": tag})
    here = [said_of(each, shown.item) for each in others_on(shown.item, user)]
    context = {**parts_of(shown), "here": here}
    parts = {name: render_to_string(f"panels/screen/_{name}.html", context) for name in PARTS}
    return JsonResponse({"tag": tag, "fields": fields_of(shown, user), "parts": parts})


screen_state.is_activity = False  # type: ignore[attr-defined]


@require_POST
def screen_type(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Keep what is being typed, field by field. What somebody else changed in the same field is
    answered beside its name, and not overwritten."""
    user, meeting = run_by(request, reference)
    item = access.item_or_404(user, meeting, pk)
    require(access.record_is_open(meeting))
    said = _said(request, user)
    if said is None:
        return JsonResponse({"error": "This is not what the page sends"}, status=400)
    saved: dict[str, str] = {}
    differs: dict[str, dict[str, str]] = {}
    try:
        for name, each in said["fields"].items():
            try:
                saved[name] = services.type_field(item, by=user, name=name, **each)
            except Differs as other:
                differs[name] = {
                    "text": other.theirs,
                    "seen": seen_of(other.theirs),
                    "who": other.who,
                }
        if not said["fields"]:
            services.stand_at(item, by=user, field=said["at"])
    except WrongStatus as refused:
        return JsonResponse({"error": str(refused)}, status=409)
    return JsonResponse({"saved": saved, "differs": differs})


def _said(request: HttpRequest, user: User) -> dict[str, Any] | None:
    """What the page sent, if it has the shape of what a page sends."""
    try:
        body = json.loads(request.body)
        fields = {
            str(name): {"text": str(each["text"]), "seen": str(each["seen"])}
            for name, each in body.get("fields", {}).items()
        }
        at = str(body.get("at", ""))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    if not all(row_name(name, user) for name in fields):
        return None
    return {"fields": fields, "at": at}
