"""Acknowledging, adding complaints, linking cases: what precedes the decision."""

import datetime as dt

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.services import restrict_case
from reviews import queries, services
from reviews.models import CaseReviewApplication
from tests.people import a_case
from tests.reviews.applications import an_application, at, days_ago, report


def test_it_is_acknowledged_with_day_and_way(cast, signed_in):
    review = an_application(cast)
    answer = signed_in(cast.coordinator).post(
        reverse("acknowledge_review", args=[review.reference]),
        {"acknowledged_on": "today", "how": "By phone"},
    )
    assert answer.status_code == 302
    review.refresh_from_db()
    assert (review.status, review.acknowledged_how) == ("acknowledged", "By phone")
    assert Entry.objects.filter(verb="case_review.acknowledged").exists()


def test_not_before_it_was_received(cast, signed_in):
    review = an_application(cast)
    day = review.received_on - dt.timedelta(days=1)
    page = signed_in(cast.coordinator).post(
        reverse("acknowledge_review", args=[review.reference]),
        {"acknowledged_on": f"{day:%d %m %Y}", "how": "By phone"},
    )
    assert "the day it was received" in page.content.decode()
    review.refresh_from_db()
    assert review.status == "received"


def test_twice_is_said_and_changes_nothing(cast, signed_in):
    review = at(cast, "acknowledged")
    page = signed_in(cast.coordinator).post(
        reverse("acknowledge_review", args=[review.reference]),
        {"acknowledged_on": "today", "how": "Again"},
        follow=True,
    )
    assert "is acknowledged, so this cannot be done" in page.content.decode()


def test_officers_see_it_and_do_not_run_it(cast, signed_in):
    review = an_application(cast)
    browser = signed_in(cast.officer)
    assert browser.get(reverse("case_review", args=[review.reference])).status_code == 200
    for name in ("acknowledge_review", "decide_threshold", "hold_review", "withdraw_review"):
        assert browser.get(reverse(name, args=[review.reference])).status_code == 403


class TestComplaints:
    said = {
        "happened_on": "1 3 2026",
        "reported_on": "2 3 2026",
        "reported_to": "Landlord",
        "category": "noise",
        "postcode": "nb31aa",
    }

    def test_one_that_is_in_no_case_counts(self, cast, signed_in):
        review = an_application(cast, received_on=dt.date(2026, 5, 1))
        address = reverse("add_complaint", args=[review.reference])
        assert signed_in(cast.officer).post(address, self.said).status_code == 302
        finding = queries.finding_of(review, cast.coordinator)
        assert finding.incidents == 1
        assert finding.lines[0].told.source == "Application"

    def test_reported_before_it_happened_is_refused(self, cast, signed_in):
        review = an_application(cast)
        page = signed_in(cast.officer).post(
            reverse("add_complaint", args=[review.reference]),
            {**self.said, "reported_on": "28 2 2026"},
        )
        assert "the day it happened" in page.content.decode()

    def test_once_decided_the_complaints_stay(self, cast):
        review = at(cast, "to_review")
        day = days_ago(70)
        with pytest.raises(services.Refused, match="is decided"):
            services.add_complaint(
                review,
                by=cast.officer,
                happened_on=day,
                reported_on=day,
                reported_to="Police",
                category="noise",
            )


class TestCases:
    def test_a_linked_case_counts_and_lets_its_agencies_in(self, cast, signed_in):
        case = a_case(cast, shared_with=(cast.probation,))
        report(case, cast, days_ago(70))
        review = an_application(cast)
        page = reverse("case_review", args=[review.reference])
        assert signed_in(cast.offender_manager).get(page).status_code == 404
        address = reverse("link_review_case", args=[review.reference])
        signed_in(cast.coordinator).post(address, {"case": case.reference.lower()})
        assert list(review.cases.all()) == [case]
        assert queries.finding_of(review, cast.coordinator).incidents == 1
        assert signed_in(cast.offender_manager).get(page).status_code == 200

    def test_twice_or_unknown_is_said(self, cast, case, signed_in):
        review = an_application(cast, case)
        browser = signed_in(cast.coordinator)
        address = reverse("link_review_case", args=[review.reference])
        assert "linked already" in browser.post(address, {"case": case.reference}).content.decode()
        assert "see in full" in browser.post(address, {"case": "CSM-1-1"}).content.decode()

    def test_a_restricted_case_closes_the_application_to_all_but_its_people(self, cast, case):
        review = an_application(cast, case)
        rows = CaseReviewApplication.objects
        assert rows.visible_to(cast.coordinator).exists()
        restrict_case(case, by=cast.coordinator, people=[cast.officer], reason="In confidence")
        for name, who in cast.everyone().items():
            assert list(rows.visible_to(who)) == ([review] if name == "officer" else [])
