"""The same change to several ticked actions, after a page that says exactly what moves."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.door import current_user
from accounts.models import User
from cases import access
from cases.forms.action import BulkDueForm, BulkEndForm, BulkHandOverForm
from cases.models import Action
from cases.queries.lists import actions_picked
from cases.services.bulk import MOST, change_picked, sort_picked
from cases.workflow import StaleVersion
from ui.forms import Form


@dataclass(frozen=True)
class Act:
    """One change: its heading, its button and what it says when it is done."""

    heading: str
    button: str
    done: str


ACTS = {
    "due": Act("Change the due date", "Change the due date of", "Due date changed"),
    "owner": Act("Hand over", "Hand over", "Handed over"),
    "end": Act("Close as not possible", "Close", "Closed as not possible"),
}


def bulk_actions(request: HttpRequest, act: str) -> HttpResponse:
    """Say what is to change, look at exactly what moves, confirm."""
    user = current_user(request)
    if act not in ACTS:
        raise Http404
    access.require(access.can_end_actions(user) if act == "end" else user.desk.works_on_cases)
    picked = actions_picked(user, _keys(request))
    if not picked:
        messages.error(request, "Tick at least one action first.")
        return redirect("list_actions")
    form = _form(act, user, picked, request.POST or None)
    valid = request.method == "POST" and form.is_valid()
    confirmed = valid and "looked_at" in request.POST
    if confirmed and (done := _carry_out(request, act, picked, form)):
        return done
    said = form.cleaned_data if valid else {}
    context = {
        "act": ACTS[act],
        "form": form,
        "sorted": sort_picked(act, picked, by=user, said=said),
        "confirm": valid,
    }
    return render(request, "cases/bulk_actions.html", context)


def _carry_out(
    request: HttpRequest, act: str, picked: list[Action], form: Form
) -> HttpResponse | None:
    try:
        moved = change_picked(
            act,
            picked,
            by=current_user(request),
            said=form.cleaned_data,
            looked_at=request.POST["looked_at"],
        )
    except StaleVersion:
        messages.error(
            request, "Some of these actions have just changed. Look again at what would move."
        )
        return None
    noun = "1 action" if moved == 1 else f"{moved} actions"
    messages.success(request, f"{ACTS[act].done}: {noun}.")
    return redirect("list_actions")


def _form(act: str, user: User, picked: list[Action], data: Any) -> Form:
    if act == "due":
        return BulkDueForm(data)
    if act == "end":
        return BulkEndForm(data)
    theirs = {action.agency_id for action in picked}
    mine = theirs if user.desk.oversees_cases else theirs & user.desk.casework_agency_ids
    return BulkHandOverForm(data, agency_ids=sorted(mine))


def _keys(request: HttpRequest) -> list[int]:
    said = request.GET.getlist("pick")[:MOST]
    return [int(key) for key in said if key.isdecimal() and len(key) < 19]
