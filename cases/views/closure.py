"""Closing a case, the record of it, and the look back some months later."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.door import current_user
from accounts.models import User
from audit.services import record_reading
from cases import access, services
from cases.forms.closure import CheckClosedCaseForm, ClosingForm, LeaveClosedForm
from cases.models import Case, CaseStatus, Closure
from cases.queries import unfinished_actions
from cases.queries.reviews import closures_of, standing_closure
from cases.services.closure import ActionsLeftOpen
from cases.workflow import CASE, WrongStatus

CHANGED = "An action was added while you were typing. Say what became of it too."


def close_case(request: HttpRequest, reference: str) -> HttpResponse:
    """Close a case: outcome, reason, risk, every open action, and what the victim was told."""
    user, case = _read(request, reference)
    access.require(access.can_move_case(user, case))
    if not CASE.allows(case, CaseStatus.CLOSED):
        messages.error(request, f"{case} is closed, so this cannot be done.")
        return redirect("case", case.reference)
    words = {"heading": "Close the case", "submit": "Close the case"}
    return _closing(request, case, services.close_case, words)


def record_closure(request: HttpRequest, reference: str) -> HttpResponse:
    """The record of each closing; and the form for it, where the panel closed without one."""
    user, case = _read(request, reference)
    closure = standing_closure(case)
    may_record = access.can_record_closure(user, case)
    if closure is None or closure.recorded_at or not may_record:
        access.require(request.method != "POST")
        return render(request, "cases/closures.html", _records(case, user, closure))
    words = {"heading": "Write the closing record", "submit": "Save closing record"}
    return _closing(request, case, services.record_closure, words, reason=closure.reason)


def _closing(
    request: HttpRequest,
    case: Case,
    service: Callable[..., Closure],
    words: dict[str, str],
    reason: str = "",
) -> HttpResponse:
    user = current_user(request)
    actions = unfinished_actions(case, user)
    form = ClosingForm(request.POST or None, case=case, actions=actions, initial={"reason": reason})
    if request.method == "POST" and form.is_valid():
        try:
            closure = service(case, by=user, said=form.said())
            due = closure.check_due_on
            messages.success(request, f"Saved. Look at it again by {due:%-d %B %Y}.")
            return redirect("case", case.reference)
        except ActionsLeftOpen:
            actions = unfinished_actions(case, user)
            form = ClosingForm(request.POST, case=case, actions=actions)
            form.add_error(None, CHANGED)
        except WrongStatus as refusal:
            messages.error(request, str(refusal))
            return redirect("case", case.reference)
    return render(request, "cases/close_case.html", {"case": case, "form": form, **words})


def _records(case: Case, user: User, closure: Closure | None) -> dict[str, Any]:
    check = getattr(closure, "check_made", None)
    asks = bool(check and check.asks_reopening and check.answered_at is None)
    may_answer = case.status == CaseStatus.CLOSED and access.can_move_case(user, case)
    return {
        "case": case,
        "closures": closures_of(case, user),
        "may_check": bool(closure and not check and access.can_record_closure(user, case)),
        "may_answer": asks and may_answer,
    }


def check_closed_case(request: HttpRequest, reference: str) -> HttpResponse:
    """What was found some months after closing."""
    user, case = _read(request, reference)
    access.require(access.can_record_closure(user, case))
    closure = standing_closure(case)
    if closure is None or hasattr(closure, "check_made"):
        messages.info(request, "There is nothing to look at again on this case.")
        return redirect("record_closure", case.reference)
    form = CheckClosedCaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.check_closed_case(closure, by=user, **form.cleaned_data)
            messages.success(request, "Saved.")
        except WrongStatus as refusal:
            messages.error(request, str(refusal))
        return redirect("case", case.reference)
    context = {"case": case, "form": form, "closure": closure}
    return render(request, "cases/close_check.html", context)


def leave_closed(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer somebody who asked to reopen a case: it stays closed."""
    user, case = _read(request, reference)
    access.require(access.can_move_case(user, case))
    form = LeaveClosedForm(request.POST or None)
    closure = standing_closure(case)
    if closure is None:
        messages.info(request, f"Nobody is waiting for an answer about {case}.")
        return redirect("record_closure", case.reference)
    if request.method == "POST" and form.is_valid():
        try:
            services.leave_closed(closure, by=user, reason=form.cleaned_data["reason"])
            messages.success(request, f"{case} stays closed.")
        except WrongStatus as refusal:
            messages.error(request, str(refusal))
        return redirect("record_closure", case.reference)
    context = {
        "case": case,
        "form": form,
        "heading": "Leave it closed",
        "submit": "Leave it closed",
    }
    return render(request, "cases/case_form.html", context)


def _read(request: HttpRequest, reference: str) -> tuple[User, Case]:
    user = current_user(request)
    case = access.full_case_or_404(user, reference)
    record_reading(user, f"case {case.reference}", trail=request.path)
    return user, case
