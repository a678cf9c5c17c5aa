"""People change the agenda: order, minutes, on and off, comments."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.services import restrict_case
from panels import services
from tests.panels.meetings import a_meeting, agree, on
from tests.people import Cast, a_case


@pytest.fixture
def three(cast: Cast):
    """A meeting with three cases."""
    cases = [a_case(cast) for _ in range(3)]
    return a_meeting(cast), cases


def post(signed_in, who, name, meeting, *args, **said):
    url = reverse(name, args=[meeting.reference, *args])
    return signed_in(who).post(url, said, follow=True)


def test_a_case_moves_up_and_down(cast: Cast, signed_in, three) -> None:
    meeting, [one, two, six] = three
    item = meeting.items.get(case=six)
    post(signed_in, cast.cochair_police, "agenda_item_up", meeting, item.pk)
    assert on(meeting) == [one, six, two]
    item = meeting.items.get(case=one)
    post(signed_in, cast.cochair_police, "agenda_item_down", meeting, item.pk)
    assert on(meeting) == [six, one, two]


def test_the_first_cannot_move_further_up(cast: Cast, three) -> None:
    meeting, cases = three
    services.move_item(meeting.items.on()[0], by=cast.cochair_police, up=True)
    assert on(meeting) == cases


def test_a_case_is_taken_off_with_a_reason_and_put_back(cast: Cast, signed_in, three) -> None:
    meeting, [one, two, six] = three
    item = meeting.items.get(case=two)
    page = post(signed_in, cast.cochair_police, "agenda_item_off", meeting, item.pk, reason="")
    assert "Answer this question: Why is it taken off?" in page.content.decode()
    page = post(
        signed_in, cast.cochair_police, "agenda_item_off", meeting, item.pk, reason="Not ready"
    )
    assert "Not ready" in page.content.decode()
    assert on(meeting) == [one, six]
    entry = Entry.objects.get(verb="agenda.case_taken_off")
    assert (entry.subject, entry.reason) == (f"case {two.reference}", "Not ready")
    post(signed_in, cast.cochair_council, "agenda_item_back", meeting, item.pk)
    assert on(meeting) == [one, two, six]


@pytest.mark.parametrize("typed", ["{ref}", "{low}", "{bare}"])
def test_a_case_is_added_by_its_reference_however_typed(
    cast: Cast, signed_in, three, typed: str
) -> None:
    meeting, _ = three
    late = a_case(cast)
    reference = typed.format(
        ref=late.reference, low=late.reference.lower(), bare=late.reference.replace("-", "")
    )
    page = post(
        signed_in,
        cast.coordinator,
        "agenda_add_case",
        meeting,
        reference=reference,
        reason="Urgent",
    )
    assert f"{late.reference} is on the agenda." in page.content.decode()
    assert on(meeting)[-1] == late


@pytest.mark.parametrize("reference", ["CSM-1999-0001", "nonsense", "x\x00y", "🙂"])
def test_an_unknown_reference_says_what_to_do(cast: Cast, signed_in, three, reference: str) -> None:
    meeting, _ = three
    page = post(
        signed_in, cast.coordinator, "agenda_add_case", meeting, reference=reference, reason="Why"
    )
    assert page.status_code == 200
    assert "govuk-error-summary" in page.content.decode()


def test_a_restricted_case_cannot_be_added_by_who_does_not_see_it(
    cast: Cast, signed_in, three
) -> None:
    meeting, _ = three
    late = a_case(cast)
    restrict_case(late, by=cast.cochair_police, people=[cast.cochair_police], reason="-")
    page = post(
        signed_in,
        cast.coordinator,
        "agenda_add_case",
        meeting,
        reference=late.reference,
        reason="Why",
    )
    assert "Enter the reference of an open case" in page.content.decode()
    assert late not in on(meeting)


def test_a_case_already_there_is_not_added_twice(cast: Cast, signed_in, three) -> None:
    meeting, [one, *_] = three
    page = post(
        signed_in,
        cast.coordinator,
        "agenda_add_case",
        meeting,
        reference=one.reference,
        reason="Again",
    )
    assert "This case is on the agenda" in page.content.decode()


def test_minutes_are_set(cast: Cast, signed_in, three) -> None:
    meeting, _ = three
    item = meeting.items.on()[0]

    def set_to(who, minutes: str, version: int) -> str:
        said = {"minutes": minutes, "version": version}
        page = post(signed_in, who, "agenda_item_minutes", meeting, item.pk, **said)
        return page.content.decode()

    set_to(cast.cochair_police, "20", 1)
    item.refresh_from_db()
    assert item.minutes == 20
    assert "Enter a number of minutes, like 12" in set_to(cast.cochair_police, "lots", 2)
    stale = set_to(cast.cochair_council, "30", 1)
    assert "Somebody else has just set 20 minutes" in stale
    assert "You had typed 30" in stale
    item.refresh_from_db()
    assert item.minutes == 20


def drag(signed_in, who, meeting, lines, version=None) -> int:
    said = {
        "order": ",".join(str(line.pk) for line in lines),
        "agenda_version": meeting.agenda_version if version is None else version,
    }
    url = reverse("agenda_reorder", args=[meeting.reference])
    return signed_in(who).post(url, said).status_code


def test_cases_dragged_into_another_order_stay_there_and_ask_again(
    cast: Cast, signed_in, three
) -> None:
    meeting, [one, two, six] = three
    services.agree_agenda(meeting, by=cast.cochair_council, agenda_version=meeting.agenda_version)
    lines = list(meeting.items.on())
    assert drag(signed_in, cast.cochair_police, meeting, lines[::-1]) == 204
    assert on(meeting) == [six, two, one]
    assert not meeting.agreements.exists()


def test_an_order_made_from_an_older_agenda_is_refused(cast: Cast, signed_in, three) -> None:
    meeting, cases = three
    lines = list(meeting.items.on())
    old = meeting.agenda_version
    services.comment_on_agenda(meeting, by=cast.cochair_police, text="Hello")
    services.set_minutes(lines[0], by=cast.cochair_council, minutes=30, version=1)
    assert drag(signed_in, cast.cochair_police, meeting, lines[::-1], old) == 409
    assert on(meeting) == cases


@pytest.mark.parametrize("keys", ["", "x", "1,1", "9" * 400, "1,2"])
def test_an_order_that_is_not_one_is_refused(cast: Cast, signed_in, three, keys: str) -> None:
    meeting, cases = three
    url = reverse("agenda_reorder", args=[meeting.reference])
    said = {"order": keys, "agenda_version": meeting.agenda_version}
    assert signed_in(cast.cochair_police).post(url, said).status_code in (400, 409)
    assert on(meeting) == cases


def test_a_line_that_is_not_seen_keeps_its_place(cast: Cast, three) -> None:
    meeting, [one, two, six] = three
    restrict_case(two, by=cast.cochair_council, people=[cast.cochair_council], reason="-")
    seen = [item for item in meeting.items.on() if item.case_id != two.pk]
    services.reorder(
        meeting,
        by=cast.cochair_police,
        order=[item.pk for item in seen[::-1]],
        agenda_version=meeting.agenda_version,
    )
    assert on(meeting) == [six, two, one]


def test_a_change_tells_the_one_whose_agreement_it_undoes(
    cast: Cast, signed_in, three, mail_queue
) -> None:
    meeting, _ = three
    services.agree_agenda(meeting, by=cast.cochair_police, agenda_version=meeting.agenda_version)
    before = len(mail_queue())
    for up in (False, True):
        services.move_item(meeting.items.on()[0], by=cast.cochair_council, up=up)
    [mail] = mail_queue()[before:]
    assert mail.to == [cast.cochair_police.email]
    assert mail.subject == f"The agenda of {meeting.reference} changed after you agreed it"


def test_co_chairs_comment_and_no_agreement_is_undone(cast: Cast, signed_in, three) -> None:
    meeting, _ = three
    services.agree_agenda(meeting, by=cast.cochair_police, agenda_version=meeting.agenda_version)
    page = post(signed_in, cast.cochair_council, "agenda_comment", meeting, text="Looks right.")
    assert "Looks right." in page.content.decode()
    assert meeting.agreements.count() == 1


@pytest.mark.parametrize("name", ["agenda_item_up", "agenda_item_off", "agenda_item_back"])
def test_members_read_papers_and_change_nothing(cast: Cast, signed_in, three, name: str) -> None:
    meeting, _ = three
    item = meeting.items.on()[0]
    url = reverse(name, args=[meeting.reference, item.pk])
    assert signed_in(cast.officer).post(url).status_code == 403
    assert signed_in(cast.outsider).post(url).status_code == 404


def test_a_line_of_another_meeting_is_not_found(cast: Cast, signed_in, three) -> None:
    meeting, _ = three
    agree(meeting, cast)
    late = a_case(cast)
    other = a_meeting(cast, meeting.panel, days=30)
    item = other.items.get(case=late)
    url = reverse("agenda_item_up", args=[meeting.reference, item.pk])
    assert signed_in(cast.coordinator).post(url).status_code == 404


def test_what_is_left_out_is_listed_with_reasons(cast: Cast, signed_in, three) -> None:
    meeting, [one, *_] = three
    services.take_off(meeting.items.get(case=one), by=cast.cochair_police, reason="Not ready")
    url = reverse("agenda_left_out", args=[meeting.reference])
    page = signed_in(cast.cochair_police).get(url).content.decode()
    assert "Taken off: Not ready" in page
    assert one.reference in page
