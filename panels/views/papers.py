"""The papers of a meeting: the page, the PDF for one reader, and what has been sent to whom."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.door import current_user
from cases.access import require
from panels import access, services
from panels.queries import papers as queries
from panels.tasks import nudge_papers


def papers(request: HttpRequest, reference: str) -> HttpResponse:
    """The papers as this reader may see them; that they were opened is written down."""
    user = current_user(request)
    meeting = access.papers_or_404(user, reference)
    found = queries.sections(meeting, user)
    prints = queries.prints_of(found)
    before = queries.last_reading(meeting, user)
    references = [each.reference for each in found]
    services.note_reading(meeting, by=user, references=references, prints=prints)
    context = {
        "meeting": meeting,
        "sections": found,
        "pack": queries.my_pack(meeting, user),
        "changes": queries.differences(before.prints, prints) if before else [],
        "before": before,
        "file": queries.my_file(meeting, user),
        "may_run": access.can_run_meeting(user, meeting),
    }
    return render(request, "panels/papers.html", context)


@require_POST
def ask_papers_file(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask for the papers as a PDF; a job makes it."""
    user = current_user(request)
    meeting = access.papers_or_404(user, reference)
    services.ask_file(meeting, by=user)
    nudge_papers()
    return redirect("papers_file", meeting.reference)


def papers_file(request: HttpRequest, reference: str) -> HttpResponse:
    """How far the PDF is."""
    user = current_user(request)
    meeting = access.papers_or_404(user, reference)
    context = {"meeting": meeting, "file": queries.my_file(meeting, user)}
    return render(request, "panels/papers_file.html", context)


def download_papers(request: HttpRequest, reference: str) -> HttpResponse:
    """The PDF, if what this reader may see is still what is in it."""
    user = current_user(request)
    meeting = access.papers_or_404(user, reference)
    file = queries.my_file(meeting, user)
    if file is None or not file.is_ready:
        return redirect("papers_file", meeting.reference)
    file.meeting = meeting
    pdf = services.take_file(file, by=user)
    if pdf is None:
        services.ask_file(meeting, by=user)
        nudge_papers()
        messages.error(request, "The papers have changed, so the PDF is being made again.")
        return redirect("papers_file", meeting.reference)
    name = f"papers-{meeting.reference}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def sent_papers(request: HttpRequest, reference: str) -> HttpResponse:
    """What has been made and sent to which agency, and who has opened it."""
    user = current_user(request)
    meeting = access.papers_or_404(user, reference)
    require(access.can_run_meeting(user, meeting))
    packs = queries.packs_of(meeting)
    context = {
        "meeting": meeting,
        "packs": packs,
        "made": sum(1 for pack in packs if pack.made_version == pack.version),
        "readings": queries.readings_of(meeting),
    }
    return render(request, "panels/sent_papers.html", context)


@require_POST
def send_papers_again(request: HttpRequest, reference: str) -> HttpResponse:
    """Send a new version of every pack that would read differently now."""
    user = current_user(request)
    meeting = access.papers_or_404(user, reference)
    require(access.can_run_meeting(user, meeting))
    number = services.send_papers_again(meeting, by=user)
    if number:
        nudge_papers()
        messages.success(request, f"New versions on their way: {number}.")
    else:
        messages.success(request, "Nothing has changed since the papers went out.")
    return redirect("sent_papers", meeting.reference)
