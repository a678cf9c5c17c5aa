"""The list and the page: who sees what, what is overdue, what they cost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from reviews import services
from reviews.models import ClockStep
from tests.home.counting import queries_of
from tests.reviews.applications import an_application, at, days_ago, recommend, report, review_work

LIST = "/case-reviews/"


def test_an_outsider_finds_nothing_and_is_told_what_would_be_here(cast, case, signed_in):
    review = an_application(cast, case)
    said = signed_in(cast.outsider).get(LIST).content.decode()
    assert review.reference not in said
    assert "No applications here" in said
    assert signed_in(cast.outsider).get(f"{LIST}{review.reference}/").status_code == 404
    assert signed_in(cast.outsider).get(f"{LIST}ACR-1999-0001/").status_code == 404


def test_whom_it_is_about_is_on_its_page_and_not_in_the_list(cast, case, signed_in):
    review = an_application(cast, case)
    browser = signed_in(cast.officer)
    assert review.about not in browser.get(LIST).content.decode()
    assert review.about in browser.get(f"{LIST}{review.reference}/").content.decode()
    assert Entry.objects.get(verb="page.read").subject == f"case review {review.reference}"


def test_it_is_narrowed_to_what_is_overdue_open_or_over(cast, signed_in):
    late, fresh, over = (an_application(cast) for _ in range(3))
    ClockStep.objects.exclude(review=late).update(due_on=timezone.localdate())
    services.withdraw_review(over, by=cast.coordinator, ended_on=days_ago(1), reason="Moved")
    browser = signed_in(cast.coordinator)

    def listed(query):
        said = browser.get(f"{LIST}?{query}").content.decode()
        return {each for each in (late, fresh, over) if each.reference in said}

    assert listed("state=overdue") == {late}
    assert listed("state=open") == {late, fresh}
    assert listed("state=ended") == {over}
    assert listed("status=withdrawn") == {over}
    assert listed("applicant=business") == set()
    assert listed("state=nonsense") == {late, fresh, over}
    assert "Overdue" in browser.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("stage", "offered"),
    [
        ("received", "Acknowledge the application"),
        ("acknowledged", "Decide the threshold"),
        ("to_review", "Record the review"),
        ("reviewed", "Add a recommendation"),
        ("told", "Record an appeal"),
        ("appealed", "Decide the appeal"),
    ],
)
def test_each_stage_offers_its_next_step_to_whoever_runs_it(cast, case, signed_in, stage, offered):
    page = f"{LIST}{at(cast, stage, case).reference}/"
    link = f'">{offered}</a>'
    assert link in signed_in(cast.coordinator).get(page).content.decode()
    assert link not in signed_in(cast.officer).get(page).content.decode()


def test_what_runs_is_the_coordinators_work(cast):
    review = an_application(cast)
    for who in (cast.coordinator, cast.cochair_police):
        assert [item.text for item in review_work(who)] == [
            f"Acknowledge the application: {review.reference}",
            f"Decide whether the threshold is met: {review.reference}",
        ]
    for who in (cast.officer, cast.victim_worker, cast.analyst):
        assert review_work(who) == []


def fill(cast, case, review, number):
    for n in range(number):
        an_application(cast)
        report(case, cast, days_ago(61 + n))
        if review.status == "reviewed":
            recommend(review, cast)


@pytest.mark.parametrize("stage", ["acknowledged", "reviewed"])
def test_list_and_page_cost_the_same_with_10_and_30(cast, case, signed_in, stage):
    review = at(cast, stage, case)
    fill(cast, case, review, 10)
    addresses = [
        (who, address)
        for who in ("coordinator", "officer")
        for address in (LIST, f"{LIST}?state=overdue", f"{LIST}{review.reference}/")
    ]
    browsers = {who: signed_in(getattr(cast, who)) for who, _ in addresses}

    def measured():
        return {each: queries_of(browsers[each[0]], "get", each[1]) for each in addresses}

    measured()
    few = measured()
    fill(cast, case, review, 20)
    assert measured() == few
    assert max(number for (_, url), number in few.items() if "ACR" not in url) <= 8
    assert max(few.values()) <= 15


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_is_taken_away_as_it_is_narrowed_and_logged(cast, case, signed_in, kind):
    review = at(cast, "acknowledged", case)
    client = signed_in(cast.coordinator)
    page = client.get(reverse("list_case_reviews") + "?state=open").content.decode()
    url = reverse("download_case_reviews")
    assert f"{url}?state=open" in page
    answer = client.get(url, {"state": "open", "format": kind})
    said = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert Entry.objects.get(verb="case_reviews.downloaded").changes == {
        "filter": {"state": "open"}
    }
    if kind == "csv":
        assert review.reference in said.decode("utf-8-sig")
        ended = client.get(url, {"state": "ended"})
        assert review.reference not in b"".join(ended.streaming_content).decode("utf-8-sig")
    else:
        assert said[:2] == b"PK"
