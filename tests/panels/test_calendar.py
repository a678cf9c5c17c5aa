"""Meetings in people's calendars: invitations that follow, and a secret address."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.models import Role
from panels import services
from panels.models import CalendarEntry, CalendarFeed, Meeting
from tests.panels.meetings import a_meeting, a_panel, in_days
from tests.people import Cast, a_case, person_of


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


def event_in(content: bytes):
    calendar = Calendar.from_ical(content)
    [event] = calendar.walk("VEVENT")
    return calendar, event


def sent_to(mails, person):
    """The calendar messages to a person: (method, event), oldest first."""
    found = []
    for mail in mails:
        for enclosed in mail.attachments.all():
            if mail.to == [person.email]:
                calendar, event = event_in(enclosed.file.read())
                assert enclosed.mimetype.startswith("text/calendar; method=")
                found.append((str(calendar["METHOD"]), event))
    return found


def move(meeting: Meeting, cast: Cast, **said) -> None:
    meeting.refresh_from_db()
    fields = {"starts_at": meeting.starts_at, "place": meeting.place, **said}
    services.change_meeting(meeting, by=cast.coordinator, version=meeting.version, **fields)


def test_everybody_concerned_is_invited_once_and_nobody_is_named(cast: Cast, mail_queue) -> None:
    a_case(cast)
    meeting = a_meeting(cast)
    services.send_calendars()
    services.send_calendars()
    for person in (cast.coordinator, cast.cochair_police, cast.officer, cast.victim_worker):
        [(method, event)] = sent_to(mail_queue(), person)
        assert method == "REQUEST"
        assert event["UID"] == f"{meeting.reference}@localhost"
        assert event["SEQUENCE"] == 0
        assert event.decoded("DTSTART") == meeting.starts_at.replace(microsecond=0)
        assert str(event["LOCATION"]) == "Room 1"
        assert str(event["ATTENDEE"]) == f"mailto:{person.email}"
        assert "Harmed" not in event.to_ical().decode()
    assert not sent_to(mail_queue(), cast.outsider)


def test_a_moved_meeting_is_sent_again_in_its_next_version(cast: Cast, mail_queue) -> None:
    meeting = a_meeting(cast)
    services.send_calendars()
    move(meeting, cast, starts_at=in_days(20))
    services.send_calendars()
    _, (method, event) = sent_to(mail_queue(), cast.officer)
    assert (method, event["SEQUENCE"]) == ("REQUEST", 1)
    assert event["UID"] == f"{meeting.reference}@localhost"
    assert event.decoded("DTSTART").date() == in_days(20).date()


def test_saving_a_meeting_as_it_was_sends_nothing(cast: Cast, mail_queue) -> None:
    meeting = a_meeting(cast)
    services.send_calendars()
    before = len(mail_queue())
    move(meeting, cast)
    assert services.send_calendars() == 0
    assert len(mail_queue()) == before


def test_a_cancelled_meeting_is_taken_out_of_every_calendar(
    cast: Cast, signed_in, mail_queue
) -> None:
    meeting = a_meeting(cast)
    services.send_calendars()
    url = reverse("cancel_meeting", args=[meeting.reference])
    client = signed_in(cast.cochair_police)
    assert "Answer this question" in client.post(url, {"reason": ""}).content.decode()
    client.post(url, {"reason": "The room is flooded"})
    services.send_calendars()
    services.send_calendars()
    _, (method, event) = sent_to(mail_queue(), cast.officer)
    assert (method, str(event["STATUS"]), event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    page = signed_in(cast.officer).get(reverse("meeting", args=[meeting.reference]))
    assert "The room is flooded" in page.content.decode()
    assert client.get(url).status_code == 403


def test_the_cases_of_a_cancelled_meeting_wait_for_the_next(cast: Cast) -> None:
    case = a_case(cast)
    meeting = a_meeting(cast)
    services.cancel_meeting(meeting, by=cast.coordinator, reason="Nobody can come")
    later = a_meeting(cast, meeting.panel, days=30)
    assert [item.case for item in later.items.on()] == [case]


def test_who_is_no_longer_asked_gets_a_cancellation_and_comes_back_by_invitation(
    cast: Cast, mail_queue
) -> None:
    panel = a_panel(cast)
    meeting = a_meeting(cast, panel)
    services.send_calendars()
    member = panel.members.get(agency=cast.housing)
    today = timezone.localdate()
    services.end_member(member, by=cast.coordinator, ends=today, reason="Left")
    services.send_calendars()
    services.add_member(panel, by=cast.coordinator, agency=cast.housing, starts=today)
    services.send_calendars()
    methods = [method for method, _ in sent_to(mail_queue(), cast.officer)]
    assert methods == ["REQUEST", "CANCEL", "REQUEST"]
    assert CalendarEntry.objects.filter(meeting=meeting, user=cast.officer).count() == 1


def test_deputies_have_it_in_their_calendars_too(cast: Cast, mail_queue) -> None:
    deputy = person_of(Role.OFFICER, cast.health, "deputy")
    panel = a_panel(cast)
    services.add_member(panel, by=None, agency=cast.health, contact=cast.partner, deputies=[deputy])
    a_meeting(cast, panel)
    services.send_calendars()
    for person in (cast.partner, deputy):
        assert sent_to(mail_queue(), person)


def make(client) -> str:
    page = client.post(reverse("make_calendar"))
    address = page.context["address"]
    assert address in page.content.decode()
    return address


def test_a_secret_address_reads_my_meetings_and_sets_no_cookie(
    cast: Cast, signed_in, client
) -> None:
    a_case(cast)
    meeting = a_meeting(cast)
    gone = a_meeting(cast, meeting.panel, days=20)
    services.cancel_meeting(gone, by=cast.coordinator, reason="-")
    page = client.get(make(signed_in(cast.officer)))
    assert page["Content-Type"].startswith("text/calendar")
    assert not page.cookies
    events = Calendar.from_ical(page.content).walk("VEVENT")
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CANCELLED"]
    assert "Harmed" not in page.content.decode()


def test_each_reads_only_their_own(cast: Cast, signed_in, client) -> None:
    a_meeting(cast)
    page = client.get(make(signed_in(cast.outsider)))
    assert Calendar.from_ical(page.content).walk("VEVENT") == []


def test_the_address_is_shown_once_and_only_its_digest_is_kept(cast: Cast, signed_in) -> None:
    client = signed_in(cast.officer)
    secret = make(client).rpartition("/")[2].removesuffix(".ics")
    assert secret not in client.get(reverse("my_calendar")).content.decode()
    assert CalendarFeed.objects.get().digest != secret


def test_a_new_address_ends_the_old_one_and_one_taken_back_is_gone(
    cast: Cast, signed_in, client
) -> None:
    mine = signed_in(cast.officer)
    old = make(mine)
    new = make(mine)
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    mine.post(reverse("end_calendar"))
    assert client.get(new).status_code == 404


def test_the_address_of_somebody_who_left_is_gone(cast: Cast, signed_in, client) -> None:
    address = make(signed_in(cast.officer))
    cast.officer.memberships.update(ends=timezone.localdate())
    assert client.get(address).status_code == 404


def test_an_address_read_too_often_is_refused_for_a_while(cast: Cast, signed_in, client) -> None:
    address = make(signed_in(cast.officer))
    codes = [client.get(address).status_code for _ in range(61)]
    assert codes[:60] == [200] * 60
    assert codes[60] == 429


def test_guessing_is_refused_after_a_while(db: None, client) -> None:
    codes = [
        client.get(reverse("calendar_feed", args=[f"guess{n}"])).status_code for n in range(31)
    ]
    assert codes[:30] == [404] * 30
    assert codes[30] == 429


def test_times_are_the_same_moment_in_summer_and_winter(cast: Cast, mail_queue) -> None:
    with time_machine.travel(dt.datetime(2030, 3, 1, tzinfo=dt.UTC), tick=False):
        summer = dt.datetime(2030, 7, 1, 9, 0, tzinfo=dt.UTC)
        services.plan_meeting(a_panel(cast), by=cast.coordinator, starts_at=summer, place="R")
        services.send_calendars()
    [(_, event)] = sent_to(mail_queue(), cast.officer)
    assert event.decoded("DTSTART") == summer
    assert event.decoded("DTEND") == summer + dt.timedelta(minutes=180)
