"""Actions: the list, one action, how it changes and what became of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.door import current_user
from accounts.models import User
from audit.services import record_reading
from cases import access, services
from cases.filters import ActionFilter
from cases.forms.action import AddActionForm, ChangeDueForm, EndActionForm, HandOverActionForm
from cases.models import Action, Case, Document, Note
from cases.queries import actions_of, sharing_agency_ids
from cases.queries.documents import evidence_of
from cases.queries.lists import history_of, note_behind
from cases.queries.settings import setting
from cases.views.bulk import acts_for
from cases.views.documents import keep_each
from cases.views.saved_views import list_tools
from cases.workflow import ACTION, StaleVersion, WrongStatus
from ui.forms import Form
from ui.paging import page_by_key

ORDER = ("-status", "due_on", "pk")
PREFILLED = 500


def list_actions(request: HttpRequest) -> HttpResponse:
    """The actions a person may see, those to do first."""
    user = current_user(request)
    access.require(user.desk.works_on_cases)
    found = ActionFilter(request.GET, queryset=actions_of(user), request=request)
    page = page_by_key(found.qs, request, order=ORDER)
    context = {
        "filter": found,
        "page": page,
        "today": timezone.localdate(),
        "together": acts_for(user, "actions"),
        **list_tools(request, "actions", found),
    }
    return render(request, "cases/list_actions.html", context)


def action(request: HttpRequest, pk: int) -> HttpResponse:
    """One action with its history, and the question what became of it."""
    user = current_user(request)
    row = access.action_or_404(user, pk)
    record_reading(user, f"case {row.case.reference}", trail=f"action {row.pk}")
    may_end = access.can_end_action(user, row) and ACTION.allows(row, "done")
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EndActionForm(*posted, most_mb=setting("document_most_mb"))
    if request.method == "POST":
        access.require(access.can_end_action(user, row))
        if may_end:
            # Kept whatever else is wrong: a browser would not send them a second time.
            keep_each(form, _evidence(row, user))
        if form.is_valid():
            return _end(request, row, form)
    context = {
        "documents": evidence_of(row, user),
        "action": row,
        "form": form,
        "may_end": may_end,
        "today": timezone.localdate(),
        "changes": history_of(row),
        "note": note_behind(row, user),
    }
    return render(request, "cases/action.html", context)


def _evidence(row: Action, user: User) -> Callable[[Any, str], Document]:
    def file(upload: Any, title: str) -> Document:
        return services.file_document(
            row.case, by=user, agency=row.agency, content=upload, name=upload.name, action=row
        )

    return file


def _end(request: HttpRequest, row: Any, form: EndActionForm) -> HttpResponse:
    try:
        said = {name: value for name, value in form.cleaned_data.items() if name != "uploads"}
        services.end_action(row, by=current_user(request), **said)
        messages.success(request, "Saved. Thank you.")
    except WrongStatus as refusal:
        messages.error(request, str(refusal))
    return redirect("action", row.pk)


def add_action(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask somebody of the agencies on the case to do something by a date; `?note=` says which
    note it comes from."""
    user = current_user(request)
    case = access.full_case_or_404(user, reference)
    access.require(access.can_work_case(user, case))
    note = _note(request, user, case)
    start = {"wording": note.text[:PREFILLED]} if note else {}
    form = AddActionForm(request.POST or None, case=case, initial=start)
    if request.method == "POST" and form.is_valid():
        action = services.add_action(case, by=user, note=note, **form.cleaned_data)
        messages.success(request, f"{action.owner} has been told.")
        return redirect("case_actions", case.reference)
    context = {"case": case, "form": form, "note": note}
    return render(request, "cases/add_action.html", context)


def _note(request: HttpRequest, user: User, case: Case) -> Note | None:
    key = request.GET.get("note", "")
    if not key.isdecimal() or len(key) > 18:
        return None
    return access.note_or_404(user, case.reference, int(key))


def change_due_date(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an action another due date, with the reason."""
    row = _changing(request, pk)[1]
    start = {"due_on": row.due_on, "version": row.version}
    form = ChangeDueForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        return _change(request, row, form, services.change_due_date)
    return _change_page(request, row, form, "Change the due date", "Change due date")


def hand_over_action(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an action to a colleague; the coordinator and co-chairs also to another agency."""
    user, row = _changing(request, pk)
    agencies = sharing_agency_ids(row.case) if user.desk.oversees_cases else [row.agency_id]
    form = HandOverActionForm(
        request.POST or None,
        action=row,
        agency_ids=agencies,
        initial={"version": row.version},
    )
    if request.method == "POST" and form.is_valid():
        return _change(request, row, form, services.hand_over_action)
    return _change_page(request, row, form, "Hand the action over", "Hand over")


def _changing(request: HttpRequest, pk: int) -> tuple[User, Action]:
    user = current_user(request)
    row = access.action_or_404(user, pk)
    access.require(access.can_end_action(user, row))
    return user, row


def _change(request: HttpRequest, row: Action, form: Form, change: Any) -> HttpResponse:
    try:
        change(row, by=current_user(request), **form.cleaned_data)
        messages.success(request, "Saved. What it was before is kept below.")
    except WrongStatus as refusal:
        messages.error(request, str(refusal))
    except StaleVersion:
        messages.error(
            request, "Somebody else has just changed this action. Look at it and change it again."
        )
    return redirect("action", row.pk)


def _change_page(
    request: HttpRequest, row: Action, form: Form, heading: str, submit: str
) -> HttpResponse:
    context = {"action": row, "form": form, "heading": heading, "submit": submit}
    return render(request, "cases/action_form.html", context)
