"""The agenda of a meeting: reading it, changing it, agreeing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.door import current_user
from accounts.models import User
from audit.services import record_reading
from cases.access import require
from cases.workflow import StaleVersion, WrongStatus
from panels import access, services
from panels.forms.meetings import (
    AddCaseForm,
    AddNominalForm,
    CommentForm,
    MinutesForm,
    OrderForm,
    TakeOffForm,
    VersionForm,
)
from panels.models import Meeting, MeetingStatus
from panels.queries import candidates, nominals
from panels.queries import meetings as queries
from panels.tasks import nudge_papers
from ui.paging import page_by_key

CHANGED = "The agenda changed while you were reading it. Read it again before you agree it."


def agenda(request: HttpRequest, reference: str) -> HttpResponse:
    """The agenda as those who prepare it see it."""
    user, meeting = _prepared_by(request, reference)
    record_reading(user, f"meeting {meeting.reference}", trail="meeting_agenda")
    return _show(request, user, meeting, CommentForm())


def _show(
    request: HttpRequest, user: User, meeting: Meeting, comment_form: CommentForm
) -> HttpResponse:
    page = queries.agenda_page(meeting, user)
    is_open = access.agenda_is_open(meeting)
    context = {
        "meeting": meeting,
        "page": page,
        "is_open": is_open,
        "fresh": candidates.opened_since_proposed(meeting) if is_open else 0,
        "earlier": candidates.waits_for_earlier(meeting) if is_open else None,
        "may_agree": user.pk in page.asked and meeting.status == MeetingStatus.PLANNED,
        "agree": VersionForm(initial={"agenda_version": meeting.agenda_version}),
        "comment": comment_form,
    }
    return render(request, "panels/agenda.html", context)


def left_out(request: HttpRequest, reference: str) -> HttpResponse:
    """Every open case that is not on the agenda, each with its one-line reason."""
    user, meeting = _prepared_by(request, reference)
    if meeting.panel.hears_nominals:
        return _nominals_left_out(request, user, meeting)
    page = page_by_key(
        candidates.left_out(meeting, user), request, order=("-opened_on", "-pk"), per_page=50
    )
    full = candidates.is_full(meeting)
    rows = [(case, candidates.why_left_out(case, meeting, full=full)) for case in page.rows]
    context = {"meeting": meeting, "page": page, "rows": rows}
    return render(request, "panels/left_out.html", context)


def _nominals_left_out(request: HttpRequest, user: User, meeting: Meeting) -> HttpResponse:
    page = page_by_key(
        nominals.nominals_left_out(meeting, user), request, order=("-nominated_at", "-pk"),
        per_page=50,
    )  # fmt: skip
    rows = [(nominal, nominals.why_left_out(nominal, meeting)) for nominal in page.rows]
    context = {"meeting": meeting, "page": page, "rows": rows}
    return render(request, "panels/nominals_left_out.html", context)


def add_case(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a case on the agenda by its reference, with a reason; a nominal, at an IOM panel."""
    user, meeting = _prepared_by(request, reference)
    if meeting.panel.hears_nominals:
        return _add_nominal(request, user, meeting)
    initial = {"reference": request.GET.get("case", "")}
    cases = queries.cases_to_add(meeting, user)
    form = AddCaseForm(request.POST or None, initial=initial, cases=cases)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.add_case(meeting, by=user, case=said["case"], reason=said["reason"])
        except WrongStatus:
            form.add_error("reference", "This case is on the agenda, or the meeting has begun")
        else:
            messages.success(request, f"{said['case']} is on the agenda.")
            return redirect("meeting_agenda", meeting.reference)
    return render(request, "panels/add_to_agenda.html", {"form": form, "meeting": meeting})


def _add_nominal(request: HttpRequest, user: User, meeting: Meeting) -> HttpResponse:
    form = AddNominalForm(
        request.POST or None,
        initial={"reference": request.GET.get("nominal", "")},
        nominals=nominals.nominals_to_add(user),
    )
    if request.method == "POST" and form.is_valid():
        nominal, reason = form.cleaned_data["nominal"], form.cleaned_data["reason"]
        try:
            services.add_nominal(meeting, by=user, nominal=nominal, reason=reason)
        except WrongStatus:
            form.add_error("reference", "They are on the agenda, or the meeting has begun")
        else:
            messages.success(request, f"{nominal} is on the agenda.")
            return redirect("meeting_agenda", meeting.reference)
    return render(request, "panels/add_to_agenda.html", {"form": form, "meeting": meeting})


