"""The measure, against the example worked by hand in docs/offending-measure.md and in general."""

import datetime as dt
import math
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from hypothesis import given
from hypothesis import strategies as st

from offenders.around import draw, months_around
from offenders.interval import beta_share, clopper_pearson, rate_ratio
from offenders.lengths import add_months
from offenders.measure import (
    CAUTION,
    Inside,
    Member,
    Offending,
    Rate,
    Settings,
    by_category,
    by_cohort,
    by_year,
    days_inside,
    line_of,
    measure,
    together,
)
from offenders.models import OffenceStatus

AS_OF = dt.date(2026, 3, 31)
DAY = dt.timedelta(days=1)


def offences(*said: tuple[tuple[int, int, int], str]) -> tuple[Offending, ...]:
    return tuple(Offending(dt.date(*day), status, "burglary") for day, status in said)


EXAMPLE = (
    Member(
        "IOM-2025-0001",
        dt.date(2025, 4, 1),
        offences(
            ((2024, 3, 31), "convicted"),
            ((2024, 4, 1), "convicted"),
            ((2024, 6, 20), "convicted"),
            ((2024, 9, 2), "charged"),
            ((2024, 11, 15), "alleged"),
            ((2025, 1, 9), "cautioned"),
            ((2025, 3, 31), "alleged"),
            ((2025, 4, 1), "convicted"),
            ((2025, 12, 24), "alleged"),
        ),
        (Inside(dt.date(2024, 6, 1), dt.date(2024, 6, 30)),),
        cohort="fixed",
    ),
    Member(
        "IOM-2025-0002",
        dt.date(2025, 10, 1),
        offences(
            ((2024, 10, 1), "convicted"),
            ((2025, 2, 3), "convicted"),
            ((2025, 7, 7), "alleged"),
            ((2025, 9, 30), "charged"),
            ((2025, 11, 5), "no_action"),
            ((2026, 2, 14), "charged"),
        ),
        (Inside(dt.date(2025, 12, 1), dt.date(2026, 1, 10)),),
        cohort="flex",
    ),
    Member("IOM-2026-0001", dt.date(2026, 2, 1), offences(((2026, 1, 3), "convicted"))),
)


def test_it_equals_the_example_worked_by_hand():
    found = measure(EXAMPLE, as_of=AS_OF, settings=Settings())
    assert [line.before for line in found.counted] == [Rate(6, 335), Rate(4, 365)]
    assert [line.since for line in found.counted] == [Rate(2, 365), Rate(1, 141)]
    assert (found.before, found.since) == (Rate(10, 700), Rate(3, 506))
    assert [(line.reference, line.left_out) for line in found.left_out] == [
        ("IOM-2026-0001", "59 days at risk since joining")
    ]
    assert found.change_percent == pytest.approx(-58.498, abs=0.001)
    assert found.statement == "58.5% lower than in the 12 months before joining."
    assert found.interval_said == ("95% confidence interval: from 92.7% lower to 61.2% higher.")


def test_the_documentation_gives_the_same_numbers():
    page = (Path(django_settings.BASE_DIR) / "docs" / "offending-measure.md").read_text()
    found = measure(EXAMPLE, as_of=AS_OF, settings=Settings())
    with_custody = measure(EXAMPLE, as_of=AS_OF, settings=Settings(custody_out=False))
    low, high = clopper_pearson(3, 13)
    for said in (
        *(member.reference for member in EXAMPLE),
        f"{found.before.offences} offences over {found.before.days} days",
        f"{found.since.offences} offences over {found.since.days} days",
        f"**{found.before.per_year:.2f}**",
        f"**{found.since.per_year:.2f}**",
        found.statement.split(" ")[0],
        f"{low:.4f} to {high:.4f}",
        "92.7% lower to 61.2% higher",
        f"{with_custody.before.days} days and 3 over {with_custody.since.days}",
        with_custody.statement.split(" ")[0],
        CAUTION,
    ):
        assert said in page, said


def test_proven_only_counts_convicted_and_cautioned():
    found = measure(EXAMPLE, as_of=AS_OF, settings=Settings(proven_only=True))
    assert (found.before.offences, found.since.offences) == (5, 1)


