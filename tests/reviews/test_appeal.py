"""An appeal is decided by somebody who did not chair the review."""

import pytest
from django.urls import reverse

from reviews import services
from reviews.models import Appeal, ReviewMeeting
from tests.reviews.applications import at, days_ago, decide, hold, ready


def decide_it(review, cast, **said):
    return services.decide_appeal(
        review,
        by=cast.coordinator,
        **{
            "outcome": "not_upheld",
            "decided_on": days_ago(10),
            "decided_by": "Olu Other, Westbrook Council",
            "reason": "All was weighed",
            **said,
        },
    )


def test_it_is_received_and_its_clock_runs(cast, signed_in):
    review = at(cast, "told")
    page = reverse("receive_appeal", args=[review.reference])
    said = {"received_on": "today", "grounds": "Nobody asked me"}
    assert signed_in(cast.coordinator).post(page, said).status_code == 302
    review.refresh_from_db()
    assert review.status == "appealed"
    assert review.steps.running().get().working_days == 15


def test_the_chair_does_not_decide_it(cast, signed_in):
    review = at(cast, "appealed")
    page = signed_in(cast.coordinator).post(
        reverse("decide_appeal", args=[review.reference]),
        {
            "outcome": "not_upheld",
            "decided_on": "today",
            "decided_by": "ada  FAIR",
            "reason": "I was right",
        },
    )
    assert "did not chair the review" in page.content.decode()
    assert Appeal.objects.get().outcome == ""


def test_not_upheld_the_outcome_stands_and_it_can_be_closed(cast):
    review = at(cast, "appealed")
    decide_it(review, cast)
    assert review.status == "appeal_decided"
    assert not review.steps.running().exists()
    services.close_review(review, by=cast.coordinator, ended_on=days_ago(5), reason="Over")
    assert review.status == "closed"


def test_upheld_a_review_is_held_again_and_counts_again(cast):
    review = at(cast, "appealed")
    decide_it(review, cast, outcome="upheld")
    assert review.status == "to_review"
    assert review.steps.running().get().step == "review"
    with pytest.raises(services.Refused, match="decided to hold one"):
        hold(review, cast, held_on=days_ago(11))
    hold(review, cast, held_on=days_ago(5))
    assert ReviewMeeting.objects.count() == 2


def test_of_a_threshold_not_met_it_leads_to_a_first_review(cast):
    review = decide(at(cast, "acknowledged"), cast, "not_met")
    by = cast.coordinator
    services.tell_outcome(review, by=by, told_on=days_ago(25), how="Letter", what="Not met")
    services.receive_appeal(review, by=by, received_on=days_ago(20), grounds="It is")
    decide_it(review, cast, outcome="upheld")
    hold(ready(review, cast), cast, held_on=days_ago(5))
    assert (review.status, review.threshold) == ("reviewed", "not_met")


def test_not_before_the_outcome(cast):
    review = at(cast, "told")
    with pytest.raises(services.Refused, match="the outcome was told"):
        services.receive_appeal(review, by=None, received_on=days_ago(26), grounds="x")


def test_without_one_there_is_nothing_to_decide(cast):
    with pytest.raises(services.Refused, match="No appeal is waiting"):
        decide_it(at(cast, "told"), cast)
