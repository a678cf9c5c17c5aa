"""Merge fields: one pass, known names only, and nothing else in a text means anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.merging import EXAMPLES, FIELDS, merge, unfilled, unknown_fields
from letters.samples import SAMPLES

HOSTILE = (
    "{{ settings.SECRET_KEY }}",
    "{% include '/etc/passwd' %}",
    "[[case reference]]",
    '#read("/etc/passwd")',
    "<script>alert(1)</script>",
    "{0.__class__}",
    "%(name)s",
    "\\1 \\g<0>",
)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_stays_what_was_typed_and_is_not_read_again(value):
    values = {**EXAMPLES, "name": value, "case reference": "SECRET"}
    assert merge("Dear [[name]],", values) == f"Dear {value},"


@given(st.sampled_from(sorted(FIELDS)), st.text(min_size=1))
def test_every_field_becomes_its_value_in_any_case_and_spacing(name, value):
    written = "  ".join(name.upper().split())
    assert merge(f"a [[ {written} ]] b", {name: value}) == f"a {value} b"


def test_a_field_without_a_value_stays_to_be_seen():
    merged = merge("On [[next meeting]]: [[fill in: what was said]]", {"next meeting": ""})
    assert unfilled(merged) == ["next meeting", "what was said"]


@pytest.mark.parametrize("name", ["case.reference", "officer.password", "__class__", "naem"])
def test_an_unknown_field_is_named(name):
    assert unknown_fields(f"Dear [[name]], [[{name}]]") == [name]


def test_a_prompt_must_say_what_it_asks_for():
    assert unknown_fields("[[fill in: the day]]") == []
    assert unknown_fields("[[fill in:]]") == ["fill in:"]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_sample_uses_fields_that_there_are(sample):
    text = f"{sample.subject}\n{sample.body}"
    assert unknown_fields(text) == []
    assert not FIELDS.keys() & set(unfilled(merge(text, EXAMPLES)))
    assert "perpetrator" not in sample.body
