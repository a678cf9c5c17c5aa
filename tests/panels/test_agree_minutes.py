"""The minutes write themselves, the co-chairs agree them, and they lock."""

import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import ShareLevel
from cases.services import add_action, restrict_case, share_case
from cases.workflow import StaleVersion, WrongStatus
from panels import services
from panels.models import LockedMinutes, MeetingStatus
from panels.queries.minutes import compose
from tests.panels.meetings import a_meeting, a_panel, agree, digest, lock, say, started
from tests.people import Cast, a_case
from ui.digests import digest_of


def minutes(signed_in, who, meeting):
    return signed_in(who).get(reverse("meeting_minutes", args=[meeting.reference]))


def act(item, cast: Cast):
    """An action set in the meeting for housing."""
    return services.set_action(
        item,
        by=cast.cochair_police,
        wording="Visit the flat",
        owner=cast.officer,
        agency=cast.housing,
        due_on=timezone.localdate() + dt.timedelta(days=7),
    )


def test_they_say_who_came_what_was_decided_and_who_does_what(cast: Cast, signed_in) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    act(item, cast)
    seat = meeting.attendance.get(agency=cast.housing)
    services.save_attendance(
        meeting,
        by=cast.coordinator,
        said={
            seat.pk: {
                "version": 1,
                "name": "Olive",
                "status": "present",
                "information_sent": True,
                "confidentiality_signed": True,
            }
        },
    )
    html = minutes(signed_in, cast.cochair_police, meeting).content.decode()
    for said in (
        "OFFICIAL-SENSITIVE",
        "Draft minutes",
        "Olive",
        "Three calls this month.",
        "Visits are to continue.",
        "Keep open and hear again",
        "Visit the flat",
        "Keep it in this room.",
    ):
        assert said in html


def test_both_agree_the_same_text_and_it_locks(cast: Cast, signed_in, mail_queue) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    services.agree_minutes(meeting, by=cast.cochair_police, digest=digest(meeting))
    assert not LockedMinutes.objects.exists()
    services.agree_minutes(meeting, by=cast.cochair_council, digest=digest(meeting))
    locked = LockedMinutes.objects.get()
    assert digest_of(locked.content) == locked.digest
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.MINUTES_AGREED
    assert locked.digest[:32] in minutes(signed_in, cast.officer, meeting).content.decode()
    assert mail_queue()[-1].subject == f"Minutes of meeting {meeting.reference} are agreed"
    assert Entry.objects.get(verb="minutes.locked").changes == {"digest": locked.digest}


def test_the_content_survives_the_database_to_the_letter(cast: Cast) -> None:
    meeting, [item] = started(cast)
    say(item, cast, facts_shared='Émile said "no" 🙂')
    content = compose(meeting)
    assert digest_of(json.loads(json.dumps(content))) == digest_of(content)


def test_agreeing_twice_does_not_lock(cast: Cast) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    for _ in range(2):
        services.agree_minutes(meeting, by=cast.cochair_police, digest=digest(meeting))
    assert meeting.minutes_agreements.count() == 1
    assert not LockedMinutes.objects.exists()


def test_a_change_asks_the_one_who_had_agreed_again(cast: Cast) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    services.agree_minutes(meeting, by=cast.cochair_police, digest=digest(meeting))
    act(item, cast)
    assert not meeting.minutes_agreements.exists()
    services.agree_minutes(meeting, by=cast.cochair_council, digest=digest(meeting))
    assert not LockedMinutes.objects.exists()


def test_what_was_read_before_a_change_cannot_be_agreed(cast: Cast) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    read = digest(meeting)
    say(item, cast, version=1, facts_shared="Four calls.")
    with pytest.raises(StaleVersion):
        services.agree_minutes(meeting, by=cast.cochair_police, digest=read)


def test_an_agreement_to_another_text_does_not_count(cast: Cast) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    action = act(item, cast)
    services.agree_minutes(meeting, by=cast.cochair_police, digest=digest(meeting))
    # Outside the meeting somebody corrects the wording: the text is another one.
    action.wording = "Visit the house"
    action.save()
    services.agree_minutes(meeting, by=cast.cochair_council, digest=digest(meeting))
    assert not LockedMinutes.objects.exists()
    assert [each.user for each in meeting.minutes_agreements.all()] == [cast.cochair_council]
    services.agree_minutes(meeting, by=cast.cochair_police, digest=digest(meeting))
    assert LockedMinutes.objects.exists()


def test_a_case_without_a_decision_holds_the_minutes_up(cast: Cast, signed_in) -> None:
    meeting, [first, second] = started(cast, cases=2)
    say(first, cast)
    with pytest.raises(services.Unfinished) as refused:
        services.agree_minutes(meeting, by=cast.cochair_police, digest=digest(meeting))
    assert refused.value.missing == [f"{second.case.reference}: Record the decision and its reason"]
    url = reverse("agree_minutes", args=[meeting.reference])
    page = signed_in(cast.cochair_police).post(url, {"digest": digest(meeting)}, follow=True)
    assert f"{second.case.reference}: Record the decision" in page.content.decode()