def test_custody_left_in_counts_every_day():
    found = measure(EXAMPLE, as_of=AS_OF, settings=Settings(custody_out=False))
    assert (found.before, found.since) == (Rate(10, 730), Rate(3, 547))


def test_a_leaver_is_followed_to_the_day_of_measuring_or_to_the_day_they_left():
    left = replace(EXAMPLE[0], left_on=dt.date(2025, 9, 30))
    kept = line_of(left, AS_OF, Settings())
    until = line_of(left, AS_OF, Settings(follow_leavers=False))
    assert kept.since == Rate(2, 365)
    assert until.since == Rate(1, 183)
    assert until.before == kept.before


def test_nobody_offended_before_is_not_calculable():
    member = Member("IOM-2025-0003", dt.date(2025, 1, 1), offences(((2025, 5, 5), "charged")))
    found = measure([member], as_of=AS_OF, settings=Settings())
    assert found.change_percent is None
    assert found.statement == "Not calculable: no offences in the 12 months before joining."
    assert found.interval_said == ""


def test_nobody_measured_is_not_calculable():
    found = measure([], as_of=AS_OF, settings=Settings())
    assert found.change_percent is None
    assert found.statement == "Not calculable: nobody was at risk for 90 days."


def test_somebody_without_a_day_at_risk_is_named_as_left_out_whatever_the_minimum():
    later = Member("IOM-2027-0001", AS_OF + DAY)
    inside = Member("IOM-2025-0009", dt.date(2025, 1, 1), custody=(Inside(dt.date(2024, 12, 31)),))
    before = Member(
        "IOM-2025-0010",
        dt.date(2025, 1, 1),
        custody=(Inside(dt.date(2023, 1, 1), dt.date(2024, 12, 31)),),
    )
    found = measure([later, inside, before], as_of=AS_OF, settings=Settings(minimum_days=0))
    assert [(line.reference, line.left_out) for line in found.left_out] == [
        ("IOM-2027-0001", "no day at risk since joining"),
        ("IOM-2025-0009", "no day at risk since joining"),
        ("IOM-2025-0010", "no day at risk in the 12 months before joining"),
    ]


@pytest.mark.parametrize(("days", "people"), [(89, 0), (90, 1)])
def test_the_minimum_is_reached_on_its_day(days, people):
    member = Member("IOM-2026-0001", AS_OF - dt.timedelta(days=days - 1))
    assert line_of(member, AS_OF, Settings()).since.days == days
    assert measure([member], as_of=AS_OF, settings=Settings()).people == people


def test_the_words_and_every_setting_stand_beside_the_number():
    chosen = Settings(minimum_days=120, custody_out=False, follow_leavers=False, proven_only=True)
    said = " ".join(measure(EXAMPLE, as_of=AS_OF, settings=chosen).definition)
    for words in (
        "compared to their average offending rate in the 12 months prior to joining",
        "selection after a peak makes any rate fall",
        "Days in custody are not taken out",
        "followed to the day they left",
        "Only proven offences count",
        "120 days",
        "day it was committed, not the day it was recorded",
        "Clopper and Pearson",
    ):
        assert words in said


def test_parts_are_by_cohort_category_and_year():
    chosen = {"as_of": AS_OF, "settings": Settings()}
    members = list(EXAMPLE)
    cohorts = by_cohort(members, {"fixed": "Fixed", "flex": "Flex"}, **chosen)
    assert [group.measure.people for group in cohorts] == [1, 1]
    years = by_year(members, **chosen)
    assert [group.name for group in years] == ["Joined in 2025", "Joined in 2026"]
    burglary, robbery = by_category(members, {"burglary": "B", "robbery": "R"}, **chosen)
    assert burglary.measure.before == Rate(10, 700)
    assert robbery.measure.before == Rate(0, 700)


DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2032, 12, 31))
PERIODS = st.builds(
    lambda first, length: Inside(first, None if length is None else first + length * DAY),
    DAYS,
    st.none() | st.integers(0, 500),
)
OFFENCES = st.builds(
    Offending,
    DAYS,
    st.sampled_from(OffenceStatus.values),
    st.sampled_from(["burglary", "robbery"]),
)
MEMBERS = st.builds(
    Member,
    st.just("IOM-2026-0001"),
    DAYS,
    st.lists(OFFENCES, max_size=12).map(tuple),
    st.lists(PERIODS, max_size=3).map(tuple),
    st.none() | DAYS,
    st.sampled_from(["fixed", "flex", "free"]),
)
SETTINGS = st.builds(
    Settings, st.booleans(), st.integers(1, 365), st.booleans(), st.booleans(), st.just("")
)


@given(st.lists(MEMBERS, max_size=6), DAYS, SETTINGS)
def test_everybody_is_measured_or_named_as_left_out_with_a_reason(members, as_of, settings):
    found = measure(members, as_of=as_of, settings=settings)
    assert found.people + len(found.left_out) == len(members)
    assert all(line.left_out for line in found.left_out)
    assert all(line.since.days >= settings.minimum_days for line in found.counted)
    assert all(0 <= line.before.days <= 365 for line in found.lines)


@given(st.lists(MEMBERS, max_size=6), DAYS, SETTINGS)
def test_order_does_not_matter(members, as_of, settings):
    one = measure(members, as_of=as_of, settings=settings)
    other = measure(reversed(members), as_of=as_of, settings=settings)
    assert (one.before, one.since, one.interval) == (other.before, other.since, other.interval)


@given(st.lists(MEMBERS, max_size=4), st.lists(MEMBERS, max_size=4), DAYS, SETTINGS)
def test_a_cohort_is_the_sum_of_its_parts(left, right, as_of, settings):
    whole = measure(left + right, as_of=as_of, settings=settings)
    one = measure(left, as_of=as_of, settings=settings)
    other = measure(right, as_of=as_of, settings=settings)
    assert whole.before == together([one.before, other.before])
    assert whole.since == together([one.since, other.since])


@given(MEMBERS, DAYS, SETTINGS, DAYS)
def test_a_day_more_in_custody_never_lowers_the_rate_at_risk(member, as_of, settings, day):
    settings = replace(settings, custody_out=True)
    more = replace(member, custody=(*member.custody, Inside(day, day)))
    less, found = line_of(member, as_of, settings), line_of(more, as_of, settings)
    for was, now in ((less.before, found.before), (less.since, found.since)):
        assert now.offences == was.offences
        assert now.days in (was.days, was.days - 1)
        if now.days:
            assert now.per_year >= was.per_year


@given(MEMBERS, DAYS, SETTINGS, DAYS)
def test_with_custody_left_in_it_changes_nothing(member, as_of, settings, day):
    settings = replace(settings, custody_out=False)
    more = replace(member, custody=(*member.custody, Inside(day, day)))
    assert line_of(more, as_of, settings) == line_of(member, as_of, settings)


@given(st.lists(PERIODS, max_size=5), DAYS, st.integers(0, 600))
def test_days_inside_are_those_that_some_period_holds(periods, start, length):
    end = start + length * DAY
    held = {
        start + at * DAY
        for at in range(length)
        for each in periods
        if each.first <= start + at * DAY and (each.last is None or start + at * DAY <= each.last)
    }
    assert days_inside(periods, start, end) == len(held)


@given(MEMBERS, DAYS, SETTINGS, DAYS)
def test_an_offence_without_action_changes_nothing(member, as_of, settings, day):
    more = replace(member, offences=(*member.offences, Offending(day, "no_action")))
    assert line_of(more, as_of, settings) == line_of(member, as_of, settings)


@given(MEMBERS, DAYS, SETTINGS, DAYS)
def test_one_more_offence_counts_once_in_its_time_or_not_at_all(member, as_of, settings, day):
    settings = replace(settings, follow_leavers=True)
    more = replace(member, offences=(*member.offences, Offending(day, "convicted")))
    less, found = line_of(member, as_of, settings), line_of(more, as_of, settings)
    year_before = member.joined_on - 365 * DAY
    assert found.before.offences - less.before.offences == (year_before <= day < member.joined_on)
    assert found.since.offences - less.since.offences == (member.joined_on <= day <= as_of)


