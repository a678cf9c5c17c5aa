"""Periods: how they are named, which months they hold, when they are whole."""

import datetime as dt
from itertools import pairwise

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessment.period_names import parse_period
from assessment.periods import (
    BadPeriod,
    CalendarYear,
    FinancialYear,
    Month,
    Months,
    Quarter,
    TwelveMonths,
    complete_years,
    is_complete,
    missing_months,
    say_incomplete,
    say_months,
)

years = st.integers(min_value=1900, max_value=2198).map(FinancialYear)


@pytest.mark.parametrize("text", ["2016/17", "2016-17", "2016/2017", " 2016/17 "])
def test_it_reads_the_usual_forms(text):
    assert FinancialYear.parse(text) == FinancialYear(2016)


@pytest.mark.parametrize(
    "text", ["", "2016", "2016/18", "16/17", "2016/7", "2016/17/18", "0000/01", "٢٠١٦/١٧", "x" * 99]
)
def test_it_refuses_what_is_no_financial_year(text):
    with pytest.raises(BadPeriod):
        FinancialYear.parse(text)


def test_the_turn_of_the_century_is_read():
    assert str(FinancialYear.parse("1999/00")) == "1999/00"


@given(years)
def test_what_it_prints_it_reads(year):
    assert FinancialYear.parse(str(year)) == year
    assert FinancialYear.parse(year.slug) == year


@given(years)
def test_it_has_twelve_months_from_april_to_march(year):
    assert len(set(year.months)) == 12
    assert year.months[0] == year.starts
    assert year.months[-1] == year.ends.replace(day=1)
    assert all(FinancialYear.of(month) == year for month in year.months)


@given(st.dates(min_value=dt.date(1901, 1, 1), max_value=dt.date(2198, 12, 31)))
def test_every_day_lies_in_its_own_year(day):
    year = FinancialYear.of(day)
    assert year.starts <= day <= year.ends
    assert year.previous.ends + dt.timedelta(days=1) == year.starts


@given(years, st.sets(st.integers(0, 11), max_size=11))
def test_a_year_short_of_a_month_is_no_year(year, positions):
    held = {year.months[at] for at in positions}
    assert not is_complete(year, held)
    assert len(missing_months(year, held)) == 12 - len(held)
    assert say_incomplete(year, held)
    assert complete_years(held) == []


@given(years)
def test_a_year_with_every_month_is_one(year):
    assert is_complete(year, year.months)
    assert say_incomplete(year, year.months) == ""
    assert complete_years(year.months) == [year]


def test_it_says_which_months_are_missing():
    year = FinancialYear(2018)
    assert say_incomplete(year, year.months[:9]) == (
        "2018/19 is not complete: 9 of its 12 months are held, January to March 2019 missing."
    )


def test_runs_of_months_are_said_together():
    months = [dt.date(2016, 12, 1), dt.date(2017, 1, 1), dt.date(2017, 6, 1)]
    assert say_months(months) == "December 2016 to January 2017, June 2017"


def test_a_span_ends_when_the_next_day_begins_in_london():
    span = FinancialYear(2016).span
    assert span.first_moment.isoformat() == "2016-04-01T00:00:00+01:00"
    assert span.after.isoformat() == "2017-04-01T00:00:00+01:00"


whole_months = st.dates(min_value=dt.date(1910, 1, 1), max_value=dt.date(2190, 1, 1))
periods = st.one_of(
    years,
    whole_months.map(lambda day: CalendarYear(day.year)),
    whole_months.map(Quarter.of),
    whole_months.map(Month.of),
    whole_months.map(lambda day: TwelveMonths(day.year, day.month)),
)
others = st.builds(
    lambda day, count: Months(day.year, day.month, count),
    whole_months,
    st.integers(2, 60).filter(lambda count: count != 12),
)


@given(st.one_of(periods, others))
def test_a_period_is_read_as_it_is_written_and_as_its_address_names_it(period):
    assert parse_period(str(period)) == period
    assert parse_period(period.slug) == period


@given(st.one_of(periods, others))
def test_a_period_is_whole_months_without_gap(period):
    assert len(period.months) == period.length
    assert (period.months[0], period.months[0].day) == (period.starts, 1)
    for earlier, later in pairwise(period.months):
        assert (later - earlier).days in (28, 29, 30, 31)
    assert (period.ends + dt.timedelta(days=1)).day == 1


@given(periods, st.integers(1, 5))
def test_earlier_is_the_same_months_of_another_year(period, years_before):
    then = period.earlier(years_before)
    assert type(then) is type(period)
    assert [month.replace(year=month.year - years_before) for month in period.months] == list(
        then.months
    )


@given(others, st.integers(1, 5))
def test_months_are_compared_with_earlier_ones_of_the_same_name_and_none_in_common(period, times):
    then = period.earlier(times)
    assert (then.length, then.starts.month) == (period.length, period.starts.month)
    assert then.ends < period.starts


def test_since_a_month_goes_on_to_the_last_whole_one():
    first = timezone.localdate().replace(day=1) - dt.timedelta(days=900)
    period = parse_period(f"since {first:%B %Y}")
    assert period.starts == first.replace(day=1)
    assert period.ends == timezone.localdate().replace(day=1) - dt.timedelta(days=1)


@given(whole_months)
def test_a_day_lies_in_its_quarter_and_its_month(day):
    for period in (Quarter.of(day), Month.of(day), FinancialYear.of(day)):
        assert period.starts <= day <= period.ends


@given(st.text())
def test_any_text_is_a_period_or_explained(text):
    try:
        period = parse_period(text)
    except BadPeriod:
        return
    assert parse_period(period.slug) == period


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2016/17", "1 April 2016 to 31 March 2017"),
        ("2016", "1 January 2016 to 31 December 2016"),
        ("q3 2016/17", "1 October 2016 to 31 December 2016"),
        ("Mar 2017", "1 March 2017 to 31 March 2017"),
        ("12 months to Feb 2016", "1 March 2015 to 29 February 2016"),
        ("Twelve months to March 2017", "1 April 2016 to 31 March 2017"),
        ("April 2014 to March 2017", "1 April 2014 to 31 March 2017"),
        ("Apr 2016 to March 2017", "1 April 2016 to 31 March 2017"),
    ],
)
def test_people_write_periods_in_these_ways(text, said):
    assert parse_period(text).days_said == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2016/18",
        "Q5 2016/17",
        "2017-13-month",
        "Ma 2017",
        "9999",
        "May 2017 to April 2017",
        "since May 2190",
        "2000-01-to-2190-01",
    ],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(BadPeriod):
        parse_period(text)


@pytest.mark.parametrize(
    ("period", "residents_of"),
    [
        (FinancialYear(2016), 2016),
        (CalendarYear(2016), 2016),
        (TwelveMonths(2017, 9), 2017),
        (TwelveMonths(2017, 6), 2016),
    ],
)
def test_residents_are_those_of_the_year_with_most_of_the_months(period, residents_of):
    assert period.residents_of == residents_of
