"""Who came."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.workflow import StaleVersion, WrongStatus
from panels import services
from tests.panels.meetings import a_meeting, agree, lock, say, started
from tests.people import Cast, a_case


def form_of(meeting, **changes: str) -> dict[str, str]:
    """The attendance form as the page shows it, with changes."""
    said: dict[str, str] = {}
    for seat in meeting.attendance.all():
        said |= {
            f"version_{seat.pk}": str(seat.version),
            f"name_{seat.pk}": seat.name,
            f"status_{seat.pk}": seat.status,
        }
    return said | changes


def test_every_invited_agency_has_a_seat(cast: Cast) -> None:
    meeting, _ = started(cast)
    assert {seat.agency for seat in meeting.attendance.all()} == {
        cast.council,
        cast.police,
        cast.housing,
        cast.victim_support,
    }


def test_one_save_records_all_that_changed(cast: Cast, signed_in) -> None:
    meeting, _ = started(cast)
    housing = meeting.attendance.get(agency=cast.housing)
    police = meeting.attendance.get(agency=cast.police)
    url = reverse("meeting_attendance", args=[meeting.reference])
    changes = {
        f"status_{housing.pk}": "present",
        f"name_{housing.pk}": "Olive Officer",
        f"confidentiality_signed_{housing.pk}": "on",
        f"status_{police.pk}": "apologies",
        f"information_sent_{police.pk}": "on",
    }
    page = signed_in(cast.coordinator).post(url, form_of(meeting, **changes), follow=True)
    assert "Attendance is saved." in page.content.decode()
    housing.refresh_from_db()
    police.refresh_from_db()
    assert (housing.status, housing.confidentiality_signed) == ("present", True)
    assert (police.status, police.information_sent) == ("apologies", True)
    assert Entry.objects.filter(verb="attendance.recorded").count() == 2


def test_two_clerks_do_not_undo_each_other(cast: Cast) -> None:
    meeting, _ = started(cast)
    housing = meeting.attendance.get(agency=cast.housing)
    police = meeting.attendance.get(agency=cast.police)

    def said(seat, status: str, version: int = 1) -> dict[str, object]:
        return {
            "version": version,
            "name": seat.name,
            "status": status,
            "information_sent": False,
            "confidentiality_signed": False,
        }

    services.save_attendance(
        meeting, by=cast.coordinator, said={housing.pk: said(housing, "present")}
    )
    services.save_attendance(
        meeting,
        by=cast.cochair_police,
        said={housing.pk: said(housing, "present"), police.pk: said(police, "absent")},
    )
    with pytest.raises(StaleVersion):
        services.save_attendance(
            meeting, by=cast.cochair_council, said={housing.pk: said(housing, "absent")}
        )
    housing.refresh_from_db()
    assert housing.status == "present"


def test_a_stale_save_keeps_what_was_typed_and_says_what_the_other_saved(
    cast: Cast, signed_in
) -> None:
    meeting, _ = started(cast)
    housing = meeting.attendance.get(agency=cast.housing)
    police = meeting.attendance.get(agency=cast.police)
    url = reverse("meeting_attendance", args=[meeting.reference])
    mine = form_of(meeting, **{f"status_{housing.pk}": "absent", f"name_{police.pk}": "Pat"})
    signed_in(cast.coordinator).post(url, form_of(meeting, **{f"status_{housing.pk}": "present"}))
    services.add_attendance(meeting, by=cast.coordinator, agency=cast.health, name="Dee")
    html = signed_in(cast.cochair_police).post(url, mine).content.decode()
    assert "Somebody else has just recorded Homes, nobody named: present." in html
    assert 'value="Pat"' in html
    police.refresh_from_db()
    assert police.name == ""
    again = {**mine, f"version_{housing.pk}": "2"}
    signed_in(cast.cochair_police).post(url, again)
    housing.refresh_from_db()
    police.refresh_from_db()
    assert (housing.status, police.name) == ("absent", "Pat")


def test_a_deputy_without_an_account_gets_a_seat(cast: Cast, signed_in) -> None:
    meeting, _ = started(cast)
    url = reverse("add_attendance", args=[meeting.reference])
    said = {"agency": cast.health.pk, "name": "Dee Deputy", "status": "present", "kind": "deputy"}
    signed_in(cast.coordinator).post(url, said)
    seat = meeting.attendance.get(agency=cast.health)
    assert (seat.name, seat.kind) == ("Dee Deputy", "deputy")


def test_members_cannot_record_attendance(cast: Cast, signed_in) -> None:
    meeting, _ = started(cast)
    url = reverse("meeting_attendance", args=[meeting.reference])
    assert signed_in(cast.officer).post(url, {}).status_code == 403
    assert signed_in(cast.outsider).post(url, {}).status_code == 404


def test_before_the_agenda_is_agreed_there_is_nobody_to_record(cast: Cast, signed_in) -> None:
    a_case(cast)
    meeting = a_meeting(cast)
    url = reverse("meeting_attendance", args=[meeting.reference])
    assert signed_in(cast.coordinator).get(url).status_code == 403
    agree(meeting, cast)
    assert signed_in(cast.coordinator).get(url).status_code == 200


def test_after_the_lock_it_is_refused(cast: Cast, signed_in) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    lock(meeting, cast)
    url = reverse("meeting_attendance", args=[meeting.reference])
    assert signed_in(cast.coordinator).post(url, form_of(meeting)).status_code == 403
    with pytest.raises(WrongStatus):
        services.add_attendance(meeting, by=cast.coordinator, agency=cast.health, name="Late")
    with pytest.raises(WrongStatus):
        services.save_attendance(meeting, by=cast.coordinator, said={})
