"""What a file is called is shown, and can neither leave its place nor pretend to be another."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.names import LONGEST, clean_name, extension_of, title_of

NAMES = st.text(st.characters(exclude_categories=()), max_size=400)


@pytest.mark.parametrize(
    ("said", "clean"),
    [
        ("letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\letter.pdf", "letter.pdf"),
        ("/absolute.txt", "absolute.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\x00b.pdf", "ab.pdf"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("<script>alert(1)</script>.png", "script_.png"),
        ("  two   spaces .pdf ", "two spaces .pdf"),
        ("...", "file"),
        ("", "file"),
        ("CON.txt", "_CON.txt"),
        ("“Café” £5.txt", "“Café” £5.txt"),
        (".htaccess", "htaccess"),
    ],
)
def test_what_becomes_of_a_name(said, clean):
    assert clean_name(said) == clean


@given(NAMES)
def test_a_name_is_short_visible_and_no_path(said):
    name = clean_name(said)
    assert 0 < len(name) <= LONGEST
    assert not set('/\\<>:"|?*%') & set(name)
    assert not any(unicodedata.category(each)[0] == "C" for each in name)
    assert name == name.strip(". ")


@given(NAMES)
def test_cleaning_twice_changes_nothing(said):
    assert clean_name(clean_name(said)) == clean_name(said)


@given(st.text("abc ._-", min_size=1, max_size=400), st.sampled_from(["pdf", "docx", "JPG"]))
def test_an_ending_survives_any_length(stem, extension):
    assert extension_of(clean_name(f"{stem}x.{extension}")) == extension.lower()


def test_a_title_is_the_name_without_its_ending():
    assert title_of("Letter_to the_landlord.pdf") == "Letter to the landlord"
    assert title_of("notes") == "notes"
