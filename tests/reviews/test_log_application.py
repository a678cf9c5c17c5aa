"""An application is logged however it comes in, and by whoever is asked first."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from audit.models import Entry
from reviews import services
from reviews.models import CaseReviewApplication
from tests.reviews.applications import an_application

NEW = "/case-reviews/new/"


def typed(**said):
    return {
        "received_on": "yesterday",
        "how_applied": "letter",
        "applicant": "victim",
        "person_name": "Una Known",
        "asks": "Nobody does anything.",
        **said,
    }


def test_it_gets_a_reference_and_waits_to_be_acknowledged(cast, signed_in):
    answer = signed_in(cast.officer).post(NEW, typed())
    review = CaseReviewApplication.objects.get()
    assert answer["Location"] == reverse("case_review", args=[review.reference])
    assert review.reference.startswith("ACR-")
    assert review.status == "received"
    assert review.logged_agency == cast.housing
    assert review.received_on == timezone.localdate() - dt.timedelta(days=1)


@pytest.mark.parametrize("how", ["form", "phone", "person", "letter", "email"])
def test_every_way_in_is_open(cast, signed_in, how):
    signed_in(cast.officer).post(NEW, typed(how_applied=how))
    assert CaseReviewApplication.objects.get().how_applied == how


def test_somebody_may_apply_for_the_victim_and_consent_is_asked(cast, signed_in):
    browser = signed_in(cast.coordinator)
    said = browser.post(NEW, typed(applicant="family")).content.decode()
    assert "Enter the name of whoever applies" in said
    assert "Answer whether the victim agrees" in said
    for_her = typed(
        applicant="family", applicant_name="Dora Kin", relation="Daughter", victim_consents="no"
    )
    browser.post(NEW, for_her)
    review = CaseReviewApplication.objects.get()
    assert (review.applicant_name, review.victim_consents) == ("Dora Kin", False)


def test_a_business_needs_no_consent(cast, signed_in):
    said = typed(applicant="business", applicant_name="Corner Shop", person_name="Corner Shop")
    assert signed_in(cast.officer).post(NEW, said).status_code == 302


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"person_name": ""}, "Enter the victim&#x27;s name, or their reference"),
        ({"person": "P-999999"}, "a person that you may see"),
        ({"cases": "CSM-1999-0001"}, "cases that you see in full: not CSM-1999-0001"),
        ({"received_on": "tomorrow"}, "today or in the past"),
        ({"asks": ""}, "Answer this question"),
        ({"how_applied": "pigeon"}, "There is a problem"),
    ],
)
def test_what_is_missing_or_wrong_is_said(cast, signed_in, said, error):
    page = signed_in(cast.officer).post(NEW, typed(**said))
    assert error in page.content.decode()
    assert not CaseReviewApplication.objects.exists()


def test_from_a_case_the_victim_and_the_case_are_filled_in(cast, case, signed_in):
    browser = signed_in(cast.officer)
    address = reverse("apply_from_case", args=[case.reference])
    assert address in browser.get(reverse("case", args=[case.reference])).content.decode()
    victim = case.parties.get(role="victim").person
    assert victim.full_name in browser.get(address).content.decode()
    browser.post(address, typed(person=victim.reference, person_name="", cases=case.reference))
    review = CaseReviewApplication.objects.get()
    assert review.person == victim
    assert list(review.cases.all()) == [case]


def test_a_case_that_is_not_shared_is_not_found(cast, case, signed_in):
    address = reverse("apply_from_case", args=[case.reference])
    assert signed_in(cast.outsider).get(address).status_code == 404
    said = signed_in(cast.outsider).post(NEW, typed(cases=case.reference)).content.decode()
    assert "cases that you see in full" in said


def test_who_may_not_log_is_refused(cast, signed_in):
    for who in (cast.victim_worker, cast.offender_manager, cast.analyst, cast.dpo):
        assert signed_in(who).get(NEW).status_code == 403


def test_it_is_in_the_log_without_a_name(cast, case):
    review = an_application(cast, case)
    entry = Entry.objects.get(verb="case_review.applied")
    assert entry.subject == f"case review {review.reference}"
    assert entry.changes["cases"] == [case.reference]
    assert review.about not in str(entry.changes)


def test_the_coordinator_is_told_without_a_name(cast, case):
    review = an_application(cast, case)
    message = Email.objects.get(subject__contains=review.reference)
    assert message.to == [cast.coordinator.email]
    assert review.about not in message.message


def test_a_day_to_come_is_refused(cast):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(services.Refused, match="today or in the past"):
        an_application(cast, received_on=tomorrow)
