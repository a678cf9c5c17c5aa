"""Change, rate and rank from unrounded numbers, and their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.comparison import (
    Rank,
    change_to_say,
    ordinal,
    percent_change,
    rank,
    rate_per_1000,
    say_change,
    say_rank,
)

counts = st.integers(min_value=0, max_value=10**9)
values = st.dictionaries(st.text(min_size=1, max_size=3), counts, min_size=1, max_size=40)


@given(counts)
def test_nothing_can_be_compared_with_none(value):
    assert percent_change(value, 0) is None


@given(counts, counts.filter(bool))
def test_the_change_leads_back_to_the_value(value, earlier):
    change = percent_change(value, earlier)
    assert change >= -100
    assert earlier * (1 + change / 100) == pytest.approx(value)


def test_the_change_is_of_unrounded_numbers():
    assert percent_change(3296, 3878) == pytest.approx(-15.0077359)


@given(counts, st.integers(min_value=1, max_value=10**8))
def test_a_rate_times_its_residents_is_its_count(count, residents):
    assert rate_per_1000(count, residents) * residents / 1000 == pytest.approx(count)


def test_where_nobody_lives_there_is_no_rate():
    assert rate_per_1000(5, 0) is None


@given(values)
def test_places_agree_with_the_values(values):
    for area, value in values.items():
        place = rank(values, area)
        assert 1 <= place.place <= place.of == len(values)
        assert place.place == 1 + sum(other > value for other in values.values())
        assert place.from_lowest == 1 + sum(other < value for other in values.values())


@given(values)
def test_equal_values_share_their_place(values):
    for one in values:
        same = [other for other in values if values[other] == values[one]]
        assert {rank(values, other).place for other in same} == {rank(values, one).place}
        assert rank(values, one).tied == len(same) - 1


def test_an_area_that_is_not_among_them_has_no_rank():
    assert rank({"Barnet": 1}, "Heathrow") is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (-15.0077, "15.0% lower than a year earlier"),
        (46.7235, "46.7% higher than a year earlier"),
        (0.0, "the same as a year earlier"),
        (-0.04, "less than 0.1% lower than a year earlier"),
        (None, "no comparison with a year earlier"),
    ],
)
def test_a_change_in_words(change, words):
    assert say_change(change, "a year earlier") == words


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Rank(1, 32), "highest of 32 boroughs"),
        (Rank(9, 32), "9th highest of 32 boroughs"),
        (Rank(25, 32), "8th lowest of 32 boroughs"),
        (Rank(32, 32), "lowest of 32 boroughs"),
        (Rank(2, 32, tied=1), "2nd highest of 32 boroughs, tied with 1"),
        (Rank(30, 32, tied=1), "2nd lowest of 32 boroughs, tied with 1"),
    ],
)
def test_a_rank_in_words_counts_from_the_nearer_end(place, words):
    assert say_rank(place) == words


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (23, "23rd")]
)
def test_ordinals(number, text):
    assert ordinal(number) == text


@pytest.mark.parametrize(
    ("unit", "value", "earlier", "said"),
    [
        ("cases", 32, 1, None),
        ("cases", 9, 100, None),
        ("cases", 12, 10, 20.0),
        ("cases", 12, 0, None),
        ("offences per 1,000 residents", 3.0, 2.0, 50.0),
        ("offences per 1,000 residents", 3.0, 0.0, None),
        ("cases", None, 10, None),
        ("cases", 10, None, None),
    ],
)
def test_a_change_of_few_is_not_said_in_percent(unit, value, earlier, said) -> None:
    assert change_to_say(unit, value, earlier) == said
