"""The rows that made the difference between two takings, for who may see them."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from assessment import made_difference
from assessment.made_difference import CHANGED, GONE, MERGED, NEW
from assessment.models import CountedRows
from assessment.periods import FinancialYear
from assessment.services import freeze_run, take_figures
from cases.models import Case, CaseStatus
from cases.services import restrict_case
from tests.people import a_case

YEAR = FinancialYear(2025)
DAY = dt.date(2025, 6, 2)
BEFORE = dt.date(2025, 3, 1)


@pytest.fixture
def cases(own_area, cast):
    """Five cases, of which the second taking counts others than the first: one was recorded late,
    one opened earlier than it was said, one later, one was merged away, one is restricted."""
    with time_machine.travel("2026-05-01 12:00"):
        found = {
            name: a_case(cast, opened_on=day)
            for name, day in (
                ("stays", DAY), ("earlier", DAY), ("later", BEFORE), ("merged", DAY)
            )
        }  # fmt: skip
        first = take_figures(YEAR, own_area)
        freeze_run(first, looked_at=first.digest, by=cast.analyst)
    with time_machine.travel("2026-06-01 12:00"):
        found["new"] = a_case(cast, opened_on=DAY)
        found["hidden"] = a_case(cast, opened_on=DAY)
        restrict_case(found["hidden"], by=cast.coordinator, people=[cast.dpo], reason="-")
        Case.objects.filter(pk=found["earlier"].pk).update(opened_on=BEFORE)
        Case.objects.filter(pk=found["later"].pk).update(opened_on=DAY)
        merged = Case.objects.filter(pk=found["merged"].pk)
        merged.update(status=CaseStatus.MERGED, opened_on=BEFORE)
        second = take_figures(YEAR, own_area)
        freeze_run(second, looked_at=second.digest, by=cast.analyst)
    return found, first, second


def address(first, second, code="cases.opened") -> str:
    where = (YEAR.slug, first.area.slug, second.pk, first.pk, code)
    return reverse("compare_rows", args=where)


def test_what_was_recorded_late_corrected_or_merged_is_named(cases, cast, signed_in):
    found, first, second = cases
    page = signed_in(cast.coordinator).get(address(first, second))
    made = page.context["made"]
    assert {(row[0], why) for row, why in made.came} == {
        (found["new"].reference, NEW),
        (found["later"].reference, CHANGED),
    }
    assert {(row[0], why) for row, why in made.went} == {
        (found["earlier"].reference, GONE),
        (found["merged"].reference, MERGED),
    }
    assert made.unseen == 1, "the restricted one"
    assert found["hidden"].reference not in page.content.decode()
    assert found["stays"].reference not in page.content.decode()


def test_the_comparison_leads_there(cases, cast, signed_in):
    _, first, second = cases
    where = (YEAR.slug, first.area.slug, second.pk, first.pk)
    page = signed_in(cast.coordinator).get(reverse("compare_runs", args=where))
    assert address(first, second) in page.content.decode()


def test_who_sees_no_case_learns_how_many_there_are(cases, cast, signed_in):
    _, first, second = cases
    page = signed_in(cast.outsider).get(address(first, second))
    made = page.context["made"]
    assert (made.came, made.went, made.unseen) == ([], [], 5)
    assert "CSM-" not in page.content.decode()


@pytest.mark.parametrize("code", ["crime.total", "nothing"])
def test_what_counts_no_rows_with_a_page_is_not_found(cases, cast, signed_in, code):
    _, first, second = cases
    assert signed_in(cast.coordinator).get(address(first, second, code)).status_code == 404


def test_taken_again_only_the_new_keys_are_kept(cases, own_area):
    _, _, second = cases
    again = take_figures(YEAR, own_area)
    assert again.pk != second.pk
    kept = CountedRows.objects.filter(run=again, code="cases.opened")
    assert len(kept.get().keys) == 4


def test_of_very_many_no_keys_are_kept(own_area, cast, monkeypatch):
    monkeypatch.setattr(made_difference, "MOST_KEPT", 1)
    with time_machine.travel("2026-05-01 12:00"):
        a_case(cast, opened_on=DAY)
        a_case(cast, opened_on=DAY)
        run = take_figures(YEAR, own_area)
    assert not run.counted.filter(code="cases.opened").exists()
