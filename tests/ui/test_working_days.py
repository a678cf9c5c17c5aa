from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.working_days import add_working_days, is_working_day, working_days_between

YEAR_ENDS = st.builds(
    lambda year, offset: date(year, 12, 20) + timedelta(days=offset),
    st.integers(2020, 2033),
    st.integers(0, 20),
)
DAYS = YEAR_ENDS | st.dates(min_value=date(2020, 1, 1), max_value=date(2034, 1, 1))
NUMBERS = st.integers(-30, 30)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 28), False),
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),  # Boxing Day is a Saturday in 2026
        (date(2026, 4, 3), False),
        (date(2026, 8, 31), False),
        (date(2026, 3, 17), True),  # St Patrick's Day is Northern Ireland's
        (date(2022, 9, 19), False),  # the late Queen's funeral
    ],
)
def test_england_knows_its_bank_holidays(day, working):
    assert is_working_day(day) is working


def test_ten_working_days_over_christmas():
    assert add_working_days(date(2026, 12, 18), 10) == date(2027, 1, 6)


@given(DAYS, NUMBERS)
def test_counting_undoes_adding(day, number):
    assert working_days_between(day, add_working_days(day, number)) == number


@given(DAYS, NUMBERS.filter(bool))
def test_ends_on_a_working_day(day, number):
    assert is_working_day(add_working_days(day, number))


@given(DAYS, st.integers(1, 20), st.integers(1, 20))
def test_adds_up(day, first, second):
    in_two_steps = add_working_days(add_working_days(day, first), second)
    assert in_two_steps == add_working_days(day, first + second)


@given(DAYS, st.integers(0, 30))
def test_more_days_never_end_sooner(day, number):
    assert add_working_days(day, number + 1) > add_working_days(day, number)
