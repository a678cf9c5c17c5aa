"""The measure, against the example worked by hand in docs/offender-manager.md and in general."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from hypothesis import given
from hypothesis import strategies as st

from offenders.measure import CAUTION, Member, Settings, days_since, measure
from offenders.models import OffenceStatus

AS_OF = dt.date(2026, 3, 31)
EXAMPLE = (
    Member(
        "IOM-2025-0001",
        dt.date(2025, 4, 1),
        (
            (dt.date(2024, 3, 31), "convicted"),
            (dt.date(2024, 4, 1), "convicted"),
            (dt.date(2024, 6, 20), "convicted"),
            (dt.date(2024, 9, 2), "charged"),
            (dt.date(2024, 11, 15), "alleged"),
            (dt.date(2025, 1, 9), "cautioned"),
            (dt.date(2025, 3, 31), "alleged"),
            (dt.date(2025, 4, 1), "convicted"),
            (dt.date(2025, 12, 24), "alleged"),
        ),
    ),
    Member(
        "IOM-2025-0002",
        dt.date(2025, 10, 1),
        (
            (dt.date(2024, 10, 1), "convicted"),
            (dt.date(2025, 2, 3), "convicted"),
            (dt.date(2025, 7, 7), "alleged"),
            (dt.date(2025, 9, 30), "charged"),
            (dt.date(2025, 11, 5), "no_action"),
            (dt.date(2026, 2, 14), "charged"),
        ),
    ),
    Member("IOM-2026-0001", dt.date(2026, 2, 1), ((dt.date(2026, 1, 3), "convicted"),)),
)


def test_it_equals_the_example_worked_by_hand():
    found = measure(EXAMPLE, as_of=AS_OF, settings=Settings())
    assert (found.before.offences, found.before.days) == (10, 730)
    assert (found.since.offences, found.since.days) == (3, 547)
    assert found.people == 2
    assert found.left_out == ("IOM-2026-0001",)
    assert found.before.per_year == 5
    assert found.since.per_year == pytest.approx(2.0018, abs=0.0001)
    assert found.change_percent == pytest.approx(-59.96, abs=0.01)
    assert found.statement == "60.0% lower than in the 12 months before joining."


def test_the_documentation_gives_the_same_numbers():
    page = (Path(django_settings.BASE_DIR) / "docs" / "offender-manager.md").read_text()
    found = measure(EXAMPLE, as_of=AS_OF, settings=Settings())
    for member in EXAMPLE:
        assert member.reference in page
    for said in (
        f"{found.before.offences} offences over {found.before.days} days",
        f"{found.since.offences} offences over {found.since.days} days",
        f"{found.before.per_year:.2f}",
        f"{found.since.per_year:.2f}",
        found.statement.split(" ")[0],
        CAUTION,
    ):
        assert said in page


def test_proven_only_counts_convicted_and_cautioned():
    found = measure(EXAMPLE, as_of=AS_OF, settings=Settings(proven_only=True))
    assert (found.before.offences, found.since.offences) == (5, 1)


def test_nobody_offended_before_is_not_calculable():
    member = Member("IOM-2025-0003", dt.date(2025, 1, 1), ((dt.date(2025, 5, 5), "charged"),))
    found = measure([member], as_of=AS_OF, settings=Settings())
    assert found.change_percent is None
    assert found.statement == "Not calculable: no offences in the 12 months before joining."


def test_nobody_measured_is_not_calculable():
    found = measure([], as_of=AS_OF, settings=Settings())
    assert found.change_percent is None
    assert found.statement.startswith("Not calculable: nobody joined")


def test_somebody_joining_after_the_day_has_no_exposure_whatever_the_minimum():
    member = Member("IOM-2027-0001", AS_OF + dt.timedelta(days=1))
    found = measure([member], as_of=AS_OF, settings=Settings(minimum_days=0))
    assert found.left_out == ("IOM-2027-0001",)


@pytest.mark.parametrize(("days", "people"), [(89, 0), (90, 1)])
def test_the_minimum_is_reached_on_its_day(days, people):
    member = Member("IOM-2026-0001", AS_OF - dt.timedelta(days=days - 1))
    assert days_since(member.joined_on, AS_OF) == days
    assert measure([member], as_of=AS_OF, settings=Settings()).people == people


def test_the_words_stand_beside_the_number():
    found = measure(EXAMPLE, as_of=AS_OF, settings=Settings(minimum_days=120))
    said = " ".join(found.definition)
    assert "compared to their average offending rate in the 12 months prior to joining" in said
    assert "selection after a peak makes any rate fall" in said
    assert "custody" in said
    assert "120 days" in said


DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2032, 12, 31))
STATUSES = st.sampled_from(OffenceStatus.values)
MEMBERS = st.builds(
    Member,
    st.just("IOM-2026-0001"),
    DAYS,
    st.lists(st.tuples(DAYS, STATUSES), max_size=12).map(tuple),
)
SETTINGS = st.builds(Settings, st.booleans(), st.integers(1, 400))


@given(st.lists(MEMBERS, max_size=6), DAYS, SETTINGS)
def test_everybody_is_measured_or_named_as_left_out(members, as_of, settings):
    found = measure(members, as_of=as_of, settings=settings)
    assert found.people + len(found.left_out) == len(members)
    assert found.before.days == found.people * 365


@given(st.lists(MEMBERS, max_size=6), DAYS, SETTINGS)
def test_order_does_not_matter(members, as_of, settings):
    one = measure(members, as_of=as_of, settings=settings)
    other = measure(reversed(members), as_of=as_of, settings=settings)
    assert (one.before, one.since, one.change_percent) == (
        other.before,
        other.since,
        other.change_percent,
    )


@given(st.lists(MEMBERS, max_size=4), st.lists(MEMBERS, max_size=4), DAYS, SETTINGS)
def test_a_cohort_is_the_sum_of_its_parts(left, right, as_of, settings):
    whole = measure(left + right, as_of=as_of, settings=settings)
    one = measure(left, as_of=as_of, settings=settings)
    other = measure(right, as_of=as_of, settings=settings)
    assert whole.before == one.before + other.before
    assert whole.since == one.since + other.since


@given(MEMBERS, DAYS, SETTINGS, DAYS)
def test_an_offence_without_action_changes_nothing(member, as_of, settings, day):
    more = Member(member.reference, member.joined_on, (*member.offences, (day, "no_action")))
    assert measure([more], as_of=as_of, settings=settings) == measure(
        [member], as_of=as_of, settings=settings
    )


@given(MEMBERS, DAYS, SETTINGS, DAYS)
def test_one_more_offence_counts_once_in_its_time_or_not_at_all(member, as_of, settings, day):
    more = Member(member.reference, member.joined_on, (*member.offences, (day, "convicted")))
    less = measure([member], as_of=as_of, settings=settings)
    found = measure([more], as_of=as_of, settings=settings)
    before = found.before.offences - less.before.offences
    since = found.since.offences - less.since.offences
    counted = bool(found.people)
    year_before = member.joined_on - dt.timedelta(days=365)
    assert before == int(counted and year_before <= day < member.joined_on)
    assert since == int(counted and member.joined_on <= day <= as_of)


@given(MEMBERS, DAYS, st.integers(1, 400))
def test_proven_is_never_more_than_all(member, as_of, days):
    every = measure([member], as_of=as_of, settings=Settings(minimum_days=days))
    proven = measure([member], as_of=as_of, settings=Settings(True, days))
    assert proven.before.offences <= every.before.offences
    assert proven.since.offences <= every.since.offences


@given(MEMBERS, DAYS, SETTINGS)
def test_a_quiet_day_never_raises_the_rate(member, as_of, settings):
    today = measure([member], as_of=as_of, settings=settings)
    tomorrow = as_of + dt.timedelta(days=1)
    quiet = tuple(each for each in member.offences if each[0] != tomorrow)
    later = measure(
        [Member(member.reference, member.joined_on, quiet)], as_of=tomorrow, settings=settings
    )
    if today.people:
        assert later.since.per_year <= today.since.per_year
