"""The rows behind a figure: as many as it counts, and only those the reader may see."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessment.behind import behind, measure_of
from assessment.periods import FinancialYear
from assessment.queries import figures_of
from assessment.services import freeze_run, take_figures
from audit.models import Entry
from cases.models import Case
from cases.services import restrict_case
from tests.people import a_case

YEAR = FinancialYear(2025)
DAY = dt.date(2025, 6, 2)


@pytest.fixture
def run(own_area, cast):
    with time_machine.travel("2026-05-01 12:00"):
        a_case(cast, opened_on=DAY)
        hidden = a_case(cast, opened_on=DAY)
        restrict_case(hidden, by=cast.coordinator, people=[cast.dpo], reason="-")
        return take_figures(YEAR, own_area)


def rows_of(run, code: str = "cases.opened") -> str:
    return reverse("figure_rows", args=[YEAR.slug, run.area.slug, code])


def test_there_are_as_many_as_the_figure_counts(run, cast):
    taken = [each for each in figures_of(run) if each.period_start == YEAR.starts]
    found = {each.code: measure for each in taken if (measure := measure_of(each))}
    assert {"cases.opened", "referrals.received", "actions.on-time"} <= set(found)
    for figure in taken:
        if figure.code in found and "(" not in figure.unit:
            counted = figure.value if figure.numerator is None else figure.numerator
            behind_it = behind(found[figure.code], YEAR.span, cast.coordinator)
            assert behind_it.number == counted, figure.code


def test_each_reader_opens_only_what_they_may_see(run, cast, signed_in):
    page = signed_in(cast.analyst).get(rows_of(run)).content.decode()
    assert "None of these rows is yours to see." in page
    assert "CSM-" not in page
    assert signed_in(cast.coordinator).get(rows_of(run)).status_code == 404


def test_the_coordinator_opens_those_of_a_frozen_summary(run, cast, signed_in):
    freeze_run(run, looked_at=run.digest, by=cast.analyst)
    page = signed_in(cast.coordinator).get(rows_of(run))
    assert (page.context["number"], page.context["seen"]) == (2, 1)
    assert len(page.context["rows"]) == 1
    assert str(Case.objects.get(is_restricted=True)) not in page.content.decode()
    assert Entry.objects.filter(trail="figure cases.opened").exists()


@pytest.mark.parametrize("code", ["crime.total", "nonsense"])
def test_a_figure_without_rows_of_one_kind_has_no_such_page(run, cast, signed_in, code):
    assert signed_in(cast.analyst).get(rows_of(run, code)).status_code == 404


def test_the_page_costs_the_same_with_more_rows(run, cast, signed_in):
    freeze_run(run, looked_at=run.digest, by=cast.analyst)
    client = signed_in(cast.coordinator)

    def queries() -> int:
        client.get(rows_of(run))
        with CaptureQueriesContext(connection) as asked:
            client.get(rows_of(run))
        return len(asked)

    few = queries()
    for _ in range(10):
        a_case(cast, opened_on=DAY)
    assert queries() == few
