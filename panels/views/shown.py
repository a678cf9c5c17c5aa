"""What every page of the screen shows: one case of a meeting, with all of its forms."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.door import current_user
from accounts.models import Agency, User
from cases.access import require
from cases.models import Action
from panels import access
from panels.forms.screen import (
    FactForm,
    FateForm,
    NominalRecordForm,
    RecordForm,
    ReferPartyForm,
    SetActionForm,
    record_form,
)
from panels.models import AgendaItem, Meeting, Presence
from panels.queries.meetings import agencies_present
from panels.queries.screen import CaseOnScreen, case_on_screen
from panels.services.drafts import row_name
from panels.views.merging import marks_of

PLACES = {
    "record-facts_shared": "What the panel noted",
    "record-risk_band": "Risk",
    "record-rag": "RAG",
    "record-decision": "Decision",
    "record-cohort": "Cohort",
    "record-leaving_reason": "Why they leave",
    "record-decision_reason": "Reason for the decision",
    "record-next_review_on": "Hear it again",
    "action-wording": "a new action",
    "action-owner": "a new action",
    "action-due_on": "a new action",
    "fact-text": "something shared",
}


def run_by(request: HttpRequest, reference: str) -> tuple[User, Meeting]:
    """The meeting, if this person runs it."""
    user = current_user(request)
    meeting = access.meeting_or_404(user, reference)
    require(access.can_run_meeting(user, meeting))
    return user, meeting


def shown_to(request: HttpRequest, reference: str, pk: int) -> tuple[User, CaseOnScreen]:
    """One case of the meeting, if this person runs the meeting and may see the case."""
    user, meeting = run_by(request, reference)
    shown = case_on_screen(meeting, user, pk)
    if shown is None:
        raise Http404
    return user, shown


def to_item(item: AgendaItem, part: str = "") -> HttpResponse:
    """Back to the case, at one of its parts."""
    response = redirect("screen_item", item.meeting.reference, item.pk)
    if part:
        response["Location"] += f"#{part}"
    return response


def tag_of(meeting: Meeting) -> str:
    """What changes whenever anything on the screen does."""
    return f"{meeting.version}.{meeting.screen_version}"


def agencies_of(shown: CaseOnScreen) -> list[Agency]:
    """The agencies in the room, and those that work on the case, by name."""
    found = {seat.agency_id: seat.agency for seat in shown.seats}
    found |= {owner.agency_id: owner.agency for owner in shown.owners}
    return sorted(found.values(), key=lambda agency: agency.name)


def typed_texts(shown: CaseOnScreen, user: User) -> dict[str, str]:
    """What stands in each field on this person's page: shared texts, and their own."""
    texts = {name: text for name, text in shown.texts.items() if ":" not in name}
    own = ["fact-text", *(f"fate-{action.pk}-note" for action in shown.unfinished)]
    kept = shown.texts
    shared = {name: texts.get(name, "") for name in ("action-wording", "action-owner")}
    shared["action-due_on"] = texts.get("action-due_on", "")
    return {**texts, **shared, **{name: kept.get(row_name(name, user), "") for name in own}}


def fields_of(shown: CaseOnScreen, user: User) -> dict[str, dict[str, str]]:
    """Each field of the page as screens exchange it: its text, the text's mark, who wrote it."""
    texts = typed_texts(shown, user)
    marks = marks_of(texts)
    who = {each.name: each.by.given_name for each in shown.drafts}
    return {
        name: {"text": text, "seen": marks[name], "who": who.get(name, "")}
        for name, text in texts.items()
    }


def said_of(presence: Presence, item: AgendaItem) -> str:
    """Where somebody else is, in words."""
    name = presence.user.given_name
    if presence.item_id != item.pk:
        return f"{name} is at another {item.noun}"
    field = presence.field
    place = PLACES.get(field) or ("an earlier action" if field.startswith("fate-") else "")
    return f"{name} is typing in {place}" if place else f"{name} is here"


def parts_of(shown: CaseOnScreen) -> dict[str, Any]:
    """What the parts of the page that renew themselves are drawn from."""
    item = shown.item
    return {
        "meeting": item.meeting,
        "shown": shown,
        "item": item,
        "case": item.case,
        "brief": [
            (name, [(type(block).__name__, block) for block in blocks])
            for name, blocks in shown.brief
        ],
        "lines": shown.lines,
        "seats": shown.seats,
        "present": agencies_present(shown.seats),
        "is_open": access.record_is_open(item.meeting),
        "elsewhere": next(
            (line.item for line in shown.lines if line.is_heard and not line.is_current), None
        ),
    }


def show(
    request: HttpRequest,
    shown: CaseOnScreen,
    *,
    record: RecordForm | NominalRecordForm | None = None,
    action_form: SetActionForm | None = None,
    refer_form: ReferPartyForm | None = None,
    fact_form: FactForm | None = None,
    fate_form: tuple[Action, FateForm] | None = None,
    **more: Any,
) -> HttpResponse:
    """The page of one case, with what was typed where something is wrong with it."""
    user = current_user(request)
    texts = typed_texts(shown, user)
    fields = fields_of(shown, user)
    marks = {name: each["seen"] for name, each in fields.items() if name.startswith("record-")}
    form = record or record_form(shown.item, initial=_of("record-", texts))
    # Whatever the form was bound to, the page now shows what stands there.
    form.data = {**form.data, "record-seen": json.dumps(marks)} if form.is_bound else form.data
    form.initial["seen"] = json.dumps(marks)
    context = {
        **parts_of(shown),
        # No form of this page is kept by its address: each field is kept by itself.
        "kept_form": None,
        "fields": fields,
        "form": form,
        "action_form": action_form
        or SetActionForm(owners=shown.owners, initial=_of("action-", texts)),
        "refer_form": refer_form or ReferPartyForm(parties=shown.parties),
        "fact_form": fact_form
        or FactForm(
            item=shown.item, agencies=agencies_of(shown), initial={"text": texts["fact-text"]}
        ),
        "fate_form": fate_form and fate_form[1],
        "fates": _fates(shown, texts, fate_form),
        **more,
    }
    return render(request, "panels/screen_item.html", context)


def _fates(
    shown: CaseOnScreen, texts: dict[str, str], wrong: tuple[Action, FateForm] | None
) -> list[tuple[Action, FateForm, bool]]:
    today = timezone.localdate()
    bound = {wrong[0].pk: wrong[1]} if wrong else {}
    return [
        (
            action,
            bound.get(action.pk)
            or FateForm(
                prefix=f"fate-{action.pk}",
                initial={"note": texts.get(f"fate-{action.pk}-note", "")},
            ),
            action.due_on < today,
        )
        for action in shown.unfinished
    ]


def _of(prefix: str, texts: dict[str, str]) -> dict[str, str]:
    """The texts of one form, by the names of its fields."""
    return {
        name.removeprefix(prefix): text for name, text in texts.items() if name.startswith(prefix)
    }
