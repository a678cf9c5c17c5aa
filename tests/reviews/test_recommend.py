"""Recommendations: to an agency, with a day to reply by; accepted, in part, or refused."""

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from reviews import services
from tests.reviews.applications import at, days_ago, recommend, review_work


@pytest.fixture
def made(cast, case):
    return recommend(at(cast, "reviewed", case), cast)


def address(made):
    return reverse("answer_recommendation", args=[made.review.reference, made.pk])


def test_it_is_made_on_the_page_and_the_agency_is_told(cast, signed_in):
    review = at(cast, "reviewed")
    browser = signed_in(cast.coordinator)
    page = reverse("add_recommendation", args=[review.reference])
    said = {"agency": cast.health.pk, "text": "Offer an assessment", "reply_due_on": "today"}
    assert browser.post(page, said).status_code == 302
    message = Email.objects.get(subject__contains="reply to a recommendation")
    assert message.to == [cast.partner.email]
    assert "Offer" not in message.message
    assert review.about not in message.message


def test_its_agency_may_read_the_application(cast, made, signed_in):
    services.add_recommendation(
        made.review,
        by=cast.coordinator,
        agency=cast.outside,
        text="x",
        reply_due_on=timezone.localdate(),
    )
    page = reverse("case_review", args=[made.review.reference])
    assert signed_in(cast.outsider).get(page).status_code == 200


@pytest.mark.parametrize("reply", ["part", "refused"])
def test_anything_but_yes_takes_a_reason(cast, made, signed_in, reply):
    browser = signed_in(cast.officer)
    said = {"reply": reply, "replied_on": "today"}
    assert "Say why" in browser.post(address(made), said).content.decode()
    assert browser.post(address(made), {**said, "reason": "No money"}).status_code == 302
    made.refresh_from_db()
    assert (made.reply, made.reply_reason) == (reply, "No money")


def test_accepted_it_is_done_later_once(cast, made, signed_in):
    browser = signed_in(cast.officer)
    owed = f"Reply to a recommendation of {made.review.reference}"
    assert owed in [item.text for item in review_work(cast.officer)]
    browser.post(address(made), {"reply": "accepted", "replied_on": "today"})
    assert owed not in [item.text for item in review_work(cast.officer)]
    assert "Record that it was done" in browser.get(address(made)).content.decode()
    assert browser.post(address(made), {"done_on": "today", "how": "Installed"}).status_code == 302
    made.refresh_from_db()
    assert made.done_on == timezone.localdate()
    again = browser.post(address(made), {"done_on": "today", "how": "Again"})
    assert "is not done yet, can be done" in again.content.decode()


def test_a_refused_one_is_never_done(cast, made):
    today = timezone.localdate()
    services.answer_recommendation(
        made, by=cast.officer, reply="refused", reason="No", replied_on=today
    )
    with pytest.raises(services.Refused):
        services.finish_recommendation(made, by=cast.officer, done_on=today, how="x")


def test_the_first_reply_stands(cast, made):
    today = timezone.localdate()
    services.answer_recommendation(made, by=cast.officer, reply="accepted", replied_on=today)
    with pytest.raises(services.Refused, match="replied to already"):
        services.answer_recommendation(made, by=cast.officer, reply="accepted", replied_on=today)


def test_others_do_not_reply_for_it(cast, made, signed_in):
    assert signed_in(cast.partner).get(address(made)).status_code == 403
    assert signed_in(cast.outsider).get(address(made)).status_code == 404


def test_not_before_it_was_made(cast, made):
    with pytest.raises(services.Refused, match="it was recommended"):
        services.answer_recommendation(
            made, by=cast.officer, reply="accepted", replied_on=days_ago(1)
        )


def test_only_after_the_review_and_before_the_outcome(cast):
    for stage in ("to_review", "told"):
        with pytest.raises(services.Refused):
            recommend(at(cast, stage), cast)
