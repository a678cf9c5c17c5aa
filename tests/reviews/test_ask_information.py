"""Agencies are asked what they know, by a day, without a name in the message."""

import pytest
from django.urls import reverse
from post_office.models import Email

from audit.models import Entry
from reviews import services
from reviews.models import InformationRequest
from tests.reviews.applications import an_application, days_ago, review_work
from ui.working_days import working_days_between


@pytest.fixture
def asked(cast, case):
    review = an_application(cast, case)
    return services.ask_information(
        review, by=cast.coordinator, agency=cast.health, asks="Any contact?"
    )


def test_it_is_due_in_fourteen_working_days(cast, asked):
    assert working_days_between(asked.asked_on, asked.due_on) == 14
    entry = Entry.objects.get(verb="case_review.information_asked")
    assert entry.operation == "disclosure"
    assert entry.recipients == [cast.health.slug]


def test_only_the_agency_is_told_and_nobody_is_named(cast, asked):
    message = Email.objects.get(subject__contains="asked for information")
    assert message.to == [cast.partner.email]
    assert asked.review.about not in message.message
    assert f"/information/{asked.pk}/" in message.message


def test_the_agency_sees_the_application_answers_and_owes_no_more(cast, asked, signed_in):
    browser = signed_in(cast.partner)
    reference = asked.review.reference
    assert "Give your agency" in browser.get(f"/case-reviews/{reference}/").content.decode()
    assert [item.text for item in review_work(cast.partner)] == [f"Give information on {reference}"]
    address = reverse("answer_request", args=[reference, asked.pk])
    assert browser.post(address, {"answer": "Two visits"}).status_code == 302
    asked.refresh_from_db()
    assert asked.answer == "Two visits"
    assert asked.answered_by == cast.partner
    assert review_work(cast.partner) == []


def test_the_first_answer_stands(cast, asked, signed_in):
    services.answer_request(asked, by=cast.partner, answer="First")
    page = signed_in(cast.partner).post(
        reverse("answer_request", args=[asked.review.reference, asked.pk]), {"answer": "Second"}
    )
    assert "answered already" in page.content.decode()
    assert InformationRequest.objects.get().answer == "First"


def test_who_is_not_asked_does_not_answer(cast, asked, signed_in):
    address = reverse("answer_request", args=[asked.review.reference, asked.pk])
    assert signed_in(cast.officer).get(address).status_code == 403
    assert signed_in(cast.outsider).get(address).status_code == 404


def test_nobody_is_asked_twice_at_once(cast, asked, signed_in):
    page = signed_in(cast.coordinator).post(
        reverse("ask_information", args=[asked.review.reference]),
        {"agency": cast.health.pk, "asks": "Again?"},
    )
    assert "asked already" in page.content.decode()


def test_nor_when_it_has_ended(cast, asked):
    review = asked.review
    services.withdraw_review(review, by=cast.coordinator, ended_on=days_ago(1), reason="Moved")
    with pytest.raises(services.Refused, match="has ended"):
        services.ask_information(review, by=cast.coordinator, agency=cast.police, asks="x")
