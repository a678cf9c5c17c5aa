"""Asking agencies what they know before a meeting, answering, and the grid of who has."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.door import current_user
from accounts.models import User
from audit.services import record_reading
from cases.access import require
from cases.workflow import StaleVersion, WrongStatus
from panels import access, services
from panels.forms.requests import AnswerForm, AnswerRows
from panels.models import Meeting
from panels.queries import requests as queries
from panels.queries.meetings import invited_agencies


def information(request: HttpRequest, reference: str) -> HttpResponse:
    """Who has been asked about whom, and who has answered."""
    user = current_user(request)
    meeting = access.meeting_or_404(user, reference)
    require(access.can_run_meeting(user, meeting))
    record_reading(user, f"meeting {meeting.reference}", trail="meeting_information")
    asked = queries.information_asked(meeting)
    is_open = access.agenda_is_open(meeting)
    context = {
        "meeting": meeting,
        "asked": asked,
        "grid": queries.grid(asked, user) if asked else None,
        "more": queries.not_asked_yet(meeting, asked) if is_open else 0,
        "agencies": invited_agencies(meeting) if is_open and not asked else (),
        "is_open": is_open,
    }
    return render(request, "panels/information.html", context)


@require_POST
def ask_information(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask every invited agency about every person on the agenda."""
    user = current_user(request)
    meeting = access.meeting_or_404(user, reference)
    require(access.can_run_meeting(user, meeting))
    try:
        number = services.ask_information(meeting, by=user)
    except WrongStatus as refused:
        messages.error(request, str(refused))
    else:
        said = f"Questions asked: {number}." if number else "Everybody has been asked already."
        messages.success(request, said)
    return redirect("meeting_information", meeting.reference)


def answer_information(request: HttpRequest, reference: str) -> HttpResponse:
    """Everybody this person's agency is asked about, on one page; each row is saved by itself, so
    that one that is wrong keeps no other back."""
    user = current_user(request)
    meeting = access.meeting_or_404(user, reference)
    answers = queries.answers_to_give(meeting, user)
    if not answers:
        raise Http404
    record_reading(user, f"meeting {meeting.reference}", trail="answer_information")
    data = request.POST if request.method == "POST" else None
    forms = [AnswerForm(data, answer=answer) for answer in answers]
    rows: list[dict[str, Any]] = [{"form": form, "answer": form.answer} for form in forms]
    if data is not None:
        saved = sum(_save(row, user) for row in rows)
        if saved:
            messages.success(request, f"Answers saved: {saved}.")
        if not any(row["form"].errors for row in rows):
            return redirect("answer_information", meeting.reference)
    return _show(request, meeting, rows)


def _save(row: dict[str, Any], user: User) -> bool:
    """Save one row, if the person touched it and it is right."""
    form: AnswerForm = row["form"]
    if not form.is_bound or not form.is_valid() or not form.is_touched(form.cleaned_data):
        return False
    try:
        services.answer_information(
            form.answer, by=user, version=form.cleaned_data["version"], **form.said
        )
    except StaleVersion:
        form.answer.refresh_from_db()
        form.accept_theirs(form.answer)
        row["theirs"] = form.answer
        form.add_error(None, "A colleague answered for this person while you were typing")
    except WrongStatus as refused:
        form.add_error(None, str(refused))
    else:
        row["form"] = AnswerForm(answer=form.answer)
        return True
    return False


def _show(request: HttpRequest, meeting: Meeting, rows: list[dict[str, Any]]) -> HttpResponse:
    context = {
        "meeting": meeting,
        "rows": rows,
        "forms": AnswerRows([row["form"] for row in rows]),
        "left": sum(1 for row in rows if not row["answer"].knows),
        "due_on": rows[0]["answer"].asked.due_on,
        "is_open": access.agenda_is_open(meeting),
    }
    return render(request, "panels/answer_information.html", context)
