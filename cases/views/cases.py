"""The list of cases and the case page with its tabs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.door import current_user
from accounts.models import User
from audit.services import record_reading
from cases import access, services
from cases.filters import CaseFilter
from cases.forms.case import (
    AddIncidentForm,
    AddNoteForm,
    MoveCaseForm,
    SetReviewForm,
)
from cases.models import Case, CaseStatus
from cases.pages import case_frame
from cases.queries import (
    actions_of,
    cases_of,
    chronology,
    parties_with_cases,
    unfinished_actions,
)
from cases.queries.parts import other_cases_of
from cases.queries.referrals import repeat_shown
from cases.queries.repeat_flags import repeats_of_case
from cases.views.bulk import acts_for
from cases.views.saved_views import list_tools
from cases.workflow import StaleVersion, WrongStatus
from ui.forms import Form
from ui.paging import page_by_key

LATEST = 5


def list_cases(request: HttpRequest) -> HttpResponse:
    """The cases a person may see."""
    user = current_user(request)
    access.require(user.desk.works_on_cases)
    found = CaseFilter(request.GET, queryset=cases_of(user), request=request)
    page = page_by_key(found.qs, request, order=("-opened_on", "-pk"))
    context = {
        "filter": found,
        "page": page,
        "may_break_glass": access.can_break_glass(user, agencies_may=False),
        "together": acts_for(user, "cases"),
        **list_tools(request, "cases", found),
    }
    return render(request, "cases/list_cases.html", context)


def case(request: HttpRequest, reference: str) -> HttpResponse:
    """Overview: what the case is, and the next steps this person may take."""
    user = current_user(request)
    row, full = access.case_and_depth_or_404(user, reference)
    record_reading(user, f"case {row.reference}", trail=request.path)
    return render(
        request,
        "cases/case.html",
        {
            **case_frame(row, user, "case"),
            "in_full": full,
            "repeat_of": repeat_shown(user, row) if full else None,
            "parties": parties_with_cases(row, user) if full else [],
            "actions": unfinished_actions(row, user, LATEST),
            "events": chronology(row, user, most=LATEST)[:LATEST] if full else [],
            "may_work": full and access.can_add_to(row),
            "may_move": access.can_move_case(user, row),
            "repeats": repeats_of_case(row, user) if full else [],
        },
    )


def case_people(request: HttpRequest, reference: str) -> HttpResponse:
    """Who is in the case, and which other cases they are in."""
    user, row = _read(request, reference, in_full=True)
    context = {"parties": parties_with_cases(row, user), "others": other_cases_of(row, user)}
    return _tab(request, row, user, "case_people", context)


def case_actions(request: HttpRequest, reference: str) -> HttpResponse:
    """What is to be done and what was."""
    user, row = _read(request, reference)
    rows = actions_of(user).filter(case=row)
    page = page_by_key(rows, request, order=("-status", "due_on", "pk"))
    return _tab(request, row, user, "case_actions", {"page": page})


def _tab(
    request: HttpRequest, row: Case, user: User, name: str, context: dict[str, Any]
) -> HttpResponse:
    may_work = access.can_work_case(user, row)
    frame = case_frame(row, user, name)
    today = timezone.localdate()
    context = {**frame, "may_work": may_work, "today": today, **context}
    return render(request, f"cases/{name}.html", context)


def _read(request: HttpRequest, reference: str, *, in_full: bool = False) -> tuple[User, Case]:
    user = current_user(request)
    find = access.full_case_or_404 if in_full else access.case_or_404
    row = find(user, reference)
    record_reading(user, f"case {row.reference}", trail=request.path)
    return user, row


@dataclass(frozen=True)
class Addition:
    """Something that is added to a case on a page of its own."""

    form: type[Form]
    add: Callable[..., Any]
    heading: str
    submit: str


def _note(case: Case, *, by: User, **said: Any) -> Any:
    return services.add_note(case, by=by, agency=by.desk.casework_agency, **said)


NOTE = Addition(AddNoteForm, _note, "Add a note", "Add note")
INCIDENT = Addition(AddIncidentForm, services.add_incident, "Add an incident", "Add incident")


def add_note(request: HttpRequest, reference: str) -> HttpResponse:
    """Write a note."""
    return _add(request, reference, NOTE)


def add_incident(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down one more incident."""
    return _add(request, reference, INCIDENT)


def _add(request: HttpRequest, reference: str, addition: Addition) -> HttpResponse:
    user = current_user(request)
    row = access.full_case_or_404(user, reference)
    access.require(access.can_work_case(user, row))
    form = addition.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        addition.add(row, by=user, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("case", row.reference)
    context = {"case": row, "form": form, "heading": addition.heading, "submit": addition.submit}
    return render(request, "cases/case_form.html", context)


MOVES = {
    "monitor": (CaseStatus.MONITORING, "Put the case under monitoring"),
    "reopen": (CaseStatus.OPEN, "Reopen the case"),
}


def move_case(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    """Monitor or reopen, with the reason."""
    user = current_user(request)
    row = access.case_or_404(user, reference)
    access.require(access.can_move_case(user, row))
    to, title = MOVES[move]
    form = MoveCaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.move_case(row, by=user, to=to, reason=form.cleaned_data["reason"])
            messages.success(request, f"{row.reference} is now {row.get_status_display().lower()}.")
        except WrongStatus as refusal:
            messages.error(request, str(refusal))
        return redirect("case", row.reference)
    context = {"case": row, "form": form, "heading": title, "submit": title}
    return render(request, "cases/case_form.html", context)


def set_review(request: HttpRequest, reference: str) -> HttpResponse:
    """Say who leads the case and when it is looked at next."""
    user = current_user(request)
    row = access.full_case_or_404(user, reference)
    access.require(access.can_work_case(user, row))
    start = {
        "next_review_on": row.next_review_on,
        "lead_officer": row.lead_officer_id,
        "version": row.version,
    }
    form = SetReviewForm(request.POST or None, case=row, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_review(row, by=user, **form.cleaned_data)
            return redirect("case", row.reference)
        except StaleVersion:
            row.refresh_from_db()
            form.add_error(None, _changed_meanwhile(row))
            form.data = {**dict(form.data.items()), "version": row.version}
    context = {"case": row, "form": form, "heading": "Lead and next review", "submit": "Save"}
    return render(request, "cases/case_form.html", context)


def _changed_meanwhile(row: Case) -> str:
    review = f"{row.next_review_on:%-d %B %Y}" if row.next_review_on else "not set"
    return (
        f"Somebody saved this case while you were typing: the next review is now {review} and "
        f"the lead officer {row.lead_officer or 'nobody'}. What you typed is below; save again "
        "to replace theirs."
    )
