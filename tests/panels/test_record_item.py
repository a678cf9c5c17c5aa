"""What the meeting says about a case, and what comes of it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import Case
from cases.services import add_action
from cases.workflow import StaleVersion, WrongStatus
from panels.models import ItemRecord
from tests.panels.meetings import a_meeting, agree, lock, say, started
from tests.people import Cast, a_case


def typed(**said: str) -> dict[str, str]:
    """The record form as a co-chair fills it in."""
    fields = {
        "facts_shared": "Three calls this month.",
        "risk_band": "high",
        "decision": "monitor",
        "decision_reason": "Calls continue.",
        "next_review_on": "tomorrow",
        **said,
    }
    return {f"record-{name}": value for name, value in fields.items()}


def url_of(item, name: str = "screen_item", *args: int) -> str:
    return reverse(name, args=[item.meeting.reference, item.pk, *args])


def test_a_record_is_saved_and_the_decision_carried_out(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    page = signed_in(cast.cochair_police).post(url_of(item), typed(), follow=True)
    assert "the record is saved" in page.content.decode()
    case = Case.objects.get()
    assert case.status == "monitoring"
    assert case.risk_band == "high"
    assert case.next_review_on == timezone.localdate() + dt.timedelta(days=1)
    assert case.assessments.last().source == item.meeting.reference
    change = case.status_changes.last()
    assert change.reason == f"Decided at {item.meeting.reference}: Calls continue."
    entry = Entry.objects.get(verb="hearing.recorded")
    assert entry.subject == f"case {case.reference}"
    assert entry.changes["decision"] == ["", "monitor"]
    assert "Three calls" not in str(entry.changes)


def test_closing_needs_no_review_and_closes_the_case(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    signed_in(cast.cochair_police).post(url_of(item), typed(decision="close", next_review_on=""))
    case = Case.objects.get()
    assert case.status == "closed"
    assert case.closed_at


def test_a_decision_corrected_from_closing_reopens_the_case(cast: Cast) -> None:
    _, [item] = started(cast)
    say(item, cast, decision="close", next_review_on=None)
    say(item, cast, version=1, decision="monitor")
    assert Case.objects.get().status == "monitoring"


def test_the_same_risk_is_not_assessed_again(cast: Cast) -> None:
    _, [item] = started(cast)
    say(item, cast)
    say(item, cast, version=1, facts_shared="Four calls.")
    assert Case.objects.get().assessments.count() == 1


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"decision_reason": ""}, "Enter the reason for the decision"),
        ({"decision": ""}, "Select the decision"),
        ({"decision": "hang"}, "Select a valid choice"),
        ({"next_review_on": ""}, "Enter the date from which it is heard again"),
        ({"next_review_on": "yesterday"}, "Enter a review date that is today or later"),
        ({"facts_shared": "x" * 3_000_000}, "Shorten this"),
        ({"facts_shared": "a\x00b"}, "hidden character"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    cast: Cast, signed_in, said: dict[str, str], message: str
) -> None:
    _, [item] = started(cast)
    page = signed_in(cast.cochair_police).post(url_of(item), typed(**said))
    assert page.status_code == 200
    assert message in page.content.decode()
    if "decision_reason" not in said:
        assert "Calls continue." in page.content.decode()
    assert not ItemRecord.objects.exists()


def test_two_chairs_who_change_the_same_field_see_both_and_lose_nothing(
    cast: Cast, signed_in
) -> None:
    _, [item] = started(cast)
    signed_in(cast.cochair_police).post(url_of(item), typed(facts_shared="Police: a knife."))
    page = signed_in(cast.cochair_council).post(
        url_of(item), typed(facts_shared="Council: rent arrears.")
    )
    html = page.content.decode()
    assert "Somebody else changed this while you were typing" in html
    assert "Police: a knife." in html
    assert "Council: rent arrears.</textarea>" in html
    assert ItemRecord.objects.get().facts_shared == "Police: a knife."
    seen = page.context["form"]["seen"].value()
    signed_in(cast.cochair_council).post(
        url_of(item), typed(seen=seen, facts_shared="A knife; rent arrears.")
    )
    assert ItemRecord.objects.get().facts_shared == "A knife; rent arrears."


def test_a_change_of_another_field_comes_in_by_itself(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    say(item, cast)
    chair, other = signed_in(cast.cochair_police), signed_in(cast.cochair_council)
    form = chair.get(url_of(item)).context["form"]
    read = {f"record-{name}": form[name].value() for name in form.fields}
    other.post(url_of(item), {**read, "record-decision_reason": "Two visits a week."})
    chair.post(url_of(item), {**read, "record-risk_band": "high"})
    record = ItemRecord.objects.get()
    assert (record.decision_reason, record.risk_band) == ("Two visits a week.", "high")


def test_a_stale_record_is_refused(cast: Cast) -> None:
    _, [item] = started(cast)
    say(item, cast)
    with pytest.raises(StaleVersion):
        say(item, cast)
    say(item, cast, version=1)
    with pytest.raises(StaleVersion):
        say(item, cast, version=1)


def test_nothing_is_recorded_before_the_meeting_or_after_the_lock(cast: Cast, signed_in) -> None:
    a_case(cast)
    meeting = agree(a_meeting(cast), cast)
    item = meeting.items.get()
    assert signed_in(cast.cochair_police).post(url_of(item), typed()).status_code == 403
    with pytest.raises(WrongStatus):
        say(item, cast)


def test_the_lock_closes_the_screen(cast: Cast, signed_in) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    lock(meeting, cast)
    client = signed_in(cast.cochair_police)
    assert client.post(url_of(item), typed()).status_code == 403
    assert client.post(url_of(item, "screen_action"), {}).status_code == 403
    assert "The minutes are locked" in client.get(url_of(item)).content.decode()
    with pytest.raises(WrongStatus):
        say(item, cast, version=1)


def test_the_screen_does_not_move_on_without_a_decision(cast: Cast, signed_in) -> None:
    _, [first, second] = started(cast, cases=2)
    client = signed_in(cast.cochair_police)
    page = client.post(url_of(first, "screen_next"), follow=True)
    assert "Before the next case: Record the decision and its reason." in page.content.decode()
    say(first, cast)
    page = client.post(url_of(first, "screen_next"))
    assert page.url == url_of(second)
    say(second, cast)
    page = client.post(url_of(second, "screen_next"))
    assert page.url == reverse("meeting_minutes", args=[first.meeting.reference])


def test_the_screen_does_not_move_on_while_an_overdue_action_has_no_fate(
    cast: Cast, signed_in
) -> None:
    _, [item] = started(cast)
    action = add_action(
        item.case,
        by=cast.coordinator,
        wording="Visit the flat",
        owner=cast.officer,
        agency=cast.housing,
        due_on=timezone.localdate(),
    )
    action.due_on -= dt.timedelta(days=3)
    action.save()
    say(item, cast)
    client = signed_in(cast.cochair_police)
    page = client.post(url_of(item, "screen_next"), follow=True).content.decode()
    assert "Say what became of the overdue action: Visit the flat" in page
    assert "Overdue" in page
    prefix = f"fate-{action.pk}"
    fate = url_of(item, "screen_fate", action.pk)
    page = client.post(fate, {f"{prefix}-fate": "not_done", f"{prefix}-note": ""})
    assert "Answer this question: What was done, or why not?" in page.content.decode()
    client.post(fate, {f"{prefix}-fate": "not_done", f"{prefix}-note": "Nobody was free."})
    action.refresh_from_db()
    assert (action.status, action.outcome) == ("not_done", "Nobody was free.")
    review = item.action_reviews.get()
    assert (review.fate, review.note) == ("not_done", "Nobody was free.")
    assert client.post(fate, {f"{prefix}-fate": "done"}).status_code == 404


def test_who_does_not_run_the_meeting_cannot_open_the_screen(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    assert signed_in(cast.officer).get(url_of(item)).status_code == 403
    assert signed_in(cast.outsider).get(url_of(item)).status_code == 404
    assert signed_in(cast.coordinator).get(url_of(item)).status_code == 200


def test_opening_a_case_on_the_screen_is_written_down(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    signed_in(cast.coordinator).get(url_of(item))
    entry = Entry.objects.get(verb="page.read", subject=f"case {item.case.reference}")
    assert entry.trail == f"meeting {item.meeting.reference}"
