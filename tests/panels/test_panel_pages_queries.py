"""Every page about meetings costs the same with ten cases and with thirty."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.services import add_action, add_note
from panels import services
from tests.panels.meetings import a_meeting, a_panel, agree, lock, say
from tests.people import Cast, a_case

SCREEN_BUDGET = 15
LIST_BUDGET = 8


def held(cast: Cast, cases: int, locked: bool = False):
    """A meeting with so many cases, each with an earlier action, a note, a record and an action."""
    for _ in range(cases):
        case = a_case(cast)
        add_note(case, by=cast.officer, agency=cast.housing, text="Known to us")
        add_action(
            case,
            by=cast.coordinator,
            wording="Visit",
            owner=cast.officer,
            agency=cast.housing,
            due_on=timezone.localdate() + dt.timedelta(days=3),
        )
    meeting = agree(a_meeting(cast, a_panel(cast)), cast)
    services.start_meeting(meeting, by=cast.coordinator)
    for item in meeting.items.on():
        say(item, cast)
        services.set_action(
            item,
            by=cast.cochair_police,
            wording="Call",
            owner=cast.officer,
            agency=cast.housing,
            due_on=timezone.localdate(),
        )
    return lock(meeting, cast) if locked else meeting


def cost(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def urls(meeting) -> dict[str, str]:
    item = meeting.items.on()[0]
    pages = (
        "meeting",
        "meeting_agenda",
        "agenda_left_out",
        "meeting_papers",
        "meeting_minutes",
        "meeting_attendance",
        "meeting_screen",
    )
    found = {name: reverse(name, args=[meeting.reference]) for name in pages}
    found["screen_item"] = reverse("screen_item", args=[meeting.reference, item.pk])
    found["case_panel"] = reverse("case_panel", args=[item.case.reference])
    found["list_meetings"] = reverse("list_meetings")
    return found


@pytest.fixture
def costs(cast: Cast, signed_in):
    """Queries of every page for the co-chair."""

    def measure(meeting) -> dict[str, int]:
        client = signed_in(cast.cochair_police)
        return {name: cost(client, url) for name, url in urls(meeting).items()}

    return measure


# The session notes each new minute of activity, which costs queries of its own.
@time_machine.travel("2026-03-03 10:00+00:00", tick=False)
def test_ten_cases_and_thirty_cost_the_same(cast: Cast, costs, signed_in) -> None:
    meeting = held(cast, 10)
    ten = costs(meeting)
    member_ten = cost(signed_in(cast.officer), reverse("meeting_papers", args=[meeting.reference]))
    for _ in range(20):
        case = a_case(cast)
        meeting.items.create(case=case, position=99, why="new", why_text="New referral", minutes=12)
        say(meeting.items.get(case=case), cast)
    thirty = costs(meeting)
    assert thirty == ten
    assert ten["screen_item"] <= SCREEN_BUDGET
    assert ten["list_meetings"] <= LIST_BUDGET
    assert ten["agenda_left_out"] <= LIST_BUDGET
    papers = reverse("meeting_papers", args=[meeting.reference])
    assert cost(signed_in(cast.officer), papers) == member_ten
