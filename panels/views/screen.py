"""The meeting screen: one case at a time, and who is there."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from audit.services import record_reading
from cases.access import require
from cases.services.actions import DueInThePast
from cases.workflow import StaleVersion, WrongStatus
from panels import access, services
from panels.forms.screen import (
    FactForm,
    FateForm,
    NominalRecordForm,
    RecordForm,
    ReferPartyForm,
    SetActionForm,
    record_form,
)
from panels.models import AgendaItem
from panels.queries.drafts import RECORD, drafts_of, saved_texts
from panels.queries.meetings import agencies_present, attendance_of
from panels.queries.screen import CaseOnScreen, lines_of
from panels.views.merging import Merged, merge, read_marks
from panels.views.shown import agencies_of, run_by, show, shown_to, to_item
from victims.services import AlreadyReferred, NoProvider

BOTH = (
    "Somebody else changed this while you were typing. Theirs is shown below: change yours if you "
    "need to, then save it again to replace theirs."
)


def meeting_screen(request: HttpRequest, reference: str) -> HttpResponse:
    """The meeting before its first case: who is there, and the agenda."""
    user, meeting = run_by(request, reference)
    seats = attendance_of(meeting)
    context = {
        "meeting": meeting,
        "lines": lines_of(meeting, user),
        "heard": meeting.heard_item_id,
        "seats": seats,
        "present": agencies_present(seats),
        "is_open": access.record_is_open(meeting),
    }
    return render(request, "panels/screen.html", context)


@require_POST
def screen_hear(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Have the meeting go to this case; its clock runs."""
    user, shown = shown_to(request, reference, pk)
    require(access.record_is_open(shown.item.meeting))
    services.hear_case(shown.item, by=user)
    return to_item(shown.item)


def screen_item(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """One case on the screen; posting saves its record."""
    if request.method == "POST":
        return _save_record(request, reference, pk)
    user, shown = shown_to(request, reference, pk)
    item = shown.item
    record_reading(user, item.subject, trail=f"meeting {item.meeting}")
    return show(request, shown)


@transaction.atomic
def _save_record(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Save a record. Only what it is merged with is read; the page only where it is shown again."""
    user, meeting = run_by(request, reference)
    services.hold_screen(meeting)
    item = access.item_or_404(user, meeting, pk)
    require(access.record_is_open(meeting))
    merged = _merged(request, item)
    form = record_form(item, dict(merged.texts))
    if merged.theirs:
        form.add_error(None, BOTH)
    if form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        record = getattr(item, "record", None)
        try:
            services.record_item(item, by=user, version=record.version if record else 0, **said)
        except StaleVersion:
            form.add_error(None, "Somebody else saved this in the same second. Save it again.")
        except WrongStatus as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{item.reference}: the record is saved.")
            return to_item(item)
    return _show_both(request, shown_to(request, reference, pk)[1], form, merged)


def screen_fact(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Write down what an agency shares."""
    user, shown = shown_to(request, reference, pk)
    item = shown.item
    if request.method != "POST":
        return to_item(item)
    require(access.record_is_open(item.meeting))
    form = FactForm(request.POST, item=item, agencies=agencies_of(shown))
    if form.is_valid():
        try:
            services.share_fact(item, by=user, **form.cleaned_data)
        except WrongStatus as refused:
            form.add_error(None, str(refused))
        else:
            return to_item(item, "facts")
    return show(request, shown, fact_form=form)


def screen_action(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Set an action in the meeting."""
    user, shown = shown_to(request, reference, pk)
    item = shown.item
    if request.method != "POST":
        return to_item(item)
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
            messages.success(request, f"{item.reference}: the action is set and its owner told.")
            return to_item(item, "actions")
    return show(request, shown, action_form=form)


def screen_fate(request: HttpRequest, reference: str, pk: int, action_pk: int) -> HttpResponse:
    """Say what became of an earlier action."""
    user, shown = shown_to(request, reference, pk)
    item = shown.item
    if request.method != "POST":
        return to_item(item)
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
            return to_item(item, "earlier")
    return show(request, shown, fate_form=(action, form))


def screen_refer(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Refer somebody harmed to Victim Support."""
    user, shown = shown_to(request, reference, pk)
    item = shown.item
    if request.method != "POST":
        return to_item(item)
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
            messages.success(request, f"{item.reference}: referred to Victim Support.")
            return to_item(item, "refer")
    return show(request, shown, refer_form=form)


@require_POST
def screen_next(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Go on to the next case, unless something of this one is still to be said."""
    user, shown = shown_to(request, reference, pk)
    if shown.missing:
        for said in shown.missing:
            messages.error(request, f"Before the next {shown.item.noun}: {said}.")
        return to_item(shown.item)
    if shown.next_item is None:
        if access.record_is_open(shown.item.meeting):
            services.end_hearing(shown.item.meeting)
        messages.success(
            request, f"That was the last {shown.item.noun}. The minutes are ready to read."
        )
        return redirect("meeting_minutes", reference)
    if access.record_is_open(shown.item.meeting):
        services.hear_case(shown.next_item, by=user)
    return redirect("screen_item", reference, shown.next_item.pk)


def _merged(request: HttpRequest, item: AgendaItem) -> Merged:
    """What this person typed, merged field by field with what others wrote meanwhile."""
    names = [f"record-{name}" for name in RECORD]
    typed = {name: request.POST.get(name, "") for name in names}
    return merge(
        typed, saved_texts(item, drafts_of(item.pk)), read_marks(request.POST.get("record-seen"))
    )


def _show_both(
    request: HttpRequest, shown: CaseOnScreen, form: RecordForm | NominalRecordForm, merged: Merged
) -> HttpResponse:
    """What was typed, beside what somebody else wrote in the same fields; saving again replaces
    theirs knowingly, because the page now says that it was shown."""
    theirs = []
    for name, text in merged.theirs.items():
        field = form.fields[name.removeprefix("record-")]
        choices = dict(getattr(field, "choices", ()))
        theirs.append((str(field.label), choices.get(text, text)))
    who = {each.name: each.by for each in shown.drafts}
    others = [who[name] for name in merged.theirs if name in who]
    saved_by = shown.record.saved_by if shown.record else None
    return show(request, shown, record=form, theirs=theirs, who=others[0] if others else saved_by)
