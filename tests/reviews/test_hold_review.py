"""The review: attendance offered, three partners, a chair who is independent or is not."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.services import set_setting
from reviews import services
from reviews.models import ReviewMeeting
from tests.reviews.applications import at, days_ago, hold, ready

HELD = {
    "held_on": "today",
    "chair": "Ada Fair",
    "chair_body": "Eastmoor Council",
    "is_independent": "yes",
    "victim_attended": "no",
    "findings": "Nobody had put the reports together.",
}


def address(name, review):
    return reverse(name, args=[review.reference])


def test_it_is_recorded_with_chair_members_and_findings(cast, signed_in):
    review = ready(at(cast, "to_review"), cast)
    assert signed_in(cast.coordinator).post(address("hold_review", review), HELD).status_code == 302
    meeting = ReviewMeeting.objects.get()
    assert (meeting.is_independent, meeting.victim_attended) == (True, False)
    assert len(meeting.members) == 3
    review.refresh_from_db()
    assert review.status == "reviewed"
    assert Entry.objects.get(verb="case_review.held").changes["is_independent"] is True


def test_attendance_is_offered_first(cast, signed_in):
    page = signed_in(cast.coordinator).post(address("hold_review", at(cast, "to_review")), HELD)
    assert "whether the victim was offered to attend" in page.content.decode()


def test_three_partners_are_needed_or_as_many_as_the_setting_says(cast, signed_in):
    review = ready(at(cast, "to_review"), cast)
    review.members.last().delete()
    browser = signed_in(cast.coordinator)
    said = browser.post(address("hold_review", review), HELD).content.decode()
    assert "at least 3 partner agencies" in said
    set_setting(
        by=cast.administrator,
        key="case_review_key_partners",
        value=2,
        valid_from=days_ago(0),
        reason="A small borough",
    )
    assert browser.post(address("hold_review", review), HELD).status_code == 302


def test_not_before_it_was_decided(cast):
    review = ready(at(cast, "to_review"), cast)
    with pytest.raises(services.Refused, match="decided to hold one"):
        hold(review, cast, held_on=days_ago(51))


class TestAttendance:
    @pytest.mark.parametrize(
        ("said", "error"),
        [
            ({"attendance": "no"}, "Say why it was not offered"),
            ({"attendance": "yes"}, "Select what part they want to have"),
            ({}, "Answer this question"),
        ],
    )
    def test_no_takes_a_reason_and_yes_a_part(self, cast, signed_in, said, error):
        review = at(cast, "to_review")
        page = signed_in(cast.coordinator).post(
            address("offer_attendance", review),
            {"attendance_on": "today", "version": review.version, **said},
        )
        assert error in page.content.decode()

    def test_the_victims_words_are_kept(self, cast, signed_in):
        review = at(cast, "to_review")
        said = {
            "attendance": "declined",
            "attendance_on": "today",
            "involvement": "statement",
            "statement": "I want to sleep again.",
            "version": review.version,
        }
        signed_in(cast.coordinator).post(address("offer_attendance", review), said)
        review.refresh_from_db()
        assert review.statement == "I want to sleep again."
        entry = Entry.objects.get(verb="case_review.attendance_offered")
        assert "sleep" not in str(entry.changes)

    def test_of_two_who_save_the_second_sees_both(self, cast, signed_in):
        review = at(cast, "to_review")
        said = {"attendance": "declined", "attendance_on": "today", "version": review.version}
        ready(review, cast)
        browser = signed_in(cast.coordinator)
        page = browser.post(address("offer_attendance", review), {**said, "statement": "Mine"})
        assert "As somebody else saved it" in page.content.decode()
        assert "Part of the meeting" in page.content.decode()
        assert "Mine" in page.content.decode()
        version = page.context["form"].data["version"]
        again = {**said, "statement": "Mine", "version": version}
        assert browser.post(address("offer_attendance", review), again).status_code == 302


class TestMembers:
    def test_one_with_an_account_reads_the_application(self, cast, signed_in):
        review = at(cast, "to_review")
        page = address("case_review", review)
        assert signed_in(cast.outsider).get(page).status_code == 404
        said = {"agency": cast.outside.pk, "user": cast.outsider.pk}
        signed_in(cast.coordinator).post(address("add_review_member", review), said)
        assert signed_in(cast.outsider).get(page).status_code == 200
        assert Entry.objects.get(verb="case_review.member_named").operation == "disclosure"

    def test_one_without_is_named(self, cast, signed_in):
        review = at(cast, "to_review")
        browser = signed_in(cast.coordinator)
        nobody = {"agency": cast.outside.pk}
        said = browser.post(address("add_review_member", review), nobody).content.decode()
        assert "Select an account, or enter a name" in said
        browser.post(address("add_review_member", review), {**nobody, "name": "Dr Wise"})
        assert str(review.members.get()) == "Dr Wise"

    def test_of_another_agency_or_twice_is_refused(self, cast):
        review = ready(at(cast, "to_review"), cast)
        for agency, user, why in (
            (cast.police, cast.outsider, "do not work on cases"),
            (cast.health, cast.partner, "already"),
        ):
            with pytest.raises(services.Refused, match=why):
                services.add_member(review, by=cast.coordinator, agency=agency, user=user)

    def test_only_before_the_review(self, cast):
        with pytest.raises(services.Refused, match="review held"):
            services.add_member(
                at(cast, "reviewed"), by=cast.coordinator, agency=cast.health, name="x"
            )
