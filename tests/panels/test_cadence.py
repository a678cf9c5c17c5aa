"""The days on which a panel is to meet."""

import datetime as dt
from itertools import pairwise

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from panels.models import Cadence, Panel
from panels.queries.cadence import days_of, monthly, nth_weekday, proposed_days, weekly
from panels.services import plan_meeting
from tests.panels.meetings import a_panel
from tests.people import Cast
from ui.dates import LONDON
from ui.working_days import is_working_day

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2035, 1, 1))


@given(st.integers(2020, 2040), st.integers(1, 12), st.integers(1, 5), st.integers(0, 4))
def test_the_day_of_a_month_is_that_weekday_in_that_week(
    year: int, month: int, week: int, weekday: int
) -> None:
    day = nth_weekday(year, month, week, weekday)
    assert (day.year, day.month, day.weekday()) == (year, month, weekday)
    if week < 5:
        assert (day.day - 1) // 7 + 1 == week
    else:
        assert (day + dt.timedelta(days=7)).month != month


@given(DAYS, st.integers(1, 5), st.integers(0, 4))
def test_months_follow_each_other_and_none_is_left_out(
    start: dt.date, week: int, weekday: int
) -> None:
    days = monthly(start, week, weekday)
    found = [next(days) for _ in range(14)]
    assert found[0] >= start
    months = [day.year * 12 + day.month for day in found]
    assert months == list(range(months[0], months[0] + 14))


@given(DAYS, st.integers(0, 4), st.integers(1, 52))
def test_weeks_are_that_far_apart(start: dt.date, weekday: int, weeks: int) -> None:
    days = weekly(start, weekday, weeks)
    found = [next(days) for _ in range(5)]
    assert 0 <= (found[0] - start).days < 7
    assert {day.weekday() for day in found} == {weekday}
    assert {(b - a).days for a, b in pairwise(found)} == {7 * weeks}


@given(DAYS, st.sampled_from(["monthly", "weekly"]), st.integers(1, 5), st.integers(0, 4))
def test_a_bank_holiday_is_moved_to_a_working_day_after_it(
    start: dt.date, cadence: str, week: int, weekday: int
) -> None:
    panel = Panel(cadence=cadence, week_of_month=week, weekday=weekday, every_weeks=1)
    days = days_of(panel, start)
    for _ in range(12):
        day = next(days)
        assert is_working_day(day)
        assert day >= start


def test_the_second_wednesday_of_each_month() -> None:
    days = monthly(dt.date(2026, 1, 1), 2, 2)
    assert [next(days).isoformat() for _ in range(3)] == ["2026-01-14", "2026-02-11", "2026-03-11"]


def test_the_first_monday_of_may_is_moved_to_the_tuesday() -> None:
    panel = Panel(cadence=Cadence.MONTHLY, week_of_month=1, weekday=0)
    assert next(days_of(panel, dt.date(2026, 5, 1))) == dt.date(2026, 5, 5)


def at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(10), tzinfo=LONDON)


def test_a_planned_day_is_not_proposed_again_even_if_it_was_moved_within_the_week(
    cast: Cast,
) -> None:
    panel = a_panel(cast, cadence="monthly", week_of_month=2, weekday=2)
    today = dt.date(2030, 1, 1)
    first, second, third = proposed_days(panel, today)
    plan_meeting(panel, by=cast.coordinator, starts_at=at(first), place="Room")
    moved = second - dt.timedelta(days=1)
    plan_meeting(panel, by=cast.coordinator, starts_at=at(moved), place="Room")
    assert proposed_days(panel, today)[0] == third


def test_weeks_are_counted_from_the_last_meeting(cast: Cast) -> None:
    panel = a_panel(cast, cadence="weekly", every_weeks=3, weekday=2)
    plan_meeting(panel, by=cast.coordinator, starts_at=at(dt.date(2030, 1, 9)), place="Room")
    days = proposed_days(panel, dt.date(2030, 1, 10))
    assert [day.isoformat() for day in days] == ["2030-01-30", "2030-02-20", "2030-03-13"]


def test_a_panel_without_a_fixed_day_proposes_none(cast: Cast) -> None:
    assert proposed_days(a_panel(cast), dt.date(2030, 1, 1)) == []


@pytest.mark.parametrize("day", ["", "2030-99-01", "tomorrow"])
def test_planning_starts_with_the_next_day_and_the_usual_time_and_place(
    cast: Cast, signed_in, day: str
) -> None:
    panel = a_panel(
        cast,
        cadence="monthly",
        week_of_month=2,
        weekday=2,
        usual_time=dt.time(14),
        usual_place="B1",
    )
    address = f"{reverse('plan_meeting')}?panel={panel.pk}&day={day}"
    page = signed_in(cast.coordinator).get(address).content.decode()
    assert 'value="2pm"' in page
    assert 'value="B1"' in page
