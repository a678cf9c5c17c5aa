"""The case's tab that says when the panel heard it."""

from django.urls import reverse

from cases.models import ShareLevel
from cases.services import share_case
from tests.panels.meetings import a_meeting, lock, say, started
from tests.people import Cast, a_case


def tab(signed_in, who, case):
    return signed_in(who).get(reverse("case_panel", args=[case.reference]))


def test_it_says_what_was_decided(cast: Cast, signed_in) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    lock(meeting, cast)
    html = tab(signed_in, cast.officer, item.case).content.decode()
    assert meeting.reference in html
    assert "Keep open and hear again" in html
    assert "Three calls this month." in html
    assert "On no agenda." in html


def test_it_says_when_it_is_heard_next(cast: Cast, signed_in) -> None:
    case = a_case(cast)
    meeting = a_meeting(cast)
    html = tab(signed_in, cast.officer, case).content.decode()
    assert meeting.reference in html
    assert "Not yet." in html


def test_a_summary_share_reads_the_decision_only(cast: Cast, signed_in) -> None:
    meeting, [item] = started(cast)
    share_case(
        item.case,
        by=cast.coordinator,
        agency=cast.victim_support,
        level=ShareLevel.SUMMARY,
        reason="Knows them",
    )
    say(item, cast)
    html = tab(signed_in, cast.victim_worker, item.case).content.decode()
    assert "Keep open and hear again" in html
    assert "Three calls this month." not in html


def test_it_is_not_there_for_who_does_not_see_the_case(cast: Cast, signed_in) -> None:
    case = a_case(cast)
    assert tab(signed_in, cast.outsider, case).status_code == 404
    assert tab(signed_in, cast.analyst, case).status_code == 404
