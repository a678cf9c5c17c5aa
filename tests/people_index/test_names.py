"""Names are compared as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.names import LONGEST_SEARCH_NAME, fold, likeness, search_name, sounds_like

texts = st.text(max_size=300)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("O'Brien-Núñez", "obrien nunez"),
        ("  MÜLLER  ", "muller"),
        ("Łukasz", "łukasz"),
        ("Zoë", "zoe"),
        ("St. John", "st john"),
        ("王", "王"),
        ("", ""),
        ("\x00\n\t", ""),
        ("\N{FIRE}", ""),
    ],
)
def test_a_name_is_folded(written, folded):
    assert fold(written) == folded


@given(texts)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_case_and_space_do_not_matter(text):
    assert fold(f"  {text} ") == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Stephen", "Smith"), ("Steven", "Smyth")),
        (("Catherine", "Philips"), ("Katherine", "Phillips")),
        (("Vera", "Holloway"), ("Vera", "Holoway")),
        (("Jean", "O'Brien"), ("jean", "OBRIEN")),
    ],
)
def test_names_that_sound_alike_have_one_key(one, other):
    assert sounds_like(*one) == sounds_like(*other) != ""


def test_names_that_do_not_sound_alike_have_two():
    assert sounds_like("Vera", "Holloway") != sounds_like("Dean", "Marsh")


@given(texts, texts)
def test_no_name_makes_the_keys_fall_over_or_run_over(given_name, family_name):
    assert len(sounds_like(given_name, family_name)) <= 60
    assert len(search_name(given_name, family_name)) <= LONGEST_SEARCH_NAME


@given(texts, texts)
def test_likeness_lies_between_nothing_and_the_same(one, other):
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == pytest.approx(likeness(other, one))


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=40))
def test_a_name_is_like_itself(name):
    assert likeness(name, name) == pytest.approx(1)


def test_a_misspelling_is_more_like_it_than_another_name():
    assert likeness("Holloway", "Holoway") > 0.95 > likeness("Holloway", "Marsh")
