"""Both co-chairs agree the same agenda; then the papers go out."""

import pytest
from django.urls import reverse

from accounts.models import Role
from audit.models import Entry
from cases.workflow import StaleVersion, WrongStatus
from panels import services
from panels.models import Meeting, MeetingStatus
from tests.panels.meetings import a_meeting, a_panel, agree, in_days
from tests.people import Cast, a_case, person_of


def test_one_agreement_is_not_enough(cast: Cast, mail_queue) -> None:
    a_case(cast)
    meeting = a_meeting(cast)
    services.agree_agenda(meeting, by=cast.cochair_police, agenda_version=meeting.agenda_version)
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.PLANNED
    assert not meeting.packs.exists()


def test_both_agree_and_the_papers_go_out_without_names(cast: Cast, mail_queue) -> None:
    a_case(cast)
    before = len(mail_queue())
    meeting = agree(a_meeting(cast), cast)
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.AGENDA_AGREED
    assert {pack.agency for pack in meeting.packs.all()} == {
        cast.council,
        cast.police,
        cast.housing,
        cast.victim_support,
    }
    sent = mail_queue()[before:]
    assert {mail.to[0] for mail in sent} >= {cast.officer.email, cast.victim_worker.email}
    assert cast.outsider.email not in {mail.to[0] for mail in sent}
    for mail in sent:
        assert mail.subject == f"Papers for meeting {meeting.reference} are ready"
        assert f"/meetings/{meeting.reference}/papers/" in mail.message
        assert "Harmed" not in mail.message
        assert "Alleged" not in mail.message


def test_a_single_point_of_contact_gets_the_papers_alone(cast: Cast, mail_queue) -> None:
    contact = person_of(Role.OFFICER, cast.health, "contact")
    a_case(cast)
    panel = a_panel(cast, cast.council)
    services.add_member(panel, by=None, agency=cast.health, contact=contact)
    before = len(mail_queue())
    agree(a_meeting(cast, panel), cast)
    readers = {mail.to[0] for mail in mail_queue()[before:]}
    assert contact.email in readers
    assert cast.partner.email not in readers


def test_an_agency_with_a_case_on_the_agenda_is_invited_though_no_member(cast: Cast) -> None:
    a_case(cast, shared_with=(cast.health,))
    meeting = agree(a_meeting(cast), cast)
    assert meeting.packs.filter(agency=cast.health).exists()


def test_the_disclosure_is_written_down_with_recipients_and_gateway(cast: Cast) -> None:
    case = a_case(cast, shared_with=(cast.health,))
    meeting = agree(a_meeting(cast), cast)
    whole = Entry.objects.get(verb="papers.sent", subject=f"meeting {meeting.reference}")
    assert whole.operation == "disclosure"
    assert "Health" in whole.recipients
    assert "section 115" in whole.reason
    one = Entry.objects.get(verb="papers.sent", subject=f"case {case.reference}")
    assert one.recipients == ["Health", "Homes"]


def test_agreeing_twice_counts_once(cast: Cast) -> None:
    a_case(cast)
    meeting = a_meeting(cast)
    for _ in range(2):
        services.agree_agenda(
            meeting, by=cast.cochair_police, agenda_version=meeting.agenda_version
        )
    assert meeting.agreements.count() == 1
    assert Entry.objects.filter(verb="agenda.agreed").count() == 1
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.PLANNED


def test_a_change_asks_the_one_who_had_agreed_again(cast: Cast) -> None:
    a_case(cast)
    a_case(cast)
    meeting = a_meeting(cast)
    services.agree_agenda(meeting, by=cast.cochair_police, agenda_version=meeting.agenda_version)
    services.move_item(meeting.items.on()[0], by=cast.cochair_council, up=False)
    assert not meeting.agreements.exists()


def test_what_was_read_before_a_change_cannot_be_agreed(cast: Cast) -> None:
    a_case(cast)
    meeting = a_meeting(cast)
    read = meeting.agenda_version
    services.set_minutes(meeting.items.get(), by=cast.cochair_council, minutes=20, version=1)
    with pytest.raises(StaleVersion):
        services.agree_agenda(meeting, by=cast.cochair_police, agenda_version=read)


def test_a_change_after_both_agreed_asks_both_and_sends_new_papers(cast: Cast) -> None:
    a_case(cast)
    late = a_case(cast)
    meeting = a_meeting(cast)
    services.take_off(
        meeting.items.get(case=late), by=cast.cochair_police, reason="Wait for health"
    )
    agree(meeting, cast)
    first = meeting.packs.get(agency=cast.housing).agenda_version
    services.add_case(meeting, by=cast.cochair_police, case=late, reason="Health has written")
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.PLANNED
    agree(meeting, cast)
    assert meeting.packs.get(agency=cast.housing).agenda_version > first
    assert meeting.attendance.filter(agency=cast.housing).count() == 1


