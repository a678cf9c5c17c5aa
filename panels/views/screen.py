"""The meeting screen: one case at a time, and who is there."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.door import current_user
from accounts.models import User
from audit.services import record_reading
from cases.access import require
from cases.models import Action
from cases.services.actions import DueInThePast
from cases.workflow import StaleVersion, WrongStatus
from panels import access, services
from panels.forms.screen import FateForm, RecordForm, ReferPartyForm, SetActionForm
from panels.models import AgendaItem, Meeting
from panels.queries.meetings import agencies_present, attendance_of
from panels.queries.screen import CaseOnScreen, case_on_screen, lines_of
from panels.views.stale import keep_typed
from victims.services import AlreadyReferred, NoProvider


def meeting_screen(request: HttpRequest, reference: str) -> HttpResponse:
    """The meeting before its first case: who is there, and the agenda."""
    user, meeting = _run_by(request, reference)
    seats = attendance_of(meeting)
    context = {
        "meeting": meeting,
        "lines": lines_of(meeting, user),
        "seats": seats,
        "present": agencies_present(seats),
        "is_open": access.record_is_open(meeting),
    }
    return render(request, "panels/screen.html", context)


def screen_item(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """One case on the screen; posting saves its record."""
    user, shown = _shown(request, reference, pk)
    item = shown.item
    if request.method != "POST":
        record_reading(user, f"case {item.case}", trail=f"meeting {item.meeting}")
        return _show(request, shown)
    require(access.record_is_open(item.meeting))
    form = RecordForm(request.POST)
    if not form.is_valid():
        return _show(request, shown, record_form=form)
    try:
        services.record_item(item, by=user, **form.cleaned_data)
    except StaleVersion:
        return _show_both(request, _shown(request, reference, pk)[1], form)
    except WrongStatus as refused:
        form.add_error(None, str(refused))
        return _show(request, shown, record_form=form)
    messages.success(request, f"{item.case}: the record is saved.")
    return _to_item(item)


def screen_action(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Set an action in the meeting."""
    user, shown = _shown(request, reference, pk)
    item = shown.item
    if request.method != "POST":
        return _to_item(item)
    require(access.record_is_open(item.meeting))
    form = SetActionForm(request.POST, owners=shown.owners)
    if form.is_valid():
        try:
            services.set_action(item, by=user, **form.cleaned_data)
        except DueInThePast:
            form.add_error("due_on", "Enter a due date that is today or later")
        except WrongStatus as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{item.case}: the action is set and its owner told.")
            return _to_item(item, "actions")
    return _show(request, shown, action_form=form)


def screen_fate(request: HttpRequest, reference: str, pk: int, action_pk: int) -> HttpResponse:
    """Say what became of an earlier action."""
    user, shown = _shown(request, reference, pk)
    item = shown.item
    if request.method != "POST":
        return _to_item(item)
    require(access.record_is_open(item.meeting))
    action = next((each for each in shown.unfinished if each.pk == action_pk), None)
    if action is None:
        raise Http404
    form = FateForm(request.POST, prefix=f"fate-{action_pk}")
    if form.is_valid():
        try:
            services.review_action(item, by=user, action=action, **form.cleaned_data)
        except WrongStatus as refused:
            form.add_error(None, str(refused))
        else:
            return _to_item(item, "earlier")
    return _show(request, shown, fate_form=(action, form))


def screen_refer(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Refer somebody harmed to Victim Support."""
    user, shown = _shown(request, reference, pk)
    item = shown.item
    if request.method != "POST":
        return _to_item(item)
    require(access.record_is_open(item.meeting))
    form = ReferPartyForm(request.POST, parties=shown.parties)
    if form.is_valid():
        try:
            services.refer_party(item, by=user, **form.cleaned_data)
        except AlreadyReferred:
            form.add_error("party", "This person is already waiting for support or in it")
        except NoProvider:
            form.add_error(None, "No victim service is set up. Ask an administrator to add one.")
        except WrongStatus as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{item.case}: referred to Victim Support.")
            return _to_item(item, "refer")
    return _show(request, shown, refer_form=form)


@require_POST
def screen_next(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Go on to the next case, unless something of this one is still to be said."""
    _, shown = _shown(request, reference, pk)
    if shown.missing:
        for said in shown.missing:
            messages.error(request, f"Before the next case: {said}.")
        return _to_item(shown.item)
    if shown.next_item is None:
        messages.success(request, "That was the last case. The minutes are ready to read.")
        return redirect("meeting_minutes", reference)
    return redirect("screen_item", reference, shown.next_item.pk)


def _run_by(request: HttpRequest, reference: str) -> tuple[User, Meeting]:
    """The meeting, if this person runs it and it has begun and is not locked."""
    user = current_user(request)
    meeting = access.meeting_or_404(user, reference)
    require(access.can_run_meeting(user, meeting))
    return user, meeting


def _shown(request: HttpRequest, reference: str, pk: int) -> tuple[User, CaseOnScreen]:
    """One case of the meeting, if this person runs the meeting and may see the case."""
    user, meeting = _run_by(request, reference)
    shown = case_on_screen(meeting, user, pk)
    if shown is None:
        raise Http404
    return user, shown


def _show_both(request: HttpRequest, shown: CaseOnScreen, form: RecordForm) -> HttpResponse:
    """What was typed, beside what somebody else has saved since; saving again replaces it."""
    theirs = keep_typed(form, RecordForm.initial_of(shown.record))
    who = shown.record.saved_by if shown.record else None
    return _show(request, shown, record_form=form, theirs=theirs, who=who)


def _show(
    request: HttpRequest,
    shown: CaseOnScreen,
    *,
    record_form: RecordForm | None = None,
    action_form: SetActionForm | None = None,
    refer_form: ReferPartyForm | None = None,
    fate_form: tuple[Action, FateForm] | None = None,
    **more: Any,
) -> HttpResponse:
    item = shown.item
    wrong = {fate_form[0].pk: fate_form[1]} if fate_form else {}
    context = {
        "meeting": item.meeting,
        "shown": shown,
        "item": item,
        "case": item.case,
        "lines": shown.lines,
        "seats": shown.seats,
        "present": agencies_present(shown.seats),
        "is_open": access.record_is_open(item.meeting),
        "form": record_form or RecordForm(initial=RecordForm.initial_of(shown.record)),
        "action_form": action_form or SetActionForm(owners=shown.owners),
        "refer_form": refer_form or ReferPartyForm(parties=shown.parties),
        "fate_form": fate_form and fate_form[1],
        "fates": [
            (
                action,
                wrong.get(action.pk) or FateForm(prefix=f"fate-{action.pk}"),
                action.due_on < timezone.localdate(),
            )
            for action in shown.unfinished
        ],
        **more,
    }
    return render(request, "panels/screen_item.html", context)


def _to_item(item: AgendaItem, part: str = "") -> HttpResponse:
    response = redirect("screen_item", item.meeting.reference, item.pk)
    if part:
        response["Location"] += f"#{part}"
    return response
