"""One chronology of a case: incidents, notes, risk, actions, status, sharing and what other rooms
tell of, merged by time."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse

from accounts.anybody import compiled_for
from accounts.models import Agency, User
from cases.models import (
    ActionStatus,
    AsbCategory,
    Case,
    CaseEventKind,
    CaseStatus,
    Handling,
    RiskBand,
    ShareLevel,
)
from cases.queries.chronology_lines import Line, Narrowing, Place, read_lines
from cases.queries.chronology_sources import NOTE_RANK, SOURCES
from cases.queries.counting import also_told
from ui.compiled import Rows
from ui.dates import say_date
from ui.sealing import seal, unseal

PER_PAGE = 25
MOST = 200
KINDS = {
    "incident": "Incidents",
    "note": "Notes",
    "risk": "Risk",
    "action": "Actions",
    "status": "Status",
    "sharing": "Sharing",
    CaseEventKind.MEETING.value: "Meetings",
    CaseEventKind.CONTACT.value: "Contacts",
    CaseEventKind.DOCUMENT.value: "Documents",
    CaseEventKind.REVIEW.value: "Reviews",
    CaseEventKind.CLOSURE.value: "Closing records",
}


@dataclass(frozen=True)
class Event:
    """One line of the chronology, with whose it is, what it rests on and who may read it."""

    when: dt.datetime
    kind: str
    title: str
    text: str = ""
    by: str = ""
    is_day_only: bool = False
    person: str = ""
    agency: str = ""
    is_opinion: bool = False
    handling: str = ""
    url: str = ""
    note: int | None = None


@dataclass(frozen=True)
class EventPage:
    """One page of a chronology, and the addresses of its neighbours ("" where there is none)."""

    rows: list[Event]
    next: str = ""
    previous: str = ""


def chronology(case: Case, user: User, kind: str = "", *, most: int = MOST) -> list[Event]:
    """The newest entries that the user may see, newest first; of one kind if asked."""
    rows = read_lines(case, user, Narrowing(kind=kind), most=most)
    return _events(case, user, rows, agency_names(user))


def whole_chronology(
    case: Case, user: User, narrowing: Narrowing, agencies: dict[int, str]
) -> list[Event]:
    """Every entry of a narrowed chronology, newest first: what is printed or taken away."""
    return _events(case, user, read_lines(case, user, narrowing), agencies)


def chronology_page(
    case: Case,
    user: User,
    narrowing: Narrowing,
    agencies: dict[int, str],
    *,
    after: str = "",
    before: str = "",
    per_page: int = PER_PAGE,
) -> EventPage:
    """The entries after, or before, the place of another one, in one query; the first page if
    that place is not ours."""
    place = _open(after or before)
    backwards = bool(before and not after and place)
    rows, more = _fetch(case, user, narrowing, place, per_page, backwards=backwards)
    if place and not rows:
        place, backwards = None, False
        rows, more = _fetch(case, user, narrowing, None, per_page, backwards=False)
    has_next = more or backwards
    has_previous = more if backwards else place is not None
    return EventPage(
        _events(case, user, rows, agencies),
        next=_seal(rows[-1]) if rows and has_next else "",
        previous=_seal(rows[0]) if rows and has_previous else "",
    )


def agency_names(user: User) -> dict[int, str]:
    """The short name of each agency."""
    return dict(compiled_for(user, _agencies))


def _agencies(user: User) -> Rows:
    rows = Agency.objects.visible_to(user).order_by("short_name")
    return rows.values_list("pk", "short_name")


def _fetch(
    case: Case,
    user: User,
    narrowing: Narrowing,
    place: Place | None,
    per_page: int,
    *,
    backwards: bool,
) -> tuple[list[Line], bool]:
    rows = read_lines(case, user, narrowing, place, backwards=backwards, most=per_page + 1)
    more, rows = len(rows) > per_page, rows[:per_page]
    return (rows[::-1] if backwards else rows), more


def _seal(line: Line) -> str:
    return seal(f"{line.moment.isoformat()} {line.rank} {line.key}")


def _open(token: str) -> Place | None:
    words = unseal(token).split(" ") if token else []
    if len(words) != 3:
        return None
    return Place(dt.datetime.fromisoformat(words[0]), int(words[1]), int(words[2]))


def _events(case: Case, user: User, rows: list[Line], agencies: dict[int, str]) -> list[Event]:
    told = also_told(case, user)
    return [_event(case, row, agencies, told) for row in rows]


def _event(case: Case, line: Line, agencies: dict[int, str], told: dict[int, str]) -> Event:
    said = _SAID[line.rank](case, line)
    source = SOURCES[line.rank]
    also = told.get(line.key) if source.kind == "incident" else None
    person = line.name.strip()
    agency = agencies.get(line.agency_pk or 0, "")
    return Event(
        when=line.moment,
        kind=line.code if source.kind == "event" else source.kind,
        title=said.title,
        text=f"{said.text} Also told to {also}." if also else said.text,
        by=", ".join(filter(None, (person, agency))),
        person=person,
        is_day_only=said.is_day_only,
        agency=agency,
        is_opinion=bool(line.opinion),
        handling=Handling(line.passing).label,
        url=said.url,
        note=line.key if line.rank == NOTE_RANK else None,
    )


@dataclass(frozen=True)
class _Said:
    """What an entry says."""

    title: str
    text: str
    url: str
    is_day_only: bool = field(default=False)


def _incident(case: Case, line: Line) -> _Said:
    told = f" Told to {line.extra}." if line.extra else ""
    title = AsbCategory(line.code).label
    url = reverse("incident", args=[line.key])
    return _Said(title, line.body + told, url, is_day_only=not line.detail)


def _note(case: Case, line: Line) -> _Said:
    title = "Correction of a note" if line.target else "Note"
    if line.code:
        title += ", corrected since"
    return _Said(title, line.body, reverse("note", args=[case.reference, line.key]))


def _risk(case: Case, line: Line) -> _Said:
    title = f"Risk assessed as {RiskBand(line.code).label.lower()}"
    return _Said(title, line.body, reverse("case_risk", args=[case.reference]))


def _action_set(case: Case, line: Line) -> _Said:
    due = say_date(dt.date.fromisoformat(line.detail))
    at = f" Set at {line.extra}." if line.extra else ""
    return _Said("Action set", f"{line.body}. Due {due}.{at}", _action_url(line))


def _action_ended(case: Case, line: Line) -> _Said:
    title = f"Action: {ActionStatus(line.code).label.lower()}"
    evidence = f"\nEvidence: {line.detail}" if line.detail else ""
    text = f"{line.extra}\n{line.body}{evidence}" if line.body else line.extra
    return _Said(title, text, _action_url(line))


def _action_changed(case: Case, line: Line) -> _Said:
    if line.code:
        title = f"Action now due {say_date(dt.date.fromisoformat(line.code))}"
    else:
        title = f"Action handed over to {line.detail.strip()}"
    return _Said(title, f"{line.extra}\n{line.body}", _action_url(line))


def _status(case: Case, line: Line) -> _Said:
    title = f"Case {CaseStatus(line.code).label.lower()}"
    return _Said(title, line.body, reverse("case", args=[case.reference]))


def _shared(case: Case, line: Line) -> _Said:
    title = f"Shared with {line.detail} ({ShareLevel(line.code).label.lower()})"
    return _Said(title, line.body, reverse("case_sharing", args=[case.reference]))


def _unshared(case: Case, line: Line) -> _Said:
    title = f"No longer shared with {line.detail}"
    return _Said(title, "", reverse("case_sharing", args=[case.reference]))


def _told(case: Case, line: Line) -> _Said:
    url = reverse(line.extra, args=[case.reference]) if line.extra else ""
    return _Said(line.detail, line.body, url)


def _action_url(line: Line) -> str:
    return reverse("action", args=[line.target])


_SAID: tuple[Callable[[Case, Line], _Said], ...] = (
    _incident,
    _note,
    _risk,
    _action_set,
    _action_ended,
    _action_changed,
    _status,
    _shared,
    _unshared,
    _told,
)
