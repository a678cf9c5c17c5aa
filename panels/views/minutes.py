"""The minutes: reading, sending round, correcting, agreeing and adding to them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.door import current_user
from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.access import require
from cases.workflow import StaleVersion, WrongStatus
from panels import access, services
from panels.forms.meetings import DigestForm
from panels.forms.minutes import AddendumForm, AnswerForm, CorrectionForm
from panels.models import CoChair, Meeting
from panels.queries import meetings as queries
from panels.queries import minutes as texts
from panels.queries.corrections import addenda_for, corrections_for, paragraphs_of
from panels.queries.renderings import reader_of, render_for
from ui.digests import digest_of

CHANGED = "The minutes changed while you were reading them. Read them again before you agree them."


def content_of(meeting: Meeting) -> tuple[texts.Content, str, Any]:
    """The minutes with their digest, and the locked row once there is one."""
    locked = queries.locked_minutes(meeting)
    if locked:
        return locked.content, locked.digest, locked
    content = texts.compose(meeting)
    return content, digest_of(content), None


def minutes(request: HttpRequest, reference: str) -> HttpResponse:
    """The minutes as this reader may see them: a draft to those who run the meeting and, once it
    goes round, to its agencies; the agreed text to all of them."""
    user = current_user(request)
    meeting = access.minutes_or_404(user, reference)
    content, digest, locked = content_of(meeting)
    shown = render_for(content, reader_of(content, user))
    record(
        "minutes.read",
        by=user,
        subject=f"meeting {meeting.reference}",
        operation=Operation.CONSULTATION,
        changes={"cases": [item["case"] for item in shown.content["items"]]},
    )
    agreed = {each.user_id for each in queries.minutes_agreed(meeting, digest)}
    chairs = queries.chairs_in_force(meeting.panel)
    runs = access.can_run_meeting(user, meeting)
    context = {
        "meeting": meeting,
        "minutes": shown.content,
        "left_out": shown.left_out,
        "locked": locked,
        "digest": digest,
        "agreed": agreed,
        "chairs": chairs,
        "may_run": runs,
        "may_correct": access.can_correct_minutes(user, meeting),
        "may_circulate": runs and access.can_circulate(meeting),
        "may_add": access.can_add_to_minutes(user, meeting),
        "may_agree": not locked and user.pk in _asked(chairs, agreed),
        "corrections": corrections_for(meeting, user, runs=runs),
        "addenda": addenda_for(meeting, user),
        "form": DigestForm(initial={"digest": digest}),
    }
    return render(request, "panels/minutes.html", context)


@require_POST
def circulate_minutes(request: HttpRequest, reference: str) -> HttpResponse:
    """Send the draft round for correction."""
    user = current_user(request)
    meeting = access.minutes_or_404(user, reference)
    require(access.can_run_meeting(user, meeting))
    try:
        services.circulate_minutes(meeting, by=user)
    except services.Unfinished as unfinished:
        for said in unfinished.missing:
            messages.error(request, said)
    except WrongStatus as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The draft goes round. Corrections appear beside the text.")
    return redirect("meeting_minutes", meeting.reference)


def propose_correction(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Propose another text for a paragraph that one reads."""
    user = current_user(request)
    meeting = access.minutes_or_404(user, reference)
    item = access.item_or_404(user, meeting, pk)
    require(access.can_correct_minutes(user, meeting))
    paragraphs = paragraphs_of(item, user)
    require(bool(paragraphs))
    form = CorrectionForm(request.POST or None, paragraphs=paragraphs)
    if request.method == "POST" and form.is_valid():
        try:
            services.propose_correction(item, by=user, **form.cleaned_data)
        except services.NotAParagraph:
            form.add_error("paragraph", "This paragraph has just been taken out")
        except WrongStatus as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Your correction stands beside the draft.")
            return redirect("meeting_minutes", meeting.reference)
    context = {"form": form, "meeting": meeting, "item": item}
    return render(request, "panels/propose_correction.html", context)


def answer_correction(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Take a correction into the minutes, or refuse it."""
    user = current_user(request)
    meeting = access.minutes_or_404(user, reference)
    require(access.can_run_meeting(user, meeting))
    correction = access.correction_or_404(user, meeting, pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_correction(correction, by=user, **form.cleaned_data)
        except StaleVersion:
            form.add_error(
                "accept",
                "The paragraph has changed since: refuse this, or change the record yourself",
            )
        except WrongStatus as refused:
            messages.error(request, str(refused))
            return redirect("meeting_minutes", meeting.reference)
        else:
            messages.success(request, "Your answer stands beside the correction.")
            return redirect("meeting_minutes", meeting.reference)
    context = {"form": form, "meeting": meeting, "correction": correction}
    return render(request, "panels/answer_correction.html", context)


@require_POST
def agree_minutes(request: HttpRequest, reference: str) -> HttpResponse:
    """A co-chair agrees the minutes as they have read them."""
    user = current_user(request)
    meeting = access.minutes_or_404(user, reference)
    require(access.can_agree(user, meeting))
    form = DigestForm(request.POST)
    if form.is_valid():
        _agree(request, user, meeting, form.cleaned_data["digest"])
    else:
        messages.error(request, CHANGED)
    return redirect("meeting_minutes", meeting.reference)


def add_to_minutes(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a later correction beside locked minutes."""
    user = current_user(request)
    meeting = access.minutes_or_404(user, reference)
    require(access.can_add_to_minutes(user, meeting))
    items = meeting.items.visible_to(user).on().select_related("case", "nominal")
    form = AddendumForm(request.POST or None, items=items)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_to_minutes(meeting, by=user, **form.cleaned_data)
        except WrongStatus as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It stands beside the minutes, which are unchanged.")
            return redirect("meeting_minutes", meeting.reference)
    return render(request, "panels/add_to_minutes.html", {"form": form, "meeting": meeting})


def _asked(chairs: list[CoChair], agreed: set[int]) -> set[int]:
    """The co-chairs who may agree now. Where all have, and one who had not has since left the
    panel, any of them may press again."""
    everybody = {chair.user_id for chair in chairs}
    return everybody - agreed or everybody


def _agree(request: HttpRequest, user: User, meeting: Meeting, digest: str) -> None:
    try:
        services.agree_minutes(meeting, by=user, digest=digest)
    except StaleVersion:
        messages.error(request, CHANGED)
    except WrongStatus as refused:
        messages.error(request, str(refused))
    except services.TooFewCoChairs:
        messages.error(request, "The panel needs another co-chair before minutes are agreed.")
    except services.Unfinished as unfinished:
        for said in unfinished.missing:
            messages.error(request, said)
    else:
        locked = queries.locked_minutes(meeting)
        done = " Every co-chair has: they are locked." if locked else ""
        messages.success(request, f"You have agreed the minutes.{done}")
