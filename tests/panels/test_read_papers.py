"""Each agency reads only the cases that are shared with it."""

from django.urls import reverse

from audit.models import Entry
from cases.models import ShareLevel
from cases.services import add_note, restrict_case, share_case, stop_sharing_case
from panels.models import PaperReading
from tests.panels.meetings import a_meeting, a_panel, agree
from tests.people import Cast, a_case


def papers(signed_in, who, meeting):
    return signed_in(who).get(reverse("meeting_papers", args=[meeting.reference]))


def test_an_agency_sees_only_its_cases(cast: Cast, signed_in) -> None:
    mine, theirs = a_case(cast, shared_with=(cast.health,)), a_case(cast)
    meeting = agree(a_meeting(cast), cast)
    page = papers(signed_in, cast.partner, meeting).content.decode()
    assert mine.reference in page
    assert theirs.reference not in page
    assert theirs.parties.first().person.family_name not in page
    assert mine.parties.first().person.family_name in page


def test_a_summary_share_shows_no_particulars(cast: Cast, signed_in) -> None:
    case = a_case(cast)
    share_case(
        case, by=cast.coordinator, agency=cast.health, level=ShareLevel.SUMMARY, reason="Knows them"
    )
    add_note(case, by=cast.officer, agency=cast.housing, text="A private matter")
    meeting = agree(a_meeting(cast), cast)
    page = papers(signed_in, cast.partner, meeting).content.decode()
    assert case.reference in page
    assert "Only the summary of this case is shared with your agency." in page
    for hidden in ("Harmed", "Alleged", "Music until four", "A private matter", "Loud music"):
        assert hidden not in page


def test_a_note_for_its_own_agency_is_in_nobody_elses_papers(cast: Cast, signed_in) -> None:
    case = a_case(cast, shared_with=(cast.health,))
    add_note(case, by=cast.officer, agency=cast.housing, text="Ours alone", handling="own")
    meeting = agree(a_meeting(cast), cast)
    assert "Ours alone" not in papers(signed_in, cast.partner, meeting).content.decode()
    assert "Ours alone" in papers(signed_in, cast.officer, meeting).content.decode()


def test_a_member_without_a_shared_case_is_told_so(cast: Cast, signed_in) -> None:
    case = a_case(cast)
    meeting = agree(a_meeting(cast), cast)
    page = papers(signed_in, cast.victim_worker, meeting).content.decode()
    assert "Nothing on this agenda is shared with your agency" in page
    assert case.reference not in page


def test_sharing_that_ended_after_sending_takes_the_case_away(cast: Cast, signed_in) -> None:
    case = a_case(cast, shared_with=(cast.health,))
    meeting = agree(a_meeting(cast), cast)
    stop_sharing_case(case, by=cast.coordinator, agency=cast.health, reason="No longer involved")
    assert case.reference not in papers(signed_in, cast.partner, meeting).content.decode()


def test_a_case_restricted_after_sending_is_gone(cast: Cast, signed_in) -> None:
    case = a_case(cast)
    meeting = agree(a_meeting(cast), cast)
    restrict_case(case, by=cast.cochair_police, people=[cast.cochair_police], reason="-")
    assert case.reference not in papers(signed_in, cast.officer, meeting).content.decode()


def test_a_case_taken_off_is_not_in_the_papers(cast: Cast, signed_in) -> None:
    from panels import services

    case, other = a_case(cast), a_case(cast)
    meeting = a_meeting(cast)
    services.take_off(meeting.items.get(case=case), by=cast.cochair_police, reason="Not ready")
    agree(meeting, cast)
    page = papers(signed_in, cast.officer, meeting).content.decode()
    assert other.reference in page
    assert case.reference not in page


def test_opening_is_written_down_once_a_version_and_each_time_in_the_log(
    cast: Cast, signed_in
) -> None:
    case = a_case(cast)
    meeting = agree(a_meeting(cast), cast)
    for _ in range(2):
        papers(signed_in, cast.officer, meeting)
    assert PaperReading.objects.filter(user=cast.officer).count() == 1
    entries = Entry.objects.filter(verb="papers.opened", actor_id=str(cast.officer.pk))
    assert entries.count() == 2
    assert entries[0].operation == "disclosure"
    assert entries[0].reason == meeting.panel.gateway
    assert entries[0].recipients == ["Homes"]
    assert entries[0].changes == {"cases": [case.reference]}


def test_papers_not_yet_sent_are_not_there(cast: Cast, signed_in) -> None:
    a_case(cast)
    assert papers(signed_in, cast.officer, a_meeting(cast)).status_code == 404


def test_who_is_not_invited_finds_nothing(cast: Cast, signed_in) -> None:
    a_case(cast)
    meeting = agree(a_meeting(cast, a_panel(cast)), cast)
    for who in (cast.outsider, cast.analyst, cast.dpo, cast.administrator, cast.partner):
        for name in ("meeting", "meeting_papers", "meeting_agenda", "meeting_screen"):
            page = signed_in(who).get(reverse(name, args=[meeting.reference]))
            assert page.status_code == 404, (who, name)
