"""The clock: working days over bank holidays and year ends, by the setting of the first day."""

import datetime as dt

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from cases.services import set_setting
from reviews import services
from reviews.clock import due_on
from reviews.models import ClockStep
from reviews.queries import overdue
from tests.reviews.applications import an_application, at, days_ago, decide
from ui.working_days import is_working_day, working_days_between


@pytest.mark.parametrize(
    ("starts", "days", "due"),
    [
        ("2026-12-23", 3, "2026-12-30"),  # Christmas Day, Boxing Day moved to the Monday
        ("2026-12-31", 1, "2027-01-04"),  # New Year's Day
        ("2026-04-01", 3, "2026-04-08"),  # Good Friday, Easter Monday
        ("2026-05-01", 1, "2026-05-05"),  # Early May bank holiday
        ("2024-02-28", 2, "2024-03-01"),  # a leap day
        ("2026-03-27", 1, "2026-03-30"),  # the clocks go forward
        ("2026-10-24", 1, "2026-10-26"),  # received on a Saturday; the clocks go back
    ],
)
def test_the_day_something_is_due(starts, days, due):
    assert due_on(dt.date.fromisoformat(starts), days) == dt.date.fromisoformat(due)


@given(st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31)), st.integers(1, 60))
def test_what_is_due_is_due_on_a_working_day_so_many_after(starts, days):
    due = due_on(starts, days)
    assert is_working_day(due)
    assert working_days_between(starts, due) == days


@pytest.fixture
def in_december():
    with time_machine.travel(dt.datetime(2026, 12, 30, 12, tzinfo=dt.UTC)):
        yield


def test_an_application_starts_two_steps(cast, in_december):
    review = an_application(cast, received_on=dt.date(2026, 12, 23))
    assert {(row.step, row.due_on.isoformat()) for row in review.steps.all()} == {
        ("acknowledge", "2026-12-30"),
        ("threshold", "2027-01-15"),
    }


def test_a_later_setting_does_not_move_what_runs(cast, in_december):
    review = an_application(cast, received_on=dt.date(2026, 12, 23))
    set_setting(
        by=cast.administrator,
        key="case_review_acknowledge_working_days",
        value=5,
        valid_from=dt.date(2026, 12, 30),
        reason="More time",
    )
    assert review.steps.get(step="acknowledge").working_days == 3
    later = an_application(cast, received_on=dt.date(2026, 12, 30))
    assert later.steps.get(step="acknowledge").working_days == 5
    earlier = an_application(cast, received_on=dt.date(2026, 12, 29))
    assert earlier.steps.get(step="acknowledge").working_days == 3


def test_each_move_ends_its_step_and_starts_the_next(cast):
    review = at(cast, "acknowledged")
    assert [row.step for row in review.steps.running()] == ["threshold"]
    decide(review, cast)
    assert [row.step for row in review.steps.running()] == ["review"]
    assert review.steps.get(step="threshold").done_on == days_ago(50)


def test_not_met_leads_to_telling_the_outcome(cast):
    review = decide(at(cast, "acknowledged"), cast, "not_met")
    assert [row.step for row in review.steps.running()] == ["outcome"]


@pytest.mark.parametrize(
    ("stage", "step"),
    [("reviewed", "outcome"), ("told", ""), ("appealed", "appeal")],
)
def test_what_runs_at_each_stage(cast, stage, step):
    review = at(cast, stage)
    assert [row.step for row in review.steps.running()] == ([step] if step else [])


def test_who_withdraws_stops_it(cast):
    review = at(cast, "acknowledged")
    services.withdraw_review(review, by=cast.coordinator, ended_on=days_ago(40), reason="Moved")
    assert not review.steps.running().exists()
    assert review.steps.get(step="threshold").stopped_on == days_ago(40)


def test_what_is_late_is_known_as_late(cast):
    review = an_application(cast)
    assert review in overdue(type(review).objects.all(), days_ago(0))
    services.acknowledge_review(review, by=cast.coordinator, acknowledged_on=days_ago(1), how="x")
    assert review.steps.get(step="acknowledge").is_late
    ClockStep.objects.running().update(due_on=days_ago(0))
    assert review not in overdue(type(review).objects.all(), days_ago(0))