def test_an_empty_agenda_is_not_agreed(cast: Cast) -> None:
    meeting = a_meeting(cast)
    with pytest.raises(services.NothingToAgree):
        services.agree_agenda(
            meeting, by=cast.cochair_police, agenda_version=meeting.agenda_version
        )


def test_a_panel_with_one_co_chair_too_few_agrees_nothing(cast: Cast) -> None:
    a_case(cast)
    meeting = a_meeting(cast)
    chair = meeting.panel.co_chairs.get(user=cast.cochair_council)
    services.end_co_chair(
        chair, by=cast.coordinator, ends=in_days(0).date(), reason="Moved to another post"
    )
    with pytest.raises(services.TooFewCoChairs):
        services.agree_agenda(
            meeting, by=cast.cochair_police, agenda_version=meeting.agenda_version
        )
    assert not meeting.agreements.exists()


def test_when_the_last_to_agree_leaves_the_others_are_enough(cast: Cast, signed_in) -> None:
    third = person_of(Role.CO_CHAIR, cast.housing)
    a_case(cast)
    meeting = a_meeting(cast)
    chair = services.appoint_co_chair(meeting.panel, by=None, user=third)
    agree(meeting, cast)
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.PLANNED
    services.end_co_chair(chair, by=cast.coordinator, ends=in_days(0).date(), reason="Left")
    client = signed_in(cast.cochair_police)
    page = client.get(reverse("meeting_agenda", args=[meeting.reference])).content.decode()
    assert "Agree the agenda" in page
    client.post(
        reverse("agree_agenda", args=[meeting.reference]),
        {"agenda_version": meeting.agenda_version},
    )
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.AGENDA_AGREED
    assert Entry.objects.filter(verb="agenda.agreed").count() == 2


def test_a_second_press_after_all_agreed_sends_nothing_again(cast: Cast, mail_queue) -> None:
    a_case(cast)
    meeting = agree(a_meeting(cast), cast)
    sent = len(mail_queue())
    services.agree_agenda(meeting, by=cast.cochair_police, agenda_version=meeting.agenda_version)
    assert len(mail_queue()) == sent


def test_a_begun_meeting_keeps_its_agenda(cast: Cast) -> None:
    a_case(cast)
    meeting = agree(a_meeting(cast), cast)
    services.start_meeting(meeting, by=cast.coordinator)
    with pytest.raises(WrongStatus):
        services.take_off(meeting.items.get(), by=cast.cochair_police, reason="Too late")


def test_an_agenda_cannot_begin_before_it_is_agreed(cast: Cast) -> None:
    a_case(cast)
    meeting = a_meeting(cast)
    with pytest.raises(WrongStatus):
        services.start_meeting(meeting, by=cast.coordinator)


def test_only_a_co_chair_of_the_panel_agrees(cast: Cast, signed_in) -> None:
    a_case(cast)
    meeting = a_meeting(cast)
    url = reverse("agree_agenda", args=[meeting.reference])
    said = {"agenda_version": meeting.agenda_version}
    assert signed_in(cast.coordinator).post(url, said).status_code == 403
    assert signed_in(cast.officer).post(url, said).status_code == 403
    assert signed_in(cast.outsider).post(url, said).status_code == 404
    assert signed_in(cast.cochair_police).post(url, said).status_code == 302
    assert Meeting.objects.get().agreements.get().user == cast.cochair_police


def test_a_stale_page_says_so(cast: Cast, signed_in) -> None:
    a_case(cast)
    meeting = a_meeting(cast)
    url = reverse("agree_agenda", args=[meeting.reference])
    page = signed_in(cast.cochair_police).post(url, {"agenda_version": 1}, follow=True)
    assert "The agenda changed while you were reading it" in page.content.decode()


def test_the_word_of_a_deputy_is_as_good_as_the_co_chairs(cast: Cast, signed_in) -> None:
    a_case(cast)
    meeting = a_meeting(cast)
    deputy = person_of(Role.CO_CHAIR, cast.police, "deputy")
    chair = meeting.panel.co_chairs.get(user=cast.cochair_police)
    services.name_deputy(chair, by=cast.coordinator, deputy=deputy, version=1)
    url = reverse("agree_agenda", args=[meeting.reference])
    signed_in(deputy).post(url, {"agenda_version": meeting.agenda_version})
    services.agree_agenda(meeting, by=cast.cochair_council, agenda_version=meeting.agenda_version)
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.AGENDA_AGREED


def test_a_deputy_who_lost_the_role_agrees_nothing(cast: Cast, signed_in) -> None:
    meeting = a_meeting(cast)
    chair = meeting.panel.co_chairs.get(user=cast.cochair_police)
    services.name_deputy(chair, by=cast.coordinator, deputy=cast.officer, version=1)
    url = reverse("agree_agenda", args=[meeting.reference])
    page = signed_in(cast.officer).post(url, {"agenda_version": meeting.agenda_version})
    assert page.status_code == 403
