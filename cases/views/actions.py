"""Actions: the list, one action, and what became of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.door import current_user
from audit.services import record_reading
from cases import access, services
from cases.filters import ActionFilter
from cases.forms.case import AddActionForm, EndActionForm
from cases.queries import actions_of
from cases.workflow import ACTION, WrongStatus
from ui.paging import page_by_key


def list_actions(request: HttpRequest) -> HttpResponse:
    """The actions a person may see."""
    user = current_user(request)
    access.require(user.desk.works_on_cases)
    found = ActionFilter(request.GET, queryset=actions_of(user), request=request)
    page = page_by_key(found.qs, request, order=("due_on", "pk"))
    context = {"filter": found, "page": page, "today": timezone.localdate()}
    return render(request, "cases/list_actions.html", context)


def action(request: HttpRequest, pk: int) -> HttpResponse:
    """One action, and the question what became of it."""
    user = current_user(request)
    row = access.action_or_404(user, pk)
    record_reading(user, f"case {row.case.reference}", trail=f"action {row.pk}")
    may_end = access.can_end_action(user, row) and ACTION.allows(row, "done")
    form = EndActionForm(request.POST or None)
    if request.method == "POST":
        access.require(access.can_end_action(user, row))
        if form.is_valid():
            return _end(request, row, form)
    context = {"action": row, "form": form, "may_end": may_end, "today": timezone.localdate()}
    return render(request, "cases/action.html", context)


def _end(request: HttpRequest, row: Any, form: EndActionForm) -> HttpResponse:
    try:
        services.end_action(row, by=current_user(request), **form.cleaned_data)
        messages.success(request, "Saved. Thank you.")
    except WrongStatus as refusal:
        messages.error(request, str(refusal))
    return redirect("action", row.pk)


def add_action(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask somebody of the agencies on the case to do something by a date."""
    user = current_user(request)
    case = access.full_case_or_404(user, reference)
    access.require(access.can_work_case(user, case))
    form = AddActionForm(request.POST or None, case=case)
    if request.method == "POST" and form.is_valid():
        action = services.add_action(case, by=user, **form.cleaned_data)
        messages.success(request, f"{action.owner} has been told.")
        return redirect("case_actions", case.reference)
    context = {"case": case, "form": form, "heading": "Add an action", "submit": "Add action"}
    return render(request, "cases/case_form.html", context)
