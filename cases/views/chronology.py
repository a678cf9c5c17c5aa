"""A case's chronology: narrowed, paged, printed, taken away; its notes and their corrections."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.door import current_user
from accounts.models import User
from audit.models import Operation
from audit.services import record, record_reading
from cases import access, services
from cases.forms.chronology import CorrectNoteForm, NarrowForm
from cases.models import Case
from cases.pages import case_frame
from cases.queries.chronology import (
    KINDS,
    Event,
    agency_names,
    chronology_page,
    whole_chronology,
)
from cases.queries.chronology_lines import Narrowing, people_in_chronology
from cases.queries.lists import actions_from, corrections_of
from ui.dates import say_date, say_moment
from ui.downloads import Sheet, csv_response, xlsx_response
from ui.sealing import seal, unseal

FILTERS = ("kind", "agency", "person", "since", "until")
COLUMNS = (
    "When",
    "Kind",
    "Title",
    "What it says",
    "By",
    "Agency",
    "Fact or opinion",
    "Handling",
)


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the narrowed chronology of one case, for one person."""

    user: User
    case: Case
    form: NarrowForm
    narrowing: Narrowing
    agencies: dict[int, str]
    people: dict[int, str]

    @property
    def in_words(self) -> list[tuple[str, str]]:
        """What it is narrowed to, as a page says it."""
        asked = self.narrowing
        said = (
            ("Kind", KINDS.get(asked.kind, "")),
            ("Agency", self.agencies.get(asked.agency or 0, "")),
            ("Person", self.people.get(asked.person or 0, "")),
            ("From", say_date(asked.since) if asked.since else ""),
            ("To", say_date(asked.until) if asked.until else ""),
            ("Words", asked.words),
        )
        return [(label, value) for label, value in said if value]


def case_chronology(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything that happened, newest first. The filters are posted, so that words typed into
    them do not stand in an address."""
    user = current_user(request)
    row = access.full_case_or_404(user, reference)
    if request.method == "POST":
        asked = _asked(user, row, request.POST)
        if asked.form.is_valid():
            return redirect(f"{request.path}?{_query(asked.narrowing)}")
    else:
        asked = _asked(user, row, _opened(request.GET))
    record_reading(user, f"case {row.reference}", trail=request.path)
    page = chronology_page(
        row,
        user,
        asked.narrowing,
        asked.agencies,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    query = _query(asked.narrowing)
    context = {
        **case_frame(row, user, "case_chronology"),
        "form": asked.form,
        "narrowed": asked.in_words,
        "events": page.rows,
        "kinds": KINDS,
        "page": {
            "next": _link(query, "after", page.next),
            "previous": _link(query, "before", page.previous),
        },
        "query": query,
        "may_work": access.can_add_to(row),
    }
    return render(request, "cases/case_chronology.html", context)


def print_chronology(request: HttpRequest, reference: str) -> HttpResponse:
    """The whole narrowed chronology on one page, to be printed; logged as a disclosure."""
    asked = _taken_away(request, reference, "printed")
    context = {
        "case": asked.case,
        "events": whole_chronology(asked.case, asked.user, asked.narrowing, asked.agencies),
        "narrowed": asked.in_words,
        "kinds": KINDS,
        "now": timezone.now(),
        "back_query": _query(asked.narrowing),
    }
    return render(request, "cases/print_chronology.html", context)


def download_chronology(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The whole narrowed chronology as CSV, or with `?format=xlsx` as Excel; logged as a
    disclosure."""
    asked = _taken_away(request, reference, "downloaded")
    events = whole_chronology(asked.case, asked.user, asked.narrowing, asked.agencies)
    rows = [_row(event) for event in events]
    name = f"{asked.case.reference}-chronology"
    if request.GET.get("format") == "xlsx":
        about = [
            ("Case", asked.case.reference),
            ("Taken at", say_moment(timezone.now())),
            *asked.in_words,
        ]
        return xlsx_response(
            f"{name}.xlsx", [Sheet("Chronology", COLUMNS, rows)], definitions=about
        )
    return csv_response(f"{name}.csv", COLUMNS, rows)


def note(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """One note, what corrects it, and the actions made of it."""
    user = current_user(request)
    row = access.note_or_404(user, reference, pk)
    record_reading(user, f"case {row.case.reference}", trail=f"note {row.pk}")
    context = {
        "note": row,
        "case": row.case,
        "corrections": corrections_of(row),
        "actions": actions_from(row, user),
        "may_correct": access.can_correct_note(user, row),
        "may_work": access.can_add_to(row.case),
        "today": timezone.localdate(),
    }
    return render(request, "cases/note.html", context)


def correct_note(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Its author puts right what a note said: both stay."""
    user = current_user(request)
    row = access.note_or_404(user, reference, pk)
    access.require(access.can_correct_note(user, row))
    form = CorrectNoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.correct_note(row, by=user, **form.cleaned_data)
        messages.success(request, "Corrected. Both notes are shown.")
        return redirect("note", row.case.reference, row.pk)
    context = {"note": row, "case": row.case, "form": form}
    return render(request, "cases/correct_note.html", context)


def _taken_away(request: HttpRequest, reference: str, how: str) -> Asked:
    user = current_user(request)
    row = access.full_case_or_404(user, reference)
    asked = _asked(user, row, _opened(request.GET))
    narrowed = {label: value for label, value in asked.in_words if label != "Words"}
    if asked.narrowing.words:
        narrowed["Words"] = "given"
    record(
        f"chronology.{how}",
        by=user,
        subject=f"case {row.reference}",
        operation=Operation.DISCLOSURE,
        recipients=[user.get_full_name()],
        changes={"filter": narrowed},
    )
    return asked


def _asked(user: User, case: Case, data: Mapping[str, Any]) -> Asked:
    agencies = agency_names(user)
    people = people_in_chronology(case, user)
    form = NarrowForm(data, agencies=agencies, people=people)
    return Asked(user, case, form, form.narrowing, agencies, people)


def _opened(asked: QueryDict) -> dict[str, str]:
    """What the address asks for, with its words unsealed."""
    said = {name: asked.get(name, "") for name in FILTERS}
    return {**said, "words": unseal(asked.get("words", ""))}


def _query(asked: Narrowing) -> str:
    """The address of a narrowed chronology, its words sealed."""
    query = QueryDict(mutable=True)
    for name in FILTERS:
        if value := getattr(asked, name):
            query[name] = str(value)
    if asked.words:
        query["words"] = seal(asked.words)
    return query.urlencode()


def _link(query: str, direction: str, place: str) -> str:
    return f"?{query}&{direction}={place}".replace("?&", "?") if place else ""


def _row(event: Event) -> list[Any]:
    return [
        event.when,
        KINDS[event.kind],
        event.title,
        event.text,
        event.person,
        event.agency,
        "Opinion" if event.is_opinion else "Fact",
        event.handling,
    ]
