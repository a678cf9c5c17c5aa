"""The minutes made for somebody: an agency, the file, a person harmed, an access request."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.door import current_user
from accounts.models import User
from cases.access import require
from cases.models import HARMED_ROLES, Party
from panels import access, services
from panels.models import Meeting
from panels.queries import meetings as queries
from panels.queries.minute_papers import (
    Made,
    access_copy,
    letter_to_victim,
    minutes_paper,
    parties_by_case,
)
from panels.queries.renderings import reader_for, reader_of, render_for
from panels.views.minutes import content_of
from ui.downloads import as_file
from ui.papers import FORMATS


def renderings(request: HttpRequest, reference: str) -> HttpResponse:
    """For whom the minutes can be made."""
    user, meeting = _made_by(request, reference)
    content, _, _ = content_of(meeting)
    shown = render_for(content, reader_of(content, user)).content
    full = [item for item in shown["items"] if item["in_full"]]
    parties = parties_by_case(user, [item["case"] for item in full])
    context = {
        "meeting": meeting,
        "agencies": queries.invited_agencies(meeting).order_by("name"),
        "cases": [(each, parties.get(each["case"], [])) for each in full],
        "harmed": HARMED_ROLES,
    }
    return render(request, "panels/renderings.html", context)


def minutes_for_file(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything this person may see, for the file."""
    user, meeting = _made_by(request, reference)
    content, _, _ = content_of(meeting)
    shown = render_for(content, reader_of(content, user))
    made = minutes_paper(shown, reader="For the file", now=timezone.now())
    return _give(request, user, meeting, made, "for the file")


def minutes_for_agency(request: HttpRequest, reference: str, slug: str) -> HttpResponse:
    """What one agency may read."""
    user, meeting = _made_by(request, reference)
    agency = access.agency_or_404(user, slug)
    content, _, _ = content_of(meeting)
    shown = render_for(content, reader_for(content, agency, user))
    made = minutes_paper(shown, reader=agency.name, now=timezone.now())
    return _give(request, user, meeting, made, f"for {agency}")


def my_minutes(request: HttpRequest, reference: str) -> HttpResponse:
    """The minutes as a reader sees them, to take away."""
    user = current_user(request)
    meeting = access.minutes_or_404(user, reference)
    content, _, _ = content_of(meeting)
    shown = render_for(content, reader_of(content, user))
    made = minutes_paper(shown, reader=user.get_full_name(), now=timezone.now())
    return _give(request, user, meeting, made, "for you")


def minutes_letter(request: HttpRequest, reference: str, pk: int, party_pk: int) -> HttpResponse:
    """A plain letter to a person harmed."""
    user, meeting, item, party, parties = _person(request, reference, pk, party_pk)
    if party.role not in HARMED_ROLES:
        raise Http404
    sender = user.partnership.name if user.partnership else ""
    made = letter_to_victim(item, party, parties, sender=sender, now=timezone.now())
    return _give(request, user, meeting, made, "for the person harmed")


def minutes_access(request: HttpRequest, reference: str, pk: int, party_pk: int) -> HttpResponse:
    """What the minutes say about one person's case, for a request of theirs."""
    user, meeting, item, party, parties = _person(request, reference, pk, party_pk)
    made = access_copy(item, party, parties, meeting=meeting.reference, now=timezone.now())
    return _give(request, user, meeting, made, "for an access request")


def _made_by(request: HttpRequest, reference: str) -> tuple[User, Meeting]:
    user = current_user(request)
    meeting = access.minutes_or_404(user, reference)
    require(access.can_run_meeting(user, meeting))
    return user, meeting


def _person(
    request: HttpRequest, reference: str, pk: int, party_pk: int
) -> tuple[User, Meeting, Any, Party, list[Party]]:
    """The part of the minutes about one case, and the person in it for whom it is made."""
    user, meeting = _made_by(request, reference)
    row = access.item_or_404(user, meeting, pk)
    content, _, _ = content_of(meeting)
    shown = render_for(content, reader_of(content, user)).content["items"]
    item = next((each for each in shown if each["case"] == row.case.reference), None)
    parties = parties_by_case(user, [row.case.reference]).get(row.case.reference, [])
    party = next((each for each in parties if each.pk == party_pk), None)
    if item is None or party is None or not item["in_full"]:
        raise Http404
    return user, meeting, item, party, parties


def _give(
    request: HttpRequest, user: User, meeting: Meeting, made: Made, kind: str
) -> HttpResponse:
    """The paper to look at, or as a file: then it leaves, which is written down."""
    wanted = request.GET.get("as", "")
    if wanted not in FORMATS:
        context: dict[str, Any] = {
            "meeting": meeting,
            "made": made,
            "paper": made.paper,
            "kind": kind,
        }
        context["blocks"] = [
            {"kind": type(block).__name__, "value": block} for block in made.paper.blocks
        ]
        return render(request, "panels/rendering.html", context)
    # A person's name stays out of the log: their case says enough.
    reader = kind if made.paper.is_letter or "access" in kind else made.paper.reader
    services.note_disclosure(meeting, by=user, reader=reader, cases=list(made.cases), kind=kind)
    mime, write = FORMATS[wanted]
    headers = as_file(f"{meeting.reference} {kind}.{wanted}")
    return HttpResponse(write(made.paper), content_type=mime, headers=headers)
