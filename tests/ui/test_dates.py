from contextlib import suppress
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.dates import (
    parse_date,
    parse_time,
    say_date,
    say_moment,
    say_period,
    say_short_date,
    say_time,
)

TODAY = date(2026, 11, 24)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("24/11/26", date(2026, 11, 24)),
        ("24 11 2026", date(2026, 11, 24)),
        ("24.11.2026", date(2026, 11, 24)),
        ("24-11-2026", date(2026, 11, 24)),
        ("1/2/85", date(1985, 2, 1)),
        ("24 Nov 2026", date(2026, 11, 24)),
        ("24 nov 26", date(2026, 11, 24)),
        ("3rd Sept 2026", date(2026, 9, 3)),
        ("24 November 2026", date(2026, 11, 24)),
        ("24 November, 2026", date(2026, 11, 24)),
        ("2026-11-24", date(2026, 11, 24)),
        ("  Today ", TODAY),
        ("tomorrow", date(2026, 11, 25)),
        ("yesterday", date(2026, 11, 23)),
    ],
)
def test_reads_dates_as_people_type_them(typed, meant):
    assert parse_date(typed, TODAY) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "31/2/2026", "11/24/2026", "24 Fog 2026", "24 11", "24/11/0026", "soon", "٢٤/١١/٢٠٢٦"],
)
def test_refuses_what_is_not_a_date(typed):
    with pytest.raises(ValueError):  # noqa: PT011
        parse_date(typed, TODAY)


@given(DAYS)
def test_reads_back_what_it_says(day):
    assert parse_date(say_date(day), TODAY) == day
    assert parse_date(f"{day.day}/{day.month}/{day.year}", TODAY) == day
    assert parse_date(day.isoformat(), TODAY) == day


@given(st.text())
def test_any_other_text_is_a_value_error(text):
    for parse in (lambda: parse_date(text, TODAY), lambda: parse_time(text)):
        with suppress(ValueError):
            parse()


@given(st.times().map(lambda t: t.replace(second=0, microsecond=0)))
def test_reads_back_the_time_it_says(clock):
    assert parse_time(say_time(clock)) == clock
    assert parse_time(f"{clock:%H:%M}") == clock


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2:30pm", time(14, 30)),
        ("2.30 PM", time(14, 30)),
        ("14:30", time(14, 30)),
        ("2pm", time(14)),
        ("1430", time(14, 30)),
        ("12am", time(0)),
        ("noon", time(12)),
    ],
)
def test_reads_times_as_people_type_them(typed, meant):
    assert parse_time(typed) == meant


@pytest.mark.parametrize("typed", ["2", "25:00", "13pm", "2:75pm", "0am"])
def test_refuses_what_is_not_a_time(typed):
    with pytest.raises(ValueError):  # noqa: PT011
        parse_time(typed)


def test_says_moments_on_londons_clock():
    assert say_moment(datetime(2026, 11, 24, 14, 30, tzinfo=UTC)) == "24 November 2026, 2:30pm"
    assert say_moment(datetime(2026, 7, 1, 23, 5, tzinfo=UTC)) == "2 July 2026, 12:05am"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2026, 10, 1), date(2026, 12, 31), "1 October to 31 December 2026"),
        (date(2026, 10, 1), date(2026, 10, 31), "1 to 31 October 2026"),
        (date(2025, 10, 1), date(2026, 9, 30), "1 October 2025 to 30 September 2026"),
        (date(2026, 10, 1), date(2026, 10, 1), "1 October 2026"),
    ],
)
def test_says_periods(start, end, said):
    assert say_period(start, end) == said


def test_a_table_says_a_date_short():
    assert say_short_date(date(2026, 9, 4)) == "4 Sep 2026"
