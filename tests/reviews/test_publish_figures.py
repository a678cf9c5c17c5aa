"""The yearly figures of section 104: four, unsuppressed, by financial year."""

import csv
import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from reviews.queries import counts_of, yearly_counts, years_with_reviews
from tests.home.counting import queries_of
from tests.reviews.applications import an_application, at, decide, recommend

YEAR = (dt.date(2026, 4, 1), dt.date(2027, 3, 31))


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)):
        yield


def test_each_thing_is_counted_once_in_its_year(cast):
    at(cast, "received")
    decide(at(cast, "acknowledged"), cast, "not_met")
    decide(at(cast, "acknowledged"), cast, "anyway")
    recommend(at(cast, "reviewed"), cast)
    review = at(cast, "reviewed")
    recommend(review, cast)
    recommend(review, cast)
    at(cast, "reviewed")
    assert yearly_counts(*YEAR) == {
        "applications": 6,
        "not_met": 1,
        "reviews": 3,
        "with_recommendations": 2,
        "reviewed_anyway": 1,
        "rights_told": 0,
    }


def test_an_application_counts_where_it_came_in_and_its_review_where_it_was_held(cast):
    with time_machine.travel(dt.datetime(2026, 4, 20, 12, tzinfo=dt.UTC)):
        review = at(cast, "reviewed")
    assert review.received_on == dt.date(2026, 2, 19)
    before, this = counts_of([(dt.date(2025, 4, 1), dt.date(2026, 3, 31)), YEAR])
    assert (before["applications"], before["reviews"]) == (1, 1)
    assert (this["applications"], this["reviews"]) == (0, 0)


@pytest.mark.parametrize("day", YEAR)
def test_the_first_and_the_last_day_of_the_year_are_in_it(cast, day):
    with time_machine.travel(dt.datetime.combine(day, dt.time(12), dt.UTC)):
        an_application(cast, received_on=day)
    assert yearly_counts(*YEAR)["applications"] == 1
    one_day = dt.timedelta(days=1)
    around = counts_of([(dt.date(2020, 1, 1), day - one_day), (day + one_day, dt.date(2030, 1, 1))])
    assert [each["applications"] for each in around] == [0, 0]


def test_the_years_run_from_the_first_application_to_now(cast):
    today = dt.date(2026, 11, 24)
    assert years_with_reviews(today) == [2026]
    an_application(cast, received_on=dt.date(2025, 3, 31))
    assert years_with_reviews(today) == [2026, 2025, 2024]


def test_anybody_with_a_desk_reads_and_downloads_them(cast, signed_in):
    recommend(at(cast, "reviewed"), cast)
    for who in (cast.analyst, cast.outsider, cast.dpo):
        page = signed_in(who).get(reverse("case_review_figures")).content.decode()
        assert "2026/27" in page
    answer = signed_in(cast.analyst).get(reverse("download_case_review_figures"))
    rows = list(csv.reader(b"".join(answer).decode("utf-8-sig").splitlines()))
    assert rows[0][:2] == ["Financial year", "Applications received"]
    assert rows[1] == ["2026/27", "1", "0", "1", "1", "0", "0"]


def test_a_restricted_case_is_counted_like_any_other(cast, case):
    an_application(cast, case)
    type(case).objects.update(is_restricted=True)
    assert yearly_counts(*YEAR)["applications"] == 1


def test_the_page_costs_the_same_for_ten_years(cast, signed_in):
    browser = signed_in(cast.analyst)
    browser.get(reverse("case_review_figures"))
    few = queries_of(browser, "get", reverse("case_review_figures"))
    for year in range(2016, 2026):
        an_application(cast, received_on=dt.date(year, 5, 1))
    assert queries_of(browser, "get", reverse("case_review_figures")) == few <= 10