def test_an_overdue_action_without_a_fate_holds_the_minutes_up(cast: Cast) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    action = add_action(
        item.case,
        by=cast.coordinator,
        wording="Call",
        owner=cast.officer,
        agency=cast.housing,
        due_on=timezone.localdate(),
    )
    action.due_on -= dt.timedelta(days=2)
    action.save()
    with pytest.raises(services.Unfinished):
        services.agree_minutes(meeting, by=cast.cochair_police, digest=digest(meeting))
    services.review_action(
        item, by=cast.cochair_police, action=action, fate="not_possible", note="They moved away."
    )
    services.agree_minutes(meeting, by=cast.cochair_police, digest=digest(meeting))
    [said] = compose(meeting)["items"][0]["earlier_actions"]
    assert said["fate"] == "Not possible: circumstances changed"


def test_locked_minutes_change_no_more(cast: Cast, signed_in) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    action = act(item, cast)
    lock(meeting, cast)
    before = LockedMinutes.objects.values().get()
    for change in (
        lambda: say(item, cast, version=1),
        lambda: act(item, cast),
        lambda: services.review_action(
            item, by=cast.cochair_police, action=action, fate="done", note="Done"
        ),
        lambda: services.agree_minutes(meeting, by=cast.cochair_police, digest=before["digest"]),
        lambda: services.start_meeting(meeting, by=cast.coordinator),
    ):
        with pytest.raises(WrongStatus):
            change()
    # What happens to the case later does not reach the locked text.
    action.refresh_from_db()
    action.wording = "Something else"
    action.save()
    assert LockedMinutes.objects.values().get() == before
    html = minutes(signed_in, cast.officer, meeting).content.decode()
    assert "Visit the flat" in html
    assert "Something else" not in html


def test_a_member_reads_only_its_cases(cast: Cast, signed_in) -> None:
    shared, hidden = a_case(cast, shared_with=(cast.health,)), a_case(cast)
    panel = a_panel(cast, cast.council, cast.police, cast.housing, cast.health)
    meeting = agree(a_meeting(cast, panel), cast)
    services.start_meeting(meeting, by=cast.coordinator)
    for item in meeting.items.on():
        say(item, cast, facts_shared=f"Facts of {item.case.reference}.")
        act(item, cast)
    lock(meeting, cast)
    html = minutes(signed_in, cast.partner, meeting).content.decode()
    assert f"Facts of {shared.reference}." in html
    assert hidden.reference not in html
    assert f"Facts of {hidden.reference}." not in html


def test_a_summary_share_reads_the_decision_and_its_own_actions_only(cast: Cast, signed_in) -> None:
    case = a_case(cast)
    share_case(
        case, by=cast.coordinator, agency=cast.health, level=ShareLevel.SUMMARY, reason="Knows"
    )
    meeting = agree(a_meeting(cast), cast)
    services.start_meeting(meeting, by=cast.coordinator)
    item = meeting.items.get()
    say(item, cast)
    act(item, cast)
    services.set_action(
        item,
        by=cast.cochair_police,
        wording="Write to the GP",
        owner=cast.partner,
        agency=cast.health,
        due_on=timezone.localdate(),
    )
    lock(meeting, cast)
    html = minutes(signed_in, cast.partner, meeting).content.decode()
    assert "Keep open and hear again" in html
    assert "Write to the GP" in html
    for hidden in ("Three calls", "Visits are to continue", "Visit the flat"):
        assert hidden not in html


def test_a_case_restricted_later_leaves_every_reading_of_the_minutes(cast: Cast, signed_in) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    lock(meeting, cast)
    restrict_case(item.case, by=cast.cochair_police, people=[cast.cochair_police], reason="-")
    for who in (cast.officer, cast.coordinator):
        assert "Three calls" not in minutes(signed_in, who, meeting).content.decode()


def test_the_draft_is_for_those_who_run_the_meeting(cast: Cast, signed_in) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    assert minutes(signed_in, cast.officer, meeting).status_code == 404
    assert minutes(signed_in, cast.coordinator, meeting).status_code == 200
    lock(meeting, cast)
    assert minutes(signed_in, cast.officer, meeting).status_code == 200
    for who in (cast.outsider, cast.analyst, cast.dpo, cast.administrator):
        assert minutes(signed_in, who, meeting).status_code == 404


def test_reading_is_written_down(cast: Cast, signed_in) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    lock(meeting, cast)
    minutes(signed_in, cast.officer, meeting)
    entry = Entry.objects.get(verb="minutes.read")
    assert entry.changes == {"cases": [item.case.reference]}


def test_only_co_chairs_agree(cast: Cast, signed_in) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    url = reverse("agree_minutes", args=[meeting.reference])
    assert signed_in(cast.coordinator).post(url, {"digest": digest(meeting)}).status_code == 403
    assert signed_in(cast.officer).post(url, {"digest": digest(meeting)}).status_code == 404
