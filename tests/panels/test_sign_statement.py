"""Everybody signs the confidentiality statement anew: on their own screen, or recorded for them."""

from django.urls import reverse

from panels import services
from panels.models import Attendance, SeatKind
from panels.queries.attendance import absent_twice
from panels.queries.minutes import compose
from panels.queries.work import work_list
from tests.panels.meetings import a_meeting, a_panel, agree, lock, say, started
from tests.people import Cast, a_case, person_of


def url_of(meeting) -> str:
    return reverse("sign_statement", args=[meeting.reference])


def test_a_member_signs_on_their_own_screen_and_is_down_as_present(cast: Cast, signed_in) -> None:
    meeting, _ = started(cast)
    page = signed_in(cast.officer).get(url_of(meeting)).content.decode()
    assert "Keep it in this room." in page
    signed_in(cast.officer).post(url_of(meeting))
    seat = meeting.attendance.get(agency=cast.housing)
    assert (seat.user, seat.signed_by, seat.status) == (cast.officer, cast.officer, "present")
    assert seat.signed_at
    assert signed_in(cast.outsider).get(url_of(meeting)).status_code == 404


def test_a_second_person_of_the_agency_finds_the_seat_taken(cast: Cast, signed_in) -> None:
    meeting, _ = started(cast)
    signed_in(cast.officer).post(url_of(meeting))
    other = person_of("officer", cast.housing)
    assert signed_in(other).get(url_of(meeting)).status_code == 404


def test_what_the_clerk_records_says_so(cast: Cast) -> None:
    meeting, _ = started(cast)
    seat = meeting.attendance.get(agency=cast.police)
    fields = {
        "version": 1,
        "name": "Pat",
        "status": "present",
        "information_sent": False,
        "confidentiality_signed": True,
    }
    services.save_attendance(meeting, by=cast.coordinator, said={seat.pk: fields})
    seat.refresh_from_db()
    assert seat.signed_by == cast.coordinator
    fields |= {"version": 2, "confidentiality_signed": False}
    services.save_attendance(meeting, by=cast.coordinator, said={seat.pk: fields})
    seat.refresh_from_db()
    assert (seat.signed_by, seat.signed_at) == (None, None)


def test_somebody_there_for_one_case_sees_nothing_else(cast: Cast, signed_in) -> None:
    meeting, [item, other] = started(cast, cases=2)
    client = signed_in(cast.coordinator)
    url = reverse("add_attendance", args=[meeting.reference])
    said = {"agency": cast.outside.pk, "name": "Guest", "status": "present", "kind": "one_case"}
    page = client.post(url, said).content.decode()
    assert "Select the case for which they are there" in page
    client.post(url, {**said, "item": item.pk, "email": cast.outsider.email})
    seat = Attendance.objects.get(kind=SeatKind.ONE_CASE)
    assert (seat.item, seat.user) == (item, cast.outsider)
    guest = signed_in(cast.outsider)
    page = guest.get(url_of(meeting)).content.decode()
    assert other.case.reference not in page
    for name in ("meeting", "meeting_papers", "meeting_minutes", "meeting_screen"):
        assert guest.get(reverse(name, args=[meeting.reference])).status_code == 404
    assert [each.text for each in work_list(cast.outsider)] == [
        f"Sign the confidentiality statement of {meeting}"
    ]


def test_who_was_there_for_one_case_stands_with_that_case_only(cast: Cast) -> None:
    meeting, [item, other] = started(cast, cases=2)
    services.add_attendance(
        meeting,
        by=cast.coordinator,
        agency=cast.outside,
        name="Guest",
        status="present",
        kind=SeatKind.ONE_CASE,
        item=item,
    )
    content = compose(meeting)
    assert "Guest" not in str(content["attendance"])
    seats = {each["case"]: each["seats"] for each in content["items"]}
    assert seats[item.case.reference]
    assert not seats[other.case.reference]


def test_two_missed_meetings_running_are_told_to_the_co_chairs(cast: Cast, mail_queue) -> None:
    panel = a_panel(cast)
    for days in (14, 15):
        a_case(cast)
        meeting = agree(a_meeting(cast, panel, days=days), cast)
        services.start_meeting(meeting, by=cast.coordinator)
        for item in meeting.items.on():
            say(item, cast)
        meeting.attendance.filter(agency=cast.housing).update(status="absent")
        meeting.attendance.filter(agency=cast.police).update(status="apologies")
        lock(meeting, cast)
    assert absent_twice(meeting) == [cast.housing]
    told = [each for each in mail_queue() if "Absent twice running" in each.subject]
    assert {each.to[0] for each in told} == {
        cast.cochair_police.email,
        cast.cochair_council.email,
    }
