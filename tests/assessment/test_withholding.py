"""No small count can be worked out of what is published: tried by solving for it."""

from itertools import product

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from assessment.withholding import CannotWithhold, withhold

FEWER_THAN = 3
LARGEST = 7
PERIOD = "2025-26"
NAMES = ("a", "b", "c")


def cell(name: str) -> tuple[str, str]:
    return (name, PERIOD)


def one_total(parts: dict[str, int]):
    """A total and its parts, and that they add up."""
    values = {cell(name): value for name, value in parts.items()}
    signs = {cell("total"): 1, **dict.fromkeys(values, -1)}
    return {cell("total"): sum(parts.values()), **values}, [signs]


def solutions(values, sums, hidden, *, labelled: bool):
    """Every way to fill in what is hidden. A reader who knows the labels knows which of it is small
    and which is not; another knows only that it is not none."""
    names = sorted(hidden)
    far = range(1, max(values.values(), default=0) + FEWER_THAN)

    def possible(name):
        if not values[name]:
            return range(1)
        if not labelled:
            return far
        is_small = values[name] < FEWER_THAN
        return [each for each in far if (each < FEWER_THAN) == is_small]

    for guess in product(*map(possible, names)):
        tried = {**values, **dict(zip(names, guess, strict=True))}
        if all(sum(sign * tried[each] for each, sign in row.items()) == 0 for row in sums):
            yield tried


def assert_nothing_is_known(values, sums, hidden, known=frozenset()) -> None:
    """Every small count could be another, whatever the reader knows; where all that is not none
    is withheld or known anyway, whatever a reader without the labels knows."""
    small = {name for name in values if 0 < values[name] < FEWER_THAN} - known
    assert small <= hidden
    open_cells = {name for name in values if values[name]} - hidden - known
    found = [
        each
        for each in solutions(values, sums, hidden, labelled=bool(open_cells))
        if all(each[name] == values[name] for name in known)
    ]
    for name in small:
        assert len({each[name] for each in found}) > 1, name


@given(st.lists(st.integers(0, LARGEST), min_size=1, max_size=4))
@example([1, 5])
@example([1, 1])
@example([2, 2, 2])
def test_a_total_gives_no_part_away(parts: list[int]) -> None:
    values, sums = one_total({f"p{number}": value for number, value in enumerate(parts)})
    hidden = withhold(values, sums, fewer_than=FEWER_THAN)
    assert_nothing_is_known(values, sums, hidden)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 5), min_size=2, max_size=3), st.integers(0, 5))
def test_two_tables_of_one_total_give_no_part_away(parts: list[int], other: int) -> None:
    total = sum(parts)
    assume(other <= total)
    values, sums = one_total({f"p{number}": value for number, value in enumerate(parts)})
    more = {cell("q0"): other, cell("q1"): total - other}
    values |= more
    sums.append({cell("total"): 1, **dict.fromkeys(more, -1)})
    hidden = withhold(values, sums, fewer_than=FEWER_THAN)
    assert_nothing_is_known(values, sums, hidden)


@settings(max_examples=60)
@given(st.integers(0, 6), st.integers(0, 4), st.integers(0, 4))
def test_who_came_and_went_gives_nobody_away(before: int, came: int, went: int) -> None:
    """The cohort at the end is that of the year before, and who joined, less who left."""
    assume(went <= before + came)
    values = {
        ("cohort", "2024-25"): before,
        cell("cohort"): before + came - went,
        cell("joined"): came,
        cell("left"): went,
    }
    signs = {
        cell("cohort"): 1, ("cohort", "2024-25"): -1, cell("joined"): -1, cell("left"): 1,
    }  # fmt: skip
    hidden = withhold(values, [signs], fewer_than=FEWER_THAN)
    assert_nothing_is_known(values, [signs], hidden)


@settings(max_examples=80)
@given(
    st.lists(st.integers(0, 5), min_size=3, max_size=3),
    st.lists(st.integers(0, 2), min_size=3, max_size=3),
)
def test_two_publications_of_one_year_give_no_part_away(old: list[int], more: list[int]) -> None:
    """The same year again, with what was recorded late: both are held side by side."""
    values, sums = one_total(dict(zip(NAMES, old, strict=True)))
    later = {name: value + add for name, value, add in zip(NAMES, old, more, strict=True)}
    again, _ = one_total(later)
    first = withhold(values, sums, fewer_than=FEWER_THAN)
    known = {each for each in again if each not in first and again[each] == values[each]}
    try:
        second = withhold(again, sums, fewer_than=FEWER_THAN, before=first, known=known)
    except CannotWithhold:
        return
    assert first <= second
    assert_nothing_is_known(again, sums, second, known)


def test_a_small_count_that_stands_alone_is_withheld_alone() -> None:
    values = {cell("a"): 2, cell("b"): 9}
    assert withhold(values, [], fewer_than=5) == {cell("a")}


def test_none_is_no_small_number() -> None:
    values, sums = one_total({"a": 0, "b": 9})
    assert not withhold(values, sums, fewer_than=5)


def test_the_smallest_that_helps_is_withheld_with_it() -> None:
    values, sums = one_total({"a": 2, "b": 40, "c": 9})
    assert withhold(values, sums, fewer_than=5) == {cell("a"), cell("c")}


def test_what_was_published_protects_nothing_any_more() -> None:
    values, sums = one_total({"a": 2, "b": 40, "c": 9})
    known = {cell("c")}
    hidden = withhold(values, sums, fewer_than=5, known=known)
    assert hidden == {cell("a"), cell("b")}
    with pytest.raises(CannotWithhold):
        withhold(values, sums, fewer_than=5, known={cell("b"), cell("c"), cell("total")})
