"""Minutes go round, are corrected beside the text, lock, and are added to."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.models import Handling
from cases.workflow import StaleVersion, WrongStatus
from panels import services
from panels.models import ItemRecord, LockedMinutes, MinutesCorrection
from panels.services.minutes import addendum_digest
from tests.panels.meetings import digest, lock, say, started
from tests.panels.test_share_fact import fact
from tests.people import Cast


def circulated(cast: Cast):
    meeting, [item] = started(cast)
    say(item, cast)
    services.circulate_minutes(meeting, by=cast.coordinator)
    item.meeting = meeting
    return meeting, item


def propose(item, cast: Cast, paragraph: str = "decision_reason"):
    return services.propose_correction(
        item, by=cast.officer, paragraph=paragraph, proposed="Two visits a week.", reason="So said"
    )


def test_a_draft_goes_round_once_and_only_when_everything_is_said(
    cast: Cast, signed_in, mail_queue
) -> None:
    meeting, [item] = started(cast)
    url = reverse("circulate_minutes", args=[meeting.reference])
    page = signed_in(cast.coordinator).post(url, follow=True).content.decode()
    assert "Record the decision and its reason" in page
    say(item, cast)
    signed_in(cast.coordinator).post(url)
    assert mail_queue()[-1].subject == f"Draft minutes of meeting {meeting.reference}: correct them"
    with pytest.raises(WrongStatus):
        services.circulate_minutes(meeting, by=cast.coordinator)


def test_an_agency_proposes_beside_the_text_and_a_chair_takes_it_in(cast: Cast, signed_in) -> None:
    meeting, item = circulated(cast)
    url = reverse("propose_correction", args=[meeting.reference, item.pk])
    typed = {"paragraph": "decision_reason", "proposed": "Two visits a week.", "reason": "So said"}
    signed_in(cast.officer).post(url, typed)
    page = signed_in(cast.officer).get(reverse("meeting_minutes", args=[meeting.reference]))
    assert "Waits for an answer" in page.content.decode()
    row = MinutesCorrection.objects.get()
    answer = reverse("answer_correction", args=[meeting.reference, row.pk])
    assert signed_in(cast.officer).post(answer, {}).status_code == 403
    signed_in(cast.cochair_police).post(answer, {"accept": "yes", "answer": "Right"})
    assert ItemRecord.objects.get().decision_reason == "Two visits a week."
    row.refresh_from_db()
    assert (row.status, row.answer) == ("accepted", "Right")
    assert not any("Two visits" in str(each.changes) for each in Entry.objects.all())


def test_an_unanswered_correction_holds_the_agreement_up(cast: Cast) -> None:
    meeting, item = circulated(cast)
    row = propose(item, cast)
    with pytest.raises(services.Unfinished) as refused:
        services.agree_minutes(meeting, by=cast.cochair_police, digest=digest(meeting))
    assert "Answer the correction" in refused.value.missing[0]
    services.answer_correction(row, by=cast.cochair_police, accept=False, answer="It was said so")
    assert ItemRecord.objects.get().decision_reason == "Visits are to continue."
    lock(meeting, cast)
    assert LockedMinutes.objects.exists()


def test_a_paragraph_changed_since_is_not_overwritten(cast: Cast) -> None:
    _, item = circulated(cast)
    row = propose(item, cast)
    say(item, cast, version=1, decision_reason="One visit a week.")
    with pytest.raises(StaleVersion):
        services.answer_correction(row, by=cast.cochair_police, accept=True, answer="Yes")
    assert ItemRecord.objects.get().decision_reason == "One visit a week."


def test_nobody_corrects_what_they_may_not_read(cast: Cast) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    hidden = fact(item, cast, agency=cast.police, handling=Handling.OWN)
    services.circulate_minutes(meeting, by=cast.coordinator)
    item.meeting = meeting
    with pytest.raises(services.NotAParagraph):
        propose(item, cast, f"fact-{hidden.pk}")


def test_before_it_goes_round_and_after_the_lock_nothing_is_proposed(cast: Cast) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    with pytest.raises(WrongStatus):
        propose(item, cast)
    lock(meeting, cast)
    meeting.refresh_from_db()
    item.meeting = meeting
    with pytest.raises(WrongStatus):
        propose(item, cast)


def test_what_is_added_later_changes_nothing_and_continues_the_digest(
    cast: Cast, signed_in
) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    url = reverse("add_to_minutes", args=[meeting.reference])
    assert signed_in(cast.coordinator).get(url).status_code == 403
    lock(meeting, cast)
    before = LockedMinutes.objects.values().get()
    typed = {"item": item.pk, "text": "It was Tuesday.", "reason": "A slip"}
    signed_in(cast.coordinator).post(url, typed)
    signed_in(cast.cochair_police).post(url, {**typed, "text": "Not Monday."})
    assert LockedMinutes.objects.values().get() == before
    first, second = meeting.addenda.order_by("pk")
    reference = item.case.reference
    assert first.digest == addendum_digest(before["digest"], reference, "It was Tuesday.", "A slip")
    assert second.digest == addendum_digest(first.digest, reference, "Not Monday.", "A slip")
    page = signed_in(cast.officer).get(reverse("meeting_minutes", args=[meeting.reference]))
    assert "It was Tuesday." in page.content.decode()
