"""One chronology of a case: incidents, notes, risk, actions, status and sharing, merged by time."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from cases.models import (
    Action,
    Case,
    CaseShare,
    Incident,
    Note,
    RiskAssessment,
    StatusChange,
)

MOST_OF_A_KIND = 200


@dataclass(frozen=True)
class Event:
    """One line of the chronology."""

    when: dt.datetime
    kind: str
    title: str
    text: str = ""
    by: str = ""
    is_day_only: bool = False


def chronology(
    case: Case, user: User, kind: str = "", *, most: int = MOST_OF_A_KIND
) -> list[Event]:
    """Everything on the case that the user may see, newest first; one kind of it if asked, and
    no more than `most` of a kind."""
    events = [
        event
        for name, read in _KINDS.items()
        if kind in ("", name)
        for event in read(case, user, most)
    ]
    return sorted(events, key=lambda event: event.when, reverse=True)


def _incidents(case: Case, user: User, most: int) -> Iterator[Event]:
    rows = Incident.objects.visible_to(user).filter(case=case).select_related("recorded_by")
    for row in rows.order_by("-happened_on")[:most]:
        at = dt.datetime.combine(row.happened_on, row.happened_at or dt.time(12))
        told = f" Told to {row.reported_to}." if row.reported_to else ""
        yield Event(
            timezone.make_aware(at),
            "incident",
            row.get_category_display(),
            row.description + told,
            str(row.recorded_by or ""),
            is_day_only=row.happened_at is None,
        )


def _notes(case: Case, user: User, most: int) -> Iterator[Event]:
    rows = Note.objects.visible_to(user).filter(case=case).select_related("author", "agency")
    for row in rows.order_by("-written_at")[:most]:
        sort = "opinion" if row.is_opinion else "fact"
        said_by = f"{row.author or ''}, {row.agency.short_name}"
        yield Event(row.written_at, "note", f"Note ({sort})", row.text, said_by)


def _risk(case: Case, user: User, most: int) -> Iterator[Event]:
    rows = RiskAssessment.objects.visible_to(user).filter(case=case).select_related("assessed_by")
    for row in rows.order_by("-assessed_at")[:most]:
        title = f"Risk assessed as {row.get_band_display().lower()}"
        yield Event(
            row.assessed_at, "risk", title, row.judgement_reason, str(row.assessed_by or "")
        )


def _actions(case: Case, user: User, most: int) -> Iterator[Event]:
    rows = Action.objects.visible_to(user).filter(case=case).select_related("owner", "agency")
    for row in rows.order_by("-set_at")[:most]:
        owner = f"{row.owner}, {row.agency.short_name}"
        yield Event(row.set_at, "action", "Action set", row.wording, owner)
        if row.ended_at:
            title = f"Action: {row.get_status_display().lower()}"
            yield Event(row.ended_at, "action", title, row.outcome or row.wording, owner)


def _status(case: Case, user: User, most: int) -> Iterator[Event]:
    rows = StatusChange.objects.visible_to(user).filter(case=case).select_related("by")
    for row in rows.order_by("-at")[:most]:
        title = f"Case {row.get_became_display().lower()}"
        yield Event(row.at, "status", title, row.reason, str(row.by or ""))


def _sharing(case: Case, user: User, most: int) -> Iterator[Event]:
    rows = CaseShare.objects.filter(case=case).select_related("agency", "user", "shared_by")
    for row in rows.order_by("-shared_at")[:most]:
        title = f"Shared with {row.agency.short_name if row.agency else row.user}"
        yield Event(row.shared_at, "sharing", title, row.reason, str(row.shared_by or ""))


_KINDS = {
    "incident": _incidents,
    "note": _notes,
    "risk": _risk,
    "action": _actions,
    "status": _status,
    "sharing": _sharing,
}
KINDS = tuple(_KINDS)
