"""The agenda proposes itself, and keeps what people decided."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import Case
from cases.services import (
    add_action,
    assess_risk,
    end_action,
    move_case,
    restrict_case,
    review_case,
)
from panels import services
from panels.models import Meeting, Why
from panels.queries.candidates import left_out, opened_since_proposed, why_left_out
from panels.tasks import propose_agendas
from tests.panels.meetings import a_meeting, a_panel, agree, in_days, lock, on, say, started
from tests.people import Cast, a_case
from ui.dates import say_date


def heard(cast: Cast, *, days_ago: int, **said: object) -> tuple[Meeting, Case]:
    """A case heard by the panel some days ago, and its meeting."""
    meeting, [item] = started(cast)
    say(item, cast, **said)
    lock(meeting, cast)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=in_days(-days_ago))
    meeting.refresh_from_db()
    return meeting, Case.objects.get(pk=item.case_id)


def next_meeting(meeting: Meeting, cast: Cast, days: int = 14) -> Meeting:
    return a_meeting(cast, meeting.panel, days=days)


def why(meeting: Meeting) -> list[tuple[str, str]]:
    return list(meeting.items.on().values_list("why", "why_text"))


def test_a_new_case_is_proposed_and_says_why(cast: Cast) -> None:
    case = a_case(cast, opened_on=timezone.localdate())
    meeting = a_meeting(cast)
    assert on(meeting) == [case]
    assert why(meeting) == [("new", "New referral")]


def test_a_new_case_after_the_deadline_is_offered_and_says_so(cast: Cast) -> None:
    case = a_case(cast)
    meeting = a_meeting(cast, days=3)
    assert on(meeting) == []
    [item] = meeting.items.offered()
    assert (item.case, item.why) == (case, "late")
    assert item.why_text == "New referral, after the deadline"


def test_a_review_due_by_the_meeting_is_proposed_with_its_date(cast: Cast) -> None:
    meeting, case = heard(cast, days_ago=30)
    Case.objects.filter(pk=case.pk).update(next_review_on=dt.date(2026, 3, 2))
    assert why(next_meeting(meeting, cast)) == [("review", "Review due on 2 March 2026")]


def test_risk_that_has_risen_since_the_hearing_is_proposed(cast: Cast) -> None:
    meeting, case = heard(cast, days_ago=30)
    assess_risk(case, by=cast.officer, band="high", source="Visit", judgement_reason="A knife")
    assert why(next_meeting(meeting, cast)) == [("risk_up", "Risk has risen from medium to high")]


def test_overdue_actions_come_first_and_all_reasons_are_said(cast: Cast) -> None:
    meeting, case = heard(cast, days_ago=30)
    fresh = a_case(cast)
    action = add_action(
        case,
        by=cast.coordinator,
        wording="Visit",
        owner=cast.officer,
        agency=cast.housing,
        due_on=timezone.localdate(),
    )
    action.due_on -= dt.timedelta(days=2)
    action.save()
    Case.objects.filter(pk=case.pk).update(next_review_on=dt.date(2026, 3, 2))
    planned = next_meeting(meeting, cast)
    assert on(planned) == [case, fresh]
    assert why(planned)[0] == ("overdue", "Actions overdue; Review due on 2 March 2026")


def reviewed(case: Case, cast: Cast, decision: str, *, by: object = None) -> None:
    case.refresh_from_db()
    review_case(
        case,
        by=by or cast.officer,
        looked_at=["actions"],
        findings="Quiet",
        decision=decision,
        reason="Quiet since March",
        next_review_on=timezone.localdate() + dt.timedelta(days=80),
        version=case.version,
    )


@pytest.mark.parametrize(
    ("decision", "expected", "said"),
    [
        ("close", "closure", "Closure proposed at the review on"),
        ("urgent", "urgent", "Urgent discussion asked for at the review on"),
    ],
)
def test_what_a_review_asks_of_the_panel_is_proposed_with_its_day(
    cast: Cast, decision: str, expected: str, said: str
) -> None:
    meeting, case = heard(cast, days_ago=30)
    reviewed(case, cast, decision)
    today = say_date(timezone.localdate())
    assert why(next_meeting(meeting, cast)) == [(expected, f"{said} {today}")]


def test_so_is_what_the_coordinator_decided_so_at_a_review(cast: Cast) -> None:
    meeting, case = heard(cast, days_ago=30)
    reviewed(case, cast, "close", by=cast.coordinator)
    assert [each for each, _ in why(next_meeting(meeting, cast))] == ["closure"]


def test_a_later_review_that_carries_on_takes_the_proposal_back(cast: Cast) -> None:
    meeting, case = heard(cast, days_ago=30)
    reviewed(case, cast, "close")
    reviewed(case, cast, "carry_on", by=cast.coordinator)
    assert why(next_meeting(meeting, cast)) == []


def test_what_the_panel_has_heard_since_is_not_proposed_again(cast: Cast) -> None:
    meeting, case = heard(cast, days_ago=30)
    reviewed(case, cast, "close")
    case.reviews.update(reviewed_at=timezone.now() - dt.timedelta(days=40))
    assert why(next_meeting(meeting, cast)) == []


def test_an_urgent_discussion_comes_before_overdue_actions(cast: Cast) -> None:
    meeting, case = heard(cast, days_ago=30)
    late = a_case(cast)
    for each in (case, late):
        Case.objects.filter(pk=each.pk).update(next_review_on=dt.date(2026, 3, 2))
    action = add_action(
        late,
        by=cast.coordinator,
        wording="Visit",
        owner=cast.officer,
        agency=cast.housing,
        due_on=timezone.localdate(),
    )
    action.due_on -= dt.timedelta(days=2)
    action.save()
    reviewed(case, cast, "urgent")
    assert on(next_meeting(meeting, cast)) == [case, late]


def test_a_case_heard_a_year_ago_is_proposed(cast: Cast) -> None:
    meeting, case = heard(cast, days_ago=400)
    Case.objects.filter(pk=case.pk).update(next_review_on=None)
    assert why(next_meeting(meeting, cast)) == [
        ("twelve_months", "Twelve months since it was heard")
    ]


def test_nothing_due_means_nothing_proposed_and_the_reason_is_told(cast: Cast) -> None:
    meeting, case = heard(cast, days_ago=30)
    planned = next_meeting(meeting, cast)
    assert on(planned) == []
    [row] = left_out(planned, cast.coordinator)
    assert row == case
    assert why_left_out(row, planned).startswith("Heard on ")


def test_a_closed_case_is_not_proposed(cast: Cast) -> None:
    case = a_case(cast)
    move_case(case, by=cast.coordinator, to="closed", reason="Moved away")
    assert on(a_meeting(cast)) == []


def test_a_restricted_case_is_not_proposed(cast: Cast) -> None:
    case = a_case(cast)
    restrict_case(case, by=cast.cochair_police, people=[cast.cochair_police], reason="-")
    meeting = a_meeting(cast)
    assert on(meeting) == []
    assert list(left_out(meeting, cast.coordinator)) == []


def test_proposing_twice_adds_nothing(cast: Cast) -> None:
    a_case(cast)
    meeting = a_meeting(cast)
    version = meeting.agenda_version
    assert services.propose_agenda(meeting) == 0
    meeting.refresh_from_db()
    assert meeting.agenda_version == version
    assert meeting.items.count() == 1


def test_what_was_taken_off_stays_off(cast: Cast) -> None:
    a_case(cast)
    meeting = a_meeting(cast)
    services.take_off(meeting.items.get(), by=cast.cochair_police, reason="Not ready")
    assert services.propose_agenda(meeting) == 0
    assert on(meeting) == []
    [row] = left_out(meeting, cast.coordinator)
    assert why_left_out(row, meeting) == "Taken off: Not ready"


def test_new_lines_come_behind_their_kind_and_leave_the_order_alone(cast: Cast) -> None:
    first, second = a_case(cast), a_case(cast)
    meeting = a_meeting(cast)
    services.move_item(meeting.items.on()[1], by=cast.cochair_police, up=True)
    third = a_case(cast)
    services.propose_agenda(meeting)
    assert on(meeting) == [second, first, third]


def test_the_job_fills_the_agenda_of_a_meeting_to_come(cast: Cast) -> None:
    meeting = a_meeting(cast)
    case = a_case(cast)
    assert propose_agendas() == 1
    assert on(meeting) == [case]
    assert propose_agendas() == 0


def test_once_a_co_chair_has_agreed_a_case_is_only_offered(cast: Cast) -> None:
    case = a_case(cast)
    meeting = a_meeting(cast)
    services.agree_agenda(meeting, by=cast.cochair_police, agenda_version=meeting.agenda_version)
    late = a_case(cast)
    assert opened_since_proposed(meeting) == 1
    services.propose_agenda(meeting)
    assert on(meeting) == [case]
    assert meeting.agreements.count() == 1
    assert services.add_offered(meeting, by=cast.cochair_council) == 1
    assert on(meeting) == [case, late]
    assert meeting.agreements.count() == 0


def test_an_agenda_holds_no_more_than_the_panel_hears(cast: Cast) -> None:
    for _ in range(4):
        a_case(cast)
    meeting = a_meeting(cast, a_panel(cast, cases_a_meeting=3))
    assert len(on(meeting)) == 3
    assert services.propose_agenda(meeting) == 0


def test_a_later_meeting_waits_for_the_earlier(cast: Cast) -> None:
    case = a_case(cast)
    panel = a_panel(cast)
    later = a_meeting(cast, panel, days=40)
    assert on(later) == [case]
    earlier = a_meeting(cast, panel, days=10)
    assert on(earlier) == [case]
    assert on(later) == []
    assert services.propose_agenda(later) == 0
    agree(earlier, cast)
    late = a_case(cast)
    services.propose_agenda(later)
    assert on(later) == [late]


def test_a_case_waiting_in_a_meeting_that_has_begun_is_not_proposed_for_the_next(
    cast: Cast,
) -> None:
    meeting, [item] = started(cast)
    Case.objects.update(next_review_on=timezone.localdate())
    later = next_meeting(meeting, cast)
    assert on(later) == []
    say(item, cast, next_review_on=timezone.localdate())
    assert services.propose_agenda(later) == 1


def test_a_panel_that_takes_no_referrals_hears_only_its_own_again(cast: Cast) -> None:
    a_case(cast)
    assert on(a_meeting(cast, a_panel(cast, takes_referrals=False))) == []


@pytest.mark.django_db
def test_it_is_written_down(cast: Cast) -> None:
    a_case(cast)
    meeting = a_meeting(cast)
    entry = Entry.objects.get(verb="agenda.proposed")
    assert entry.subject == f"meeting {meeting.reference}"
    assert entry.changes == {"cases": 1}


def test_an_action_that_was_not_done_since_the_hearing_is_proposed(cast: Cast) -> None:
    meeting, case = heard(cast, days_ago=30)
    action = add_action(
        case,
        by=cast.coordinator,
        wording="Visit",
        owner=cast.officer,
        agency=cast.housing,
        due_on=timezone.localdate(),
    )
    end_action(action, by=cast.officer, status="not_done", outcome="Nobody went")
    assert why(next_meeting(meeting, cast)) == [("unfinished", "An action was not done")]


def test_an_action_that_became_impossible_proposes_nothing(cast: Cast) -> None:
    meeting, case = heard(cast, days_ago=30)
    action = add_action(
        case,
        by=cast.coordinator,
        wording="Visit",
        owner=cast.officer,
        agency=cast.housing,
        due_on=timezone.localdate(),
    )
    end_action(action, by=cast.officer, status="not_possible", outcome="Moved away")
    assert why(next_meeting(meeting, cast)) == []


def test_a_proposed_closure_comes_last_of_the_reasons(cast: Cast) -> None:
    meeting, case = heard(cast, days_ago=30)
    review_case(
        case,
        by=cast.officer,
        looked_at=["incidents"],
        findings="Quiet",
        decision="close",
        reason="Nothing for three months",
        next_review_on=timezone.localdate() + dt.timedelta(days=60),
        version=case.version,
    )
    said = f"Closure proposed at the review on {say_date(timezone.localdate())}"
    assert why(next_meeting(meeting, cast)) == [("closure", said)]
    assert Why.values.index("closure") > Why.values.index("twelve_months")


def test_a_full_agenda_says_that_there_was_no_room(cast: Cast, signed_in) -> None:
    for _ in range(3):
        a_case(cast)
    meeting = a_meeting(cast, a_panel(cast, cases_a_meeting=2))
    url = reverse("agenda_left_out", args=[meeting.reference])
    page = signed_in(cast.coordinator).get(url).content.decode()
    assert "New, no room: 2 cases at most" in page
