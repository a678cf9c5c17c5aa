"""What a person owes to meetings."""

from django.urls import reverse

from panels import services
from panels.queries import work_list
from tests.panels.meetings import a_meeting, agree, digest, lock, say, started
from tests.people import Cast, a_case


def texts(user) -> list[str]:
    return [item.text for item in work_list(user)]


def test_a_co_chair_owes_the_agenda_until_they_agree(cast: Cast) -> None:
    a_case(cast)
    meeting = a_meeting(cast)
    [item] = work_list(cast.cochair_police)
    assert item.text == f"Agree the agenda of {meeting.reference}"
    assert item.due == meeting.papers_by
    assert item.url == reverse("meeting_agenda", args=[meeting.reference])
    services.agree_agenda(meeting, by=cast.cochair_police, agenda_version=meeting.agenda_version)
    assert texts(cast.cochair_police) == []
    assert texts(cast.cochair_council) == [item.text]


def test_the_coordinator_prepares_what_is_near(cast: Cast) -> None:
    meeting = a_meeting(cast)
    a_meeting(cast, meeting.panel, days=90)
    assert texts(cast.coordinator) == [f"Prepare the agenda of {meeting.reference}"]


def test_a_member_reads_the_papers_once(cast: Cast, signed_in) -> None:
    a_case(cast)
    meeting = agree(a_meeting(cast), cast)
    assert texts(cast.officer) == [f"Read the papers for {meeting.reference}"]
    signed_in(cast.officer).get(reverse("meeting_papers", args=[meeting.reference]))
    assert texts(cast.officer) == []


def test_new_papers_are_read_again(cast: Cast, signed_in) -> None:
    a_case(cast)
    meeting = agree(a_meeting(cast), cast)
    signed_in(cast.officer).get(reverse("meeting_papers", args=[meeting.reference]))
    services.set_minutes(meeting.items.get(), by=cast.cochair_police, minutes=30, version=1)
    agree(meeting, cast)
    assert texts(cast.officer) == [f"Read the papers for {meeting.reference}"]


def test_a_co_chair_owes_the_minutes_until_they_lock(cast: Cast) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    assert texts(cast.cochair_police) == [f"Agree the minutes of {meeting.reference}"]
    services.agree_minutes(meeting, by=cast.cochair_police, digest=digest(meeting))
    assert texts(cast.cochair_police) == []
    lock(meeting, cast)
    assert texts(cast.cochair_council) == []


def test_others_owe_nothing(cast: Cast) -> None:
    a_case(cast)
    agree(a_meeting(cast), cast)
    for who in (cast.outsider, cast.analyst, cast.dpo, cast.administrator):
        assert texts(who) == []


def test_one_query_however_much_there_is(cast: Cast, django_assert_max_num_queries) -> None:
    panel = None
    for days in range(5, 15):
        panel = a_meeting(cast, panel, days=days).panel
    cast.cochair_police.desk  # noqa: B018
    with django_assert_max_num_queries(1):
        work_list(cast.cochair_police)