def take_off(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Take a case off the agenda, with a reason."""
    user, meeting = _prepared_by(request, reference)
    item = access.item_or_404(user, meeting, pk)
    form = TakeOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.take_off(item, by=user, **form.cleaned_data)
        except WrongStatus as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{item.reference} is off the agenda.")
            return redirect("meeting_agenda", meeting.reference)
    return render(request, "panels/take_off.html", {"form": form, "meeting": meeting, "item": item})


@require_POST
def put_back(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Put a case back on the agenda, or add one that was offered."""
    user, meeting = _prepared_by(request, reference)
    item = access.item_or_404(user, meeting, pk)
    try:
        services.put_back(item, by=user)
    except WrongStatus as refused:
        messages.error(request, str(refused))
    return _to_item(meeting, pk)


@require_POST
def move_item(request: HttpRequest, reference: str, pk: int, up: bool) -> HttpResponse:
    """Hear a case one place earlier or later."""
    user, meeting = _prepared_by(request, reference)
    item = access.item_or_404(user, meeting, pk)
    try:
        services.move_item(item, by=user, up=up)
    except WrongStatus as refused:
        messages.error(request, str(refused))
    return _to_item(meeting, pk)


@require_POST
def reorder(request: HttpRequest, reference: str) -> HttpResponse:
    """Take over an order that was made by dragging; 409 if the agenda has changed meanwhile."""
    user, meeting = _prepared_by(request, reference)
    form = OrderForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    try:
        services.reorder(meeting, by=user, **form.cleaned_data)
    except (StaleVersion, WrongStatus):
        messages.error(request, "The agenda changed while you were moving a case. Move it again.")
        return HttpResponse(status=409)
    return HttpResponse(status=204)


@require_POST
def set_minutes(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say how long a case is given."""
    user, meeting = _prepared_by(request, reference)
    item = access.item_or_404(user, meeting, pk)
    form = MinutesForm(request.POST)
    if not form.is_valid():
        messages.error(request, f"{item.reference}: {form.errors['minutes'][0]}")
        return _to_item(meeting, pk)
    try:
        services.set_minutes(item, by=user, **form.cleaned_data)
    except WrongStatus as refused:
        messages.error(request, str(refused))
    except StaleVersion:
        item.refresh_from_db()
        messages.error(
            request,
            f"Somebody else has just set {item.minutes} minutes for {item.reference}. You had "
            f"typed {form.cleaned_data['minutes']}: set it again if you still want it.",
        )
    return _to_item(meeting, pk)


@require_POST
def add_offered(request: HttpRequest, reference: str) -> HttpResponse:
    """Add everything that could be added."""
    user, meeting = _prepared_by(request, reference)
    try:
        added = services.add_offered(meeting, by=user)
    except WrongStatus as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Cases added: {added}.")
    return redirect("meeting_agenda", meeting.reference)


@require_POST
def comment(request: HttpRequest, reference: str) -> HttpResponse:
    """Say something about the agenda to the others who prepare it."""
    user, meeting = _prepared_by(request, reference)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _show(request, user, meeting, form)
    services.comment_on_agenda(meeting, by=user, **form.cleaned_data)
    return redirect("meeting_agenda", meeting.reference)


@require_POST
def agree_agenda(request: HttpRequest, reference: str) -> HttpResponse:
    """A co-chair agrees the agenda as they have read it."""
    user = current_user(request)
    meeting = access.meeting_or_404(user, reference)
    require(access.can_agree(user, meeting))
    form = VersionForm(request.POST)
    if form.is_valid():
        _agree(request, user, meeting, form.cleaned_data["agenda_version"])
    else:
        messages.error(request, CHANGED)
    return redirect("meeting_agenda", meeting.reference)


def _agree(request: HttpRequest, user: User, meeting: Meeting, version: int) -> None:
    try:
        services.agree_agenda(meeting, by=user, agenda_version=version)
    except StaleVersion:
        messages.error(request, CHANGED)
    except services.NothingToAgree:
        messages.error(request, "Put a case on the agenda before you agree it.")
    except services.TooFewCoChairs:
        messages.error(request, "The panel needs another co-chair before an agenda is agreed.")
    else:
        nudge_papers()
        all_agree = meeting.status == MeetingStatus.AGENDA_AGREED
        sent = " Every co-chair has: the papers are on their way." if all_agree else ""
        messages.success(request, f"You have agreed the agenda.{sent}")


def _prepared_by(request: HttpRequest, reference: str) -> tuple[User, Meeting]:
    """The meeting, if this person prepares it."""
    user = current_user(request)
    meeting = access.meeting_or_404(user, reference)
    require(access.can_run_meeting(user, meeting))
    return user, meeting


def _to_item(meeting: Meeting, pk: int) -> HttpResponse:
    """Back to the line that was changed, so that the keyboard stays there."""
    response = redirect("meeting_agenda", meeting.reference)
    response["Location"] += f"#case-{pk}"
    return response
