"""Plain makers of panels and meetings."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import Agency
from cases.models import Case
from panels import services
from panels.models import AgendaItem, Meeting, Panel
from panels.queries.minutes import compose
from tests.people import Cast, a_case
from ui.digests import digest_of


def a_panel(cast: Cast, *members: Agency, **terms: Any) -> Panel:
    """The CS MARAC, co-chaired by police and council; the core agencies belong to it."""
    panel = services.set_up_panel(
        by=None, name="CS MARAC", confidentiality_statement="Keep it in this room.", **terms
    )
    for chair in (cast.cochair_police, cast.cochair_council):
        services.appoint_co_chair(panel, by=None, user=chair, starts=dt.date(2020, 1, 1))
    for agency in members or (cast.council, cast.police, cast.housing, cast.victim_support):
        services.add_member(panel, by=None, agency=agency, starts=dt.date(2020, 1, 1))
    return panel


def in_days(days: int) -> dt.datetime:
    """A moment this many days from now."""
    return timezone.now() + dt.timedelta(days=days)


def a_meeting(cast: Cast, panel: Panel | None = None, *, days: int = 14) -> Meeting:
    """A planned meeting; its agenda is proposed from the cases there are."""
    panel = panel or a_panel(cast)
    return services.plan_meeting(
        panel, by=cast.coordinator, starts_at=in_days(days), place="Room 1"
    )


def agree(meeting: Meeting, cast: Cast) -> Meeting:
    """Both co-chairs agree the agenda; the papers are out."""
    for chair in (cast.cochair_police, cast.cochair_council):
        meeting.refresh_from_db()
        services.agree_agenda(meeting, by=chair, agenda_version=meeting.agenda_version)
    services.make_due_packs()
    return meeting


def started(cast: Cast, *, cases: int = 1) -> tuple[Meeting, list[AgendaItem]]:
    """A meeting that has begun, with its cases; each shared with housing in full."""
    for _ in range(cases):
        a_case(cast)
    meeting = agree(a_meeting(cast), cast)
    services.start_meeting(meeting, by=cast.coordinator)
    return meeting, list(meeting.items.on().select_related("case", "meeting__panel"))


def say(item: AgendaItem, cast: Cast, version: int = 0, **said: Any) -> Any:
    """Record a case: kept open, medium risk, heard again in eight weeks."""
    fields = {
        "facts_shared": "Three calls this month.",
        "risk_band": "medium",
        "decision": "keep_open",
        "decision_reason": "Visits are to continue.",
        "next_review_on": timezone.localdate() + dt.timedelta(days=56),
        **said,
    }
    return services.record_item(item, by=cast.cochair_police, version=version, **fields)


def digest(meeting: Meeting) -> str:
    """The digest of the minutes as they are now."""
    return digest_of(compose(meeting))


def lock(meeting: Meeting, cast: Cast) -> Meeting:
    """Both co-chairs agree the minutes."""
    for chair in (cast.cochair_police, cast.cochair_council):
        services.agree_minutes(meeting, by=chair, digest=digest(meeting))
    return meeting


def on(meeting: Meeting) -> list[Case]:
    """The cases of an agenda, in order."""
    return [item.case for item in meeting.items.on().select_related("case")]
