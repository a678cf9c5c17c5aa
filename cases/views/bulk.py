"""The same change to several ticked rows of a list, after a page that says exactly what moves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.door import current_user
from accounts.models import User
from cases import access
from cases.forms.bulk import (
    BulkAcknowledgeForm,
    BulkAuthorForm,
    BulkDueForm,
    BulkEndForm,
    BulkForm,
    BulkHandOverForm,
    BulkLeadForm,
    BulkReviewForm,
    BulkShareForm,
)
from cases.queries.clocks import what_is_owed
from cases.queries.lists import actions_picked, cases_picked, referrals_picked
from cases.services.bulk import (
    ACTION_CHANGES,
    CASE_CHANGES,
    MOST,
    REFERRAL_CHANGES,
    Change,
    change_picked,
    sort_picked,
)
from cases.workflow import StaleVersion, WrongStatus
from ui.forms import Form


@dataclass(frozen=True)
class Act:
    """One change: what the list calls it, its heading, its button, what it says when it is done,
    its form, who may."""

    label: str
    heading: str
    button: str
    done: str
    form: type[BulkForm]
    allowed: Callable[[User], bool] = access.can_work_cases


@dataclass(frozen=True)
class Together:
    """What may be done to the ticked rows of one list."""

    noun: str
    url_name: str
    table: str
    picked: Callable[[User, Sequence[int]], list[Any]]
    agency_of: Callable[[Any], int]
    changes: Mapping[str, Change[Any]]
    acts: Mapping[str, Act]
    rows: Callable[[list[Any]], list[Any]] = list


TOGETHER = {
    "actions": Together(
        "action",
        "list_actions",
        "cases/_actions_table.html",
        actions_picked,
        attrgetter("agency_id"),
        ACTION_CHANGES,
        {
            "due": Act(
                "Change due date",
                "Change the due date",
                "Change the due date of",
                "Due date changed",
                BulkDueForm,
            ),
            "owner": Act(
                "Hand over",
                "Hand over",
                "Hand over",
                "Handed over",
                BulkHandOverForm,
            ),
            "end": Act(
                "Close as not possible",
                "Close as not possible",
                "Close",
                "Closed as not possible",
                BulkEndForm,
                access.can_end_actions,
            ),
        },
    ),
    "cases": Together(
        "case",
        "list_cases",
        "cases/_cases_table.html",
        cases_picked,
        attrgetter("lead_agency_id"),
        CASE_CHANGES,
        {
            "lead": Act(
                "Change lead officer",
                "Change the lead officer",
                "Change the lead officer of",
                "Lead officer changed",
                BulkLeadForm,
            ),
            "review": Act(
                "Change next review",
                "Change the next review",
                "Change the next review of",
                "Next review changed",
                BulkReviewForm,
            ),
            "share": Act(
                "Share with an agency",
                "Share with an agency",
                "Share",
                "Shared",
                BulkShareForm,
                access.can_share_cases,
            ),
        },
    ),
    "referrals": Together(
        "referral",
        "list_referrals",
        "cases/_referrals_table.html",
        referrals_picked,
        attrgetter("agency_id"),
        REFERRAL_CHANGES,
        {
            "acknowledge": Act(
                "Say they are in hand",
                "Tell the referrers that you have it in hand",
                "Acknowledge",
                "Acknowledged",
                BulkAcknowledgeForm,
                access.can_acknowledge_referrals,
            ),
            "author": Act(
                "Hand over drafts",
                "Hand over",
                "Hand over",
                "Handed over",
                BulkAuthorForm,
            ),
        },
        lambda referrals: [(row, *what_is_owed(row, timezone.localdate())) for row in referrals],
    ),
}


def acts_for(user: User, list_name: str) -> list[tuple[str, str]]:
    """What a person may do to the ticked rows of a list: what it is called, and its address. For
    `cases/_together.html`."""
    acts = TOGETHER[list_name].acts.items()
    url_name = f"bulk_{list_name}"
    return [(act.label, reverse(url_name, args=[key])) for key, act in acts if act.allowed(user)]


def change_together(request: HttpRequest, list_name: str, act: str) -> HttpResponse:
    """Say what is to change, look at exactly what moves, confirm."""
    user = current_user(request)
    of_list = TOGETHER[list_name]
    if act not in of_list.acts:
        raise Http404
    said_of = of_list.acts[act]
    access.require(said_of.allowed(user))
    picked = of_list.picked(user, _keys(request))
    if not picked:
        messages.error(request, f"Tick at least one {of_list.noun} first.")
        return redirect(of_list.url_name)
    agencies = {of_list.agency_of(row) for row in picked}
    form = said_of.form(request.POST or None, agency_ids=_choices(user, agencies))
    valid = request.method == "POST" and form.is_valid()
    confirmed = valid and "looked_at" in request.POST
    if confirmed and (done := _carry_out(request, of_list, act, picked, form)):
        return done
    said = form.cleaned_data if valid else {}
    found = sort_picked(of_list.changes[act], picked, by=user, said=said)
    context = {
        "act": said_of,
        "list": of_list,
        "form": form,
        "sorted": found,
        "rows": of_list.rows(found.moves),
        "confirm": valid,
    }
    return render(request, "cases/change_together.html", context)


def _choices(user: User, agency_ids: set[int]) -> list[int]:
    """Of these agencies, those whose people one may choose from."""
    theirs = agency_ids if user.desk.oversees_cases else agency_ids & user.desk.casework_agency_ids
    return sorted(theirs)


def _carry_out(
    request: HttpRequest, of_list: Together, act: str, picked: list[Any], form: Form
) -> HttpResponse | None:
    try:
        moved = change_picked(
            of_list.changes[act],
            picked,
            by=current_user(request),
            said=form.cleaned_data,
            looked_at=request.POST["looked_at"],
        )
    except (StaleVersion, WrongStatus):
        messages.error(
            request, f"Some of these {of_list.noun}s have just changed. Look again at what moves."
        )
        return None
    noun = f"1 {of_list.noun}" if moved == 1 else f"{moved} {of_list.noun}s"
    messages.success(request, f"{of_list.acts[act].done}: {noun}.")
    return redirect(of_list.url_name)


def _keys(request: HttpRequest) -> list[int]:
    said = request.GET.getlist("pick")[:MOST]
    return [int(key) for key in said if key.isdecimal() and len(key) < 19]
