"""Planning a meeting, moving it, beginning it."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from panels.models import Meeting
from tests.panels.meetings import a_meeting, a_panel, agree, started
from tests.people import Cast, a_case


def typed(of, **said: str) -> dict[str, object]:
    return {"panel": of.pk, "day": "tomorrow", "time": "2:30pm", "place": "Room 1", **said}


def test_a_coordinator_plans_a_meeting(cast: Cast, signed_in) -> None:
    panel = a_panel(cast)
    case = a_case(cast, opened_on=timezone.localdate() - dt.timedelta(days=30))
    page = signed_in(cast.coordinator).post(reverse("plan_meeting"), typed(panel))
    meeting = Meeting.objects.get()
    assert page.url == reverse("meeting", args=[meeting.reference])
    assert meeting.reference == f"M-{meeting.day.year}-0001"
    assert timezone.localtime(meeting.starts_at).strftime("%H:%M") == "14:30"
    assert [item.case for item in meeting.items.on()] == [case]
    assert Entry.objects.get(verb="meeting.planned").subject == f"meeting {meeting.reference}"


@time_machine.travel("2026-03-02 09:00+00:00")
def test_a_summer_meeting_is_at_the_time_on_londons_clock(cast: Cast, signed_in) -> None:
    panel = a_panel(cast)
    signed_in(cast.coordinator).post(reverse("plan_meeting"), typed(panel, day="10 6 2026"))
    assert Meeting.objects.get().starts_at == dt.datetime(2026, 6, 10, 13, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"day": "yesterday"}, "Enter a date that is today or later"),
        ({"day": "31 2 2027"}, "Enter a date, like 27 3 2026"),
        ({"time": "late"}, "Enter a time, like 2:30pm or 14:30"),
        ({"place": ""}, "Enter the place"),
        ({"panel": "999"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said(cast: Cast, signed_in, said: dict[str, str], message: str) -> None:
    panel = a_panel(cast)
    page = signed_in(cast.coordinator).post(reverse("plan_meeting"), typed(panel, **said))
    assert message in page.content.decode()
    assert not Meeting.objects.exists()


def test_others_do_not_plan(cast: Cast, signed_in) -> None:
    for who in (cast.cochair_police, cast.officer, cast.analyst, cast.dpo, cast.administrator):
        assert signed_in(who).get(reverse("plan_meeting")).status_code == 403


@time_machine.travel("2026-11-24 09:00+00:00")
def test_deadlines_count_days_and_working_days(cast: Cast) -> None:
    meeting = a_meeting(cast, a_panel(cast), days=36)
    assert meeting.day == dt.date(2026, 12, 30)
    assert meeting.referrals_by == dt.date(2026, 12, 20)
    # Christmas Day, Boxing Day's substitute and the weekend do not count.
    assert meeting.papers_by == dt.date(2026, 12, 21)
    assert meeting.minutes_by == dt.date(2027, 1, 7)


def test_a_meeting_moves_to_another_day(cast: Cast, signed_in) -> None:
    meeting = a_meeting(cast)
    url = reverse("change_meeting", args=[meeting.reference])
    said = {"day": "tomorrow", "time": "10am", "place": "Room 2", "version": meeting.version}
    signed_in(cast.coordinator).post(url, said)
    meeting.refresh_from_db()
    assert meeting.place == "Room 2"
    page = signed_in(cast.cochair_police).post(url, {**said, "place": "Room 3"})
    html = page.content.decode()
    assert "Somebody else saved this while you were typing" in html
    assert "Room 2" in html
    assert 'value="Room 3"' in html
    meeting.refresh_from_db()
    assert meeting.place == "Room 2"


def test_starting_needs_an_agreed_agenda(cast: Cast, signed_in) -> None:
    a_case(cast)
    meeting = a_meeting(cast)
    url = reverse("start_meeting", args=[meeting.reference])
    client = signed_in(cast.cochair_police)
    assert client.post(url).url == reverse("meeting", args=[meeting.reference])
    agree(meeting, cast)
    assert client.post(url).url == reverse("meeting_screen", args=[meeting.reference])
    assert signed_in(cast.officer).post(url).status_code == 403


def test_the_page_offers_what_this_person_may_do(cast: Cast, signed_in) -> None:
    meeting, _ = started(cast)
    url = reverse("meeting", args=[meeting.reference])
    chair = signed_in(cast.cochair_police).get(url).content.decode()
    member = signed_in(cast.officer).get(url).content.decode()
    assert "Meeting screen" in chair
    assert "Draft minutes" in chair
    assert "Meeting screen" not in member
    assert "Papers" in member


def test_a_reference_in_small_letters_is_found(cast: Cast, signed_in) -> None:
    meeting = a_meeting(cast)
    url = reverse("meeting", args=[meeting.reference.lower()])
    assert signed_in(cast.officer).get(url).status_code == 200
