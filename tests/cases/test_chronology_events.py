"""What other rooms tell the chronology of, and a hearing as one of them."""

import pytest
from django.urls import reverse

from cases.models import CaseEvent
from cases.queries import chronology
from cases.services import add_event, share_case
from tests.panels.meetings import say, started
from tests.people import a_case

pytestmark = pytest.mark.django_db


def test_a_hearing_is_one_entry_with_its_decision_and_reason(cast, signed_in):
    meeting, [item] = started(cast)
    say(item, cast)
    say(item, cast, version=1, decision="monitor", decision_reason="It is quieter.")
    [event] = chronology(item.case, cast.officer, "meeting")
    assert event.title == f"Heard at {meeting.reference}: monitor"
    assert event.text == "It is quieter."
    assert event.by == "Cochair-Police Tester, Police"
    client = signed_in(cast.officer)
    assert client.get(event.url).status_code == 200
    page = client.get(reverse("case_chronology", args=[item.case.reference]) + "?kind=meeting")
    assert [each.title for each in page.context["events"]] == [event.title]
    assert "Three calls this month" not in page.content.decode()


def test_the_same_source_replaces_what_it_said_and_keeps_its_place(cast):
    case = a_case(cast)
    for title in ("First", "Second"):
        add_event(case, by=None, kind="document", title=title, source="D-1")
    add_event(case, by=None, kind="document", title="Another", source="D-2")
    for _ in range(2):
        add_event(case, by=None, kind="contact", title="Spoke to the school")
    titles = sorted(CaseEvent.objects.values_list("title", flat=True))
    assert titles == ["Another", "Second", "Spoke to the school", "Spoke to the school"]


def test_one_for_its_own_agency_is_for_that_and_the_overseers(cast):
    case = a_case(cast, shared_with=(cast.police,))
    share_case(case, by=None, agency=cast.probation, reason="Works on it")
    add_event(case, by=None, kind="contact", title="Ours", agency=cast.housing, handling="own")
    for who, seen in (
        (cast.officer, True),
        (cast.coordinator, True),
        (cast.offender_manager, False),
        (cast.outsider, False),
    ):
        assert bool(chronology(case, who, "contact")) is seen
