"""Sentences from figures: the words fit the number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.periods import FinancialYear
from assessment.reports.sentences import sentence, typed_numbers
from assessment.summary import Summary
from tests.assessment.test_publish_summary import figure

YEAR = FinancialYear(2025)


def said(now, before=None, base=None, unit="offences", **more) -> str:
    figures = [figure("x", now, unit, YEAR, **more)]
    for value, period in ((before, YEAR.previous), (base, YEAR.five_years_earlier)):
        if value is not None:
            figures.append(figure("x", value, unit, period))
    row = Summary(YEAR, "X09000001", figures).rows_of(["x"])["x"]
    return sentence(row, YEAR).removeprefix("Name of x: ")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (said(110, 100), "110 offences in 2025/26, up 10.0% from 100 in 2024/25."),
        (said(1), "1 offence in 2025/26."),
        (said(1, unit="people"), "1 person in 2025/26."),
        (said(1, unit="working days (median)"), "1 working day (median) in 2025/26."),
        (
            said(-20.0, -12.5, unit="percent change"),
            "\N{MINUS SIGN}20.0% in 2025/26, down 7.5 percentage points from "
            "\N{MINUS SIGN}12.5% in 2024/25.",
        ),
        (
            said(0.5, 0.0, unit="offences per 1,000 residents"),
            "0.50 offences per 1,000 residents in 2025/26, up from 0.00 in 2024/25.",
        ),
        (said(90, 100), "90 offences in 2025/26, down 10.0% from 100 in 2024/25."),
        (said(100, 100), "100 offences in 2025/26, unchanged from 2024/25."),
        (said(67, 100), "67 offences in 2025/26, down 33.0%, about a third, from 100 in 2024/25."),
        (said(9, 3), "9 offences in 2025/26, up from 3 in 2024/25."),
        (said(30, 0), "30 offences in 2025/26, up from 0 in 2024/25."),
        (
            said(100001, 100000),
            "100,001 offences in 2025/26, up by less than 0.1% from 100,000 in 2024/25.",
        ),
        (
            said(95.0, 93.0, unit="percent"),
            "95.0% in 2025/26, up 2.0 percentage points from 93.0% in 2024/25.",
        ),
        (said(95.0, 95.01, unit="percent"), "95.0% in 2025/26, unchanged from 2024/25."),
        (said(120, 100, is_partial=True), "120 offences in 2025/26."),
        (said(None), "no data for 2025/26."),
        (
            said(50, 100, 40),
            "50 offences in 2025/26, down 50.0%, about a half, from 100 in 2024/25, up 25.0%, "
            "about a quarter, from 40 in 2020/21.",
        ),
    ],
)
def test_the_words_fit_the_number(told, words):
    assert told == words


@given(st.integers(10, 10**6), st.integers(10, 10**6))
def test_up_is_more_and_down_is_less(now, before):
    words = said(now, before)
    assert ("up" in words) is (now > before)
    assert ("down" in words) is (now < before)
    assert ("unchanged" in words) is (now == before)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("590 burglaries", ["590"]),
        ("581 burglaries, down 22%", ["22%"]),
        ("In 2016/17, and to March 2018, 5 times", []),
        ("1,234 of 1,235.", ["1,235"]),
        ("581, 581 and 590; 590", ["590"]),
        ("N22 8HQ, M-2026-0012", []),
    ],
)
def test_a_typed_number_is_one_that_a_figure_shows_or_is_named(text, found):
    assert typed_numbers(text, ["581", "1,234", "+8.0%"]) == found
