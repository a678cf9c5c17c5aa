"""Which orders are impossible, row by row of the ladder and in general."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offenders.ladder import LADDER
from offenders.lengths import Span, add_months, extension_faults, faults_of
from offenders.models import Power

MADE = dt.date(2026, 11, 24)
ADULT = dt.date(1990, 5, 1)
CHILD = dt.date(2011, 5, 1)


def power(key: str, day: dt.date = MADE) -> Power:
    rows = [Power(**row) for row in LADDER if row["key"] == key]
    return next(
        row
        for row in rows
        if (row.in_force_from or dt.date.min) <= day <= (row.in_force_to or dt.date.max)
    )


def said(key: str, ends: dt.date | None, *, born: dt.date | None = ADULT, day: dt.date = MADE):
    found = faults_of(power(key, day), Span(day, ends), made_on=day, born=born)
    return [(fault.field, fault.text) for fault in found]


def test_a_two_year_order_may_end_the_day_before_or_on_the_same_date():
    assert said("cbo-adult", dt.date(2028, 11, 23)) == []
    assert said("cbo-adult", dt.date(2028, 11, 24)) == []


def test_a_shorter_one_is_refused_with_the_rule_and_its_source():
    (field, text), *others = said("cbo-adult", dt.date(2028, 11, 22))
    assert (field, others) == ("expires_on", [])
    assert "at least 2 years" in text
    assert "23 November 2028" in text
    assert "Sentencing Act 2020" in text


def test_an_adults_order_may_have_no_end_and_a_childs_may_not():
    assert said("cbo-adult", None) == []
    assert said("cbo-youth", None, born=CHILD)[0][0] == "expires_on"
    assert said("injunction-adult", None) == []
    assert said("injunction-youth", None, born=CHILD)[0][0] == "expires_on"


@pytest.mark.parametrize(
    ("key", "last"),
    [
        ("injunction-youth", dt.date(2027, 11, 24)),
        ("cbo-youth", dt.date(2029, 11, 24)),
        ("closure-order", dt.date(2027, 2, 24)),
        ("curfew", dt.date(2028, 11, 24)),
    ],
)
def test_the_longest_is_allowed_and_a_day_more_is_not(key, last):
    born = CHILD if "youth" in key else ADULT
    assert said(key, last, born=born) == []
    assert "Too long" in said(key, last + dt.timedelta(days=1), born=born)[0][1]


@pytest.mark.parametrize(
    ("key", "born", "wrong"),
    [
        ("cpn", dt.date(2010, 11, 24), False),
        ("cpn", dt.date(2010, 11, 25), True),
        ("cbo-adult", dt.date(2008, 11, 24), False),
        ("cbo-adult", dt.date(2008, 11, 25), True),
        ("injunction-youth", dt.date(2008, 11, 25), False),
        ("injunction-youth", dt.date(2008, 11, 24), True),
        ("abc", dt.date(2016, 11, 25), True),
    ],
)
def test_age_counts_on_the_day_it_is_made(key, born, wrong):
    ends = dt.date(2029, 1, 1) if key == "cbo-adult" else dt.date(2027, 6, 1)
    fields = [field for field, _ in said(key, ends, born=born)]
    assert fields == (["power"] if wrong else [])


def test_an_unknown_birthday_is_no_reason_to_refuse():
    assert said("cpn", None, born=None) == []


def test_an_order_before_birth_is_impossible():
    assert said("injunction-adult", None, born=dt.date(2026, 12, 1))[0][0] == "made_on"


def test_each_law_judges_what_was_made_under_it():
    old, new = power("curfew", dt.date(2022, 6, 27)), power("curfew", dt.date(2022, 6, 28))
    assert (old.longest_months, new.longest_months) == (12, 24)
    day = dt.date(2022, 6, 27)
    fault = faults_of(new, Span(day, dt.date(2022, 9, 1)), made_on=day, born=ADULT)[0]
    assert (fault.field, "28 June 2022" in fault.text) == ("power", True)
    assert "2014 Act" not in power("cbo-adult", dt.date(2020, 12, 1)).legal_basis
    assert "repealed" in power("cbo-adult", dt.date(2020, 11, 30)).legal_basis


@pytest.mark.parametrize(
    ("key", "hours", "wrong"),
    [("dispersal", 48, False), ("dispersal", 49, True), ("closure-notice", 24, False)],
)
def test_hours_are_counted_from_time_to_time(key, hours, wrong):
    begins = dt.datetime.combine(MADE, dt.time(14))
    ends = begins + dt.timedelta(hours=hours)
    span = Span(MADE, ends.date(), begins.time(), ends.time())
    found = faults_of(power(key), span, made_on=MADE, born=ADULT)
    assert bool(found) is wrong


def test_what_is_counted_in_hours_needs_its_times():
    fields = [field for field, _ in said("dispersal", MADE)]
    assert fields == ["made_time", "expires_time"]


def test_a_notice_of_one_day_must_end_after_it_begins():
    span = Span(MADE, MADE, dt.time(14), dt.time(13))
    found = faults_of(power("dispersal"), span, made_on=MADE, born=ADULT)
    assert [fault.field for fault in found] == ["expires_time"]


def extended(key: str, ends: dt.date, *, old: dt.date | None, on: dt.date = MADE):
    found = extension_faults(power(key), Span(MADE, ends), old=Span(MADE, old), on=on)
    return [fault.field for fault in found]


def test_a_closure_order_is_extended_to_six_months_in_all():
    old = add_months(MADE, 3)
    assert extended("closure-order", add_months(MADE, 6), old=old) == []
    assert extended("closure-order", dt.date(2027, 5, 25), old=old) == ["expires_on"]


def test_a_closure_notice_is_extended_to_48_hours_in_all():
    clock, day = dt.time(14), dt.timedelta(days=1)
    old = Span(MADE, MADE + day, clock, clock)
    for hours, wrong in ((0, False), (1, True)):
        new = Span(MADE, MADE + 2 * day, clock, dt.time(14 + hours))
        found = extension_faults(power("closure-notice"), new, old=old, on=MADE)
        assert bool(found) is wrong


def test_what_has_run_out_or_has_no_end_is_not_extended():
    later = add_months(MADE, 5)
    assert extended("closure-order", later, old=MADE, on=later) == ["happened_on"]
    assert extended("injunction-adult", later, old=None) == ["expires_on"]
    assert extended("injunction-adult", MADE, old=later) == ["expires_on"]
    assert extended("injunction-adult", later, old=later) == ["expires_on"]
    assert extended("dispersal", later, old=MADE) == ["expires_on"]


def test_every_row_names_its_basis_who_may_and_what_a_breach_is():
    for row in LADDER:
        assert all(row[name] for name in ("legal_basis", "source", "who_may", "breach_is")), row
    firsts = [(row["key"], row.get("in_force_from")) for row in LADDER]
    assert len(firsts) == len(set(firsts))


DAYS = st.dates(dt.date(2016, 1, 1), dt.date(2040, 12, 31))


@given(st.sampled_from(LADDER), DAYS, DAYS, st.none() | DAYS)
def test_every_fault_stands_by_a_field_of_the_form_and_names_no_field_twice(row, made, ends, born):
    found = faults_of(Power(**row), Span(made, ends), made_on=made, born=born)
    fields = [fault.field for fault in found]
    assert set(fields) <= {"power", "made_on", "made_time", "expires_on", "expires_time"}
    assert len([each for each in fields if each in ("power", "made_on")]) <= 1
    assert all(fault.text for fault in found)


@given(st.sampled_from(LADDER), DAYS, st.integers(0, 4000), st.integers(0, 400))
def test_if_a_length_is_allowed_no_shorter_one_is_too_long(row, made, days, less):
    rule = Power(**row)
    longer, shorter = (
        faults_of(rule, Span(made, made + dt.timedelta(days=each)), made_on=made, born=None)
        for each in (days + less, days)
    )
    if not any("Too long" in fault.text for fault in longer):
        assert not any("Too long" in fault.text for fault in shorter)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_months_add_up_and_never_overrun_the_month(day, some, more):
    assert add_months(day, some) <= add_months(day, some + more)
    assert add_months(day, some).month == (day.month - 1 + some) % 12 + 1
