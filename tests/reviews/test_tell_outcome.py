"""Telling the outcome, closing, withdrawing."""

import pytest
from django.urls import reverse

from audit.models import Entry
from reviews import services
from tests.reviews.applications import at, days_ago, decide, recommend

TOLD = {"told_on": "today", "how": "Letter", "what": "We recommend three things"}


def test_the_letter_is_recorded_with_day_and_way(cast, signed_in):
    review = at(cast, "reviewed")
    page = reverse("tell_outcome", args=[review.reference])
    assert signed_in(cast.coordinator).post(page, TOLD).status_code == 302
    review.refresh_from_db()
    assert (review.status, review.told_how) == ("told", "Letter")
    assert Entry.objects.get(verb="case_review.outcome_told").operation == "disclosure"


def test_not_met_is_told_too(cast, signed_in):
    review = decide(at(cast, "acknowledged"), cast, "not_met")
    page = reverse("tell_outcome", args=[review.reference])
    assert signed_in(cast.coordinator).post(page, TOLD).status_code == 302


def test_not_before_the_review(cast):
    with pytest.raises(services.Refused, match="the day it was decided"):
        services.tell_outcome(
            at(cast, "reviewed"), by=cast.coordinator, told_on=days_ago(31), how="x", what="x"
        )


def test_it_is_closed_when_every_recommendation_has_its_reply(cast, signed_in):
    review = at(cast, "reviewed")
    made = recommend(review, cast)
    services.tell_outcome(review, by=cast.coordinator, told_on=days_ago(0), how="x", what="x")
    browser = signed_in(cast.coordinator)
    page = reverse("close_review", args=[review.reference])
    said = {"ended_on": "today", "reason": "All answered"}
    assert "still waits for its reply" in browser.post(page, said).content.decode()
    services.answer_recommendation(made, by=cast.officer, reply="accepted", replied_on=days_ago(0))
    assert browser.post(page, said).status_code == 302
    review.refresh_from_db()
    assert (review.status, review.ended_on) == ("closed", days_ago(0))


def test_the_applicant_may_withdraw_until_the_review(cast, signed_in):
    for stage in ("received", "acknowledged", "to_review"):
        review = at(cast, stage)
        page = reverse("withdraw_review", args=[review.reference])
        said = {"ended_on": "today", "reason": "It has stopped"}
        assert signed_in(cast.coordinator).post(page, said).status_code == 302
        review.refresh_from_db()
        assert review.status == "withdrawn"


def test_after_it_they_may_not(cast, signed_in):
    review = at(cast, "reviewed")
    page = signed_in(cast.coordinator).post(
        reverse("withdraw_review", args=[review.reference]),
        {"ended_on": "today", "reason": "x"},
        follow=True,
    )
    assert "so this cannot be done" in page.content.decode()
