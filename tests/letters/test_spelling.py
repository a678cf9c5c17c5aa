"""An address is found however it is spelled; and a text without it says nothing."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.spelling import (
    holds_address,
    holds_email,
    holds_phone,
    holds_postcode,
    names_person,
    repeats,
    same_address,
    telling,
    tokens,
)

STREETS = ("Tannery", "Mill", "St Mary's", "Old Mill", "Queen Anne's", "North")
KINDS = {
    "Street": ("St", "Str.", "STREET"),
    "Road": ("Rd", "Rd.", "road"),
    "Avenue": ("Ave", "Av."),
    "Lane": ("Ln",),
    "Close": ("Cl",),
    "Court": ("Ct", "Crt"),
    "Gardens": ("Gdns", "Gdn"),
    "Walk": ("Wlk",),
    "Crescent": ("Cres", "Cresc"),
    "Terrace": ("Terr", "Tce"),
}
ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
INVISIBLE = "\N{ZERO WIDTH SPACE}"


def in_words(number):
    if number < 10:
        return ONES[number]
    if number < 20 or number > 99:
        return str(number)
    return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")


@st.composite
def homes(draw):
    """A home as it is kept, and the same as somebody else might write it."""
    number, letter = draw(st.integers(1, 250)), draw(st.sampled_from(("", "", "a", "B")))
    street, kind = draw(st.sampled_from(STREETS)), draw(st.sampled_from(tuple(KINDS)))
    flat = draw(st.sampled_from(("", "Flat 3, ", "Flat 12a, ")))
    kept = f"{flat}{number}{letter} {street} {kind}, Northbridge"
    gap = draw(st.sampled_from((" ", "  ", "\n", ", ", "\t", " \N{NO-BREAK SPACE}")))
    said = draw(st.sampled_from((str(number), f"No. {number}", f"number {number}")))
    if not letter:
        said = draw(st.sampled_from((said, in_words(number))))
    written_kind = draw(st.sampled_from((kind, *KINDS[kind])))
    before = draw(st.sampled_from(("", "apt 3/", "Flat 3\n", "flat three, ")))
    suffix = draw(st.sampled_from((letter, f" {letter}"))) if letter else ""
    written = f"{before}{said}{suffix}{gap}{street}{gap}{written_kind}"
    change = draw(st.sampled_from((str, str.upper, str.lower, str.title)))
    written = change(written)
    if draw(st.booleans()):
        written = written.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    if draw(st.booleans()):
        written = INVISIBLE.join(written)
    return kept, written


@given(homes(), st.text(string.ascii_letters + " .,\n", max_size=40))
def test_an_address_is_found_in_any_spelling(home, around):
    kept, written = home
    assert holds_address(f"{around} We saw you at {written}. {around}", kept), telling(kept)
    assert same_address(kept, written)


@given(homes(), st.integers(300, 999))
def test_another_number_of_the_street_is_another_home(home, number):
    kept, _ = home
    other = kept.split(", ")[-2].lstrip(string.digits).lstrip("aB")
    assert not holds_address(f"Come to {number}{other}", kept)


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("12 Tannery Walk NB3 1AA", "at 12 tannery wlk"),
        ("Flat 3, Tannery Court, Mill Lane", "Flat 3 Tannery Crt"),
        ("Flat 3 Tannery Court", "3, Tannery Court"),
        ("12 Tannery Walk", "Tannery Walk, 12"),
        ("The Old Mill, Mill Lane", "we know of the old mill"),
        ("12a Mill Lane", "12 A Mill Ln"),
        ("3/12 Tannery Walk", "12 Tannery Walk"),
        ("12 Tannery Walk Northbridge", "12 Tannery Walk, NB3"),
        ("\N{FULLWIDTH DIGIT ONE}2 Tannery Walk", "12 Tannery Walk"),
        ("12 Caf\N{LATIN SMALL LETTER E WITH ACUTE} Street", "12 Cafe St"),
    ],
)
def test_addresses_that_are_written_otherwise(kept, said):
    assert holds_address(said, kept)


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("12 Tannery Walk", "You made noise on Tannery Walk on 12 March"),
        ("12 Tannery Walk", "112 Tannery Walk"),
        ("12 Tannery Walk", "12 Tanner Walk"),
        ("", "Anything at all"),
        ("NB3 1AA", "Anything at all"),
    ],
)
def test_what_is_no_address_of_theirs(kept, said):
    assert not holds_address(said, kept)


POSTCODES = st.from_regex(r"\A[A-Z]{1,2}[0-9]{1,2} [0-9][ABD-HJLNP-UW-Z]{2}\Z")


@given(POSTCODES, st.sampled_from(("", " ", "  ", "-", ".", "\n", INVISIBLE)), st.booleans())
def test_a_postcode_is_found_in_any_spacing_and_case(postcode, gap, lower):
    said = gap.join(postcode.replace(" ", ""))
    assert holds_postcode(f"It is {said.lower() if lower else said}, I think", postcode)


@given(POSTCODES, POSTCODES)
def test_another_postcode_is_another_place(one, other):
    alike = str.maketrans({"O": "0", "I": "1", "L": "1"})
    if one.translate(alike) != other.translate(alike):
        assert not holds_postcode(f"It is {one}.", other)


@given(st.from_regex(r"\A0[1-9][0-9]{9}\Z"), st.sampled_from(("", " ", "-", ". ")), st.booleans())
def test_a_phone_number_is_found_in_any_grouping(phone, gap, abroad):
    said = gap.join(phone)
    said = f"+44 (0){said[1:]}" if abroad else said
    assert holds_phone(f"Call {said} now", f"{phone[:5]} {phone[5:]}")


def test_a_longer_number_is_another_phone():
    assert not holds_phone("Call 020 7946 00001", "020 7946 0000")


@pytest.mark.parametrize(
    "said",
    ["vera@Example.ORG", "vera at example dot org", "vera (at) example.org", "vera @example.org"],
)
def test_an_email_address_is_found_spelled_out(said):
    assert holds_email(f"Write to {said} today", "vera@example.org")
    assert not holds_email(f"Write to {said} today", "veronica@example.org")


def test_a_person_is_named_by_both_names_or_either():
    assert names_person("We spoke to VERA HARMED.", "Vera", "Harmed")
    assert names_person("Harmed, Vera said so", "Vera", "Harmed")
    assert names_person("as Mrs Harmed said", "Vera", "Harmed")
    assert names_person("It was said by Vera.", "Vera", "Harmed")


def test_ordinary_words_name_nobody():
    assert not names_person("You harmed your neighbour", "Vera", "Harmed")
    assert not names_person("Will you call us?", "Will", "Brown")


def test_a_name_that_the_reader_shares_names_nobody_else():
    assert not names_person("Dear Vera Harmed", "Alan", "Harmed", but=("Vera", "Harmed"))


def test_a_long_passage_of_another_text_is_a_repetition():
    note = "The neighbour has seen him take money from the till twice this week."
    assert repeats("We know: the neighbour has seen him take money from the till!", note)
    assert not repeats("The neighbour has seen him.", note)


@given(st.text(max_size=300), st.text(max_size=60))
def test_no_text_makes_the_search_fail(text, kept):
    for holds in (holds_address, holds_postcode, holds_phone, holds_email, repeats):
        assert holds(text, kept) in (True, False)
    assert all(tokens(text))


def test_four_hundred_lines_are_searched_like_four():
    text = "\n".join(f"On day {n} there was noise in the street until late." for n in range(400))
    assert holds_address(f"{text}\n12 Tannery Wlk\n{text}", "12 Tannery Walk")
    assert not holds_address(text, "12 Tannery Walk")
