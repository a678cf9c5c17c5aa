"""A chair practises: alone, with invented people, nobody told, and all of it put away again."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from cases.services.reminders import remind_about_actions
from cases.services.repeats import count_repeats
from cases.workflow import WrongStatus
from home.queries import work_today
from panels import services
from panels.models import InformationAnswer, LockedMinutes, Meeting, Panel
from panels.queries.calendar import feed_of
from panels.queries.candidates import left_out
from panels.queries.meetings import cases_to_add
from panels.queries.requests import agencies_behind
from people.models import Person
from people.queries import matches_of, search
from tests.panels.meetings import a_meeting, a_panel
from tests.people import Cast, a_case


@pytest.fixture
def practised(cast: Cast) -> Meeting:
    return services.start_rehearsal(by=cast.cochair_police)


def test_one_press_sets_the_scene_and_begins_it_again(cast: Cast, signed_in) -> None:
    client = signed_in(cast.cochair_police)
    page = client.post(reverse("start_rehearsal"), follow=True).content.decode()
    assert "This is a rehearsal." in page
    client.post(reverse("start_rehearsal"))
    assert Panel.objects.exclude(rehearsed_by=None).count() == 1
    assert Case.objects.filter(is_rehearsal=True).count() == 4
    assert {case.reference[:3] for case in Case.objects.all()} == {"TRY"}
    client.post(reverse("end_rehearsal"))
    assert not Case.objects.exists()
    assert not Meeting.objects.exists()
    assert not Person.objects.exists()


def test_it_takes_no_number_of_a_real_case_or_meeting(cast: Cast, practised) -> None:
    assert a_case(cast).reference.endswith("-0001")
    assert a_meeting(cast).reference.endswith("-0001")


def test_nobody_else_sees_any_of_it(cast: Cast, practised, signed_in) -> None:
    case = practised.items.first().case
    for who in cast.everyone().values():
        if who == cast.cochair_police:
            continue
        client = signed_in(who)
        assert client.get(reverse("meeting", args=[practised.reference])).status_code == 404
        assert client.get(reverse("case", args=[case.reference])).status_code == 404
        assert "TR" not in "".join(each.text for each in work_today(who))
        assert not search(who, "Practice").exists()
        assert not matches_of(
            who, given_name="Inventa", family_name="Practice-Wren", date_of_birth=None
        )


def test_no_real_agenda_proposes_or_accounts_for_it(cast: Cast, practised) -> None:
    meeting = a_meeting(cast, a_panel(cast))
    assert not meeting.items.exists()
    assert not left_out(meeting, cast.cochair_police).exists()


def test_nobody_is_told_and_nobody_referred(cast: Cast, practised, mail_queue) -> None:
    services.start_meeting(practised, by=cast.cochair_police)
    item = practised.items.first()
    item.meeting = practised
    with pytest.raises(WrongStatus):
        services.refer_party(
            item,
            by=cast.cochair_police,
            party=item.case.parties.first(),
            priority="standard",
            reasons="",
        )
    remind_about_actions()
    count_repeats()
    assert mail_queue() == []


def test_a_rehearsal_put_off_enters_nobodys_calendar_and_is_nobodys_urgent_meeting(
    cast: Cast, practised, mail_queue, signed_in
) -> None:
    chair = cast.cochair_police
    Meeting.objects.filter(pk=practised.pk).update(starts_at=timezone.now() + dt.timedelta(days=9))
    assert services.send_calendars() == 0
    assert practised.reference not in feed_of(chair).decode()
    assert mail_queue() == []
    case = practised.items.first().case
    url = reverse("call_urgent_meeting", args=[case.reference])
    assert signed_in(chair).get(url).status_code == 403


def test_practice_and_real_cases_stand_on_no_common_agenda(cast: Cast, practised) -> None:
    real = a_case(cast)
    meeting = a_meeting(cast, a_panel(cast))
    chair = cast.cochair_police
    assert list(cases_to_add(meeting, chair)) == [real]
    assert real not in cases_to_add(practised, chair)


def _hear_all(meeting: Meeting, chair) -> None:
    services.start_meeting(meeting, by=chair)
    for item in meeting.items.on().select_related("case", "meeting__panel"):
        for action in item.case.actions.open():
            services.review_action(item, by=chair, action=action, fate="not_done", note="-")
        services.record_item(
            item,
            by=chair,
            version=0,
            facts_shared="",
            risk_band="standard",
            decision="close",
            decision_reason="Practised.",
        )


@pytest.mark.parametrize("who", ["cochair_police", "coordinator"])
def test_whoever_practises_runs_it_to_locked_minutes_and_puts_it_away(
    cast: Cast, who: str, signed_in, mail_queue
) -> None:
    chair = getattr(cast, who)
    meeting = services.start_rehearsal(by=chair)
    _hear_all(meeting, chair)
    client = signed_in(chair)
    url = reverse("meeting_minutes", args=[meeting.reference])
    client.post(reverse("circulate_minutes", args=[meeting.reference]))
    [correction] = meeting.corrections.select_related("item__meeting")
    assert correction.proposed in client.get(url).content.decode()
    services.answer_correction(correction, by=chair, accept=True, answer="She was there.")
    page = client.get(url)
    assert correction.was not in str(page.context["minutes"])
    client.post(
        reverse("agree_minutes", args=[meeting.reference]), {"digest": page.context["digest"]}
    )
    assert LockedMinutes.objects.filter(meeting=meeting).exists()
    assert mail_queue() == []
    services.end_rehearsal(by=chair)
    assert not Case.objects.exists()
    assert not LockedMinutes.objects.exists()
    assert not InformationAnswer.objects.exists()


def test_what_its_agencies_said_is_on_the_screen_and_in_no_work_of_theirs(
    cast: Cast, practised, signed_in
) -> None:
    item = practised.items.get(position=2)
    url = reverse("screen_item", args=[practised.reference, item.pk])
    services.start_meeting(practised, by=cast.cochair_police)
    page = signed_in(cast.cochair_police).get(url).content.decode()
    assert "Five calls since the spring" in page
    assert "He means it this time." in page
    assert not InformationAnswer.objects.to_give(cast.officer).exists()
    assert agencies_behind() == []
