"""A meeting of forty cases with twenty-five people: within its queries, and light to load."""

import gzip

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from panels.models import AgendaItem, Attendance
from tests.panels.meetings import started
from tests.panels.test_share_fact import fact
from tests.people import Cast, a_case

QUERIES = 15
HTML_BYTES = 60_000
"""Of the 150 kB that a first visit may weigh; styles, scripts and fonts take the rest."""


def test_forty_cases_and_twenty_five_people(cast: Cast, signed_in) -> None:
    meeting, [item] = started(cast)
    cases = [a_case(cast, people=False) for _ in range(39)]
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting, case=case, position=2 + at, why="new", why_text="New", minutes=12
        )
        for at, case in enumerate(cases)
    )
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, agency=cast.housing, name=f"Person {number}", status="present")
        for number in range(21)
    )
    for number in range(10):
        fact(item, cast, text=f"Visit {number} found the music on. " * 5)
    client = signed_in(cast.cochair_police)
    url = reverse("screen_item", args=[meeting.reference, item.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url)
    assert len(queries) <= QUERIES
    assert page.content.decode().count('aria-current="page"') == 1
    assert len(gzip.compress(page.content)) <= HTML_BYTES
    state = client.get(reverse("screen_state", args=[meeting.reference, item.pk]))
    assert len(gzip.compress(state.content)) <= HTML_BYTES