@given(MEMBERS, DAYS, SETTINGS)
def test_proven_is_never_more_than_all(member, as_of, settings):
    every, proven = (
        line_of(member, as_of, replace(settings, proven_only=only)) for only in (False, True)
    )
    assert proven.before.offences <= every.before.offences
    assert proven.since.offences <= every.since.offences


@given(MEMBERS, DAYS, SETTINGS)
def test_following_until_they_left_never_adds_a_day(member, as_of, settings):
    kept, until = (
        line_of(member, as_of, replace(settings, follow_leavers=follow)) for follow in (True, False)
    )
    assert until.since.days <= kept.since.days
    assert until.since.offences <= kept.since.offences


@given(MEMBERS, DAYS, SETTINGS)
def test_a_quiet_day_never_raises_the_rate(member, as_of, settings):
    today = line_of(member, as_of, settings)
    tomorrow = as_of + DAY
    quiet = tuple(each for each in member.offences if each.day != tomorrow)
    later = line_of(replace(member, offences=quiet), tomorrow, settings)
    if today.since.days:
        assert later.since.per_year <= today.since.per_year


@given(st.lists(MEMBERS, max_size=4), DAYS, SETTINGS)
def test_the_months_before_joining_hold_the_offences_of_that_year(members, as_of, settings):
    members = [each for each in members if each.joined_on <= as_of]
    months = months_around(members, as_of=as_of, settings=settings)
    before = sum(month.rate.offences for month in months if month.number < 0)
    assert before == sum(
        settings.counts(each) and add_months(member.joined_on, -12) <= each.day < member.joined_on
        for member in members
        for each in member.offences
    )
    chart = draw(months)
    assert (chart is None) == (not any(month.rate.per_year for month in months))
    if chart:
        assert max(bar.height for bar in chart.bars) == chart.base - 14
        assert all(bar.x + bar.width <= chart.width for bar in chart.bars)


@pytest.mark.parametrize(
    ("events", "trials", "low", "high"),
    [
        (0, 10, 0.0, 1 - 0.025**0.1),
        (10, 10, 0.025**0.1, 1.0),
        (1, 2, 1 - 0.975**0.5, 0.975**0.5),
    ],
)
def test_the_interval_is_the_exact_one_where_it_has_a_formula(events, trials, low, high):
    assert clopper_pearson(events, trials) == pytest.approx((low, high), abs=1e-12)


def binomial_tail(at_least, trials, share):
    return sum(
        math.comb(trials, k) * share**k * (1 - share) ** (trials - k)
        for k in range(at_least, trials + 1)
    )


@given(st.integers(1, 60), st.integers(1, 60))
def test_at_each_end_of_the_interval_what_was_seen_is_a_tail_of_two_and_a_half_percent(some, more):
    trials = some + more
    low, high = clopper_pearson(some, trials)
    assert binomial_tail(some, trials, low) == pytest.approx(0.025, abs=1e-9)
    assert 1 - binomial_tail(some + 1, trials, high) == pytest.approx(0.025, abs=1e-9)


@given(st.integers(0, 60), st.integers(1, 60), st.floats(0.001, 0.999))
def test_the_beta_function_gives_the_binomial_tail(events, more, share):
    trials = events + more
    tail = binomial_tail(events + 1, trials, share)
    assert beta_share(share, events + 1, trials - events) == pytest.approx(tail, abs=1e-9)


@given(st.integers(0, 500), st.integers(1, 5000), st.integers(0, 500), st.integers(1, 5000))
def test_the_interval_holds_the_ratio(before, days_before, since, days_since):
    found = rate_ratio(before, days_before, since, days_since)
    if not before + since:
        assert found is None
        return
    ratio = since / days_since * days_before / before if before else math.inf
    assert found.low <= ratio * (1 + 1e-9)
    assert found.high >= ratio * (1 - 1e-9)


def test_without_a_day_there_is_no_interval():
    assert rate_ratio(1, 0, 1, 5) is None
    assert rate_ratio(1, 5, 1, 0) is None
