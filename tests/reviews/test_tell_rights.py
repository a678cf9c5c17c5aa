"""Every victim with two reports in six months is told of their right to a review."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.services import move_case, set_setting
from reviews.models import RightsDue, RightsNotice
from reviews.queries import to_be_told, work_list
from reviews.services import find_rights_due, tell_rights
from reviews.threshold import last_day
from tests.home.counting import queries_of
from tests.people import a_case
from tests.reviews.applications import days_ago, report
from ui.working_days import add_working_days


def waiting(user):
    return [row.person for row in to_be_told(user, days_ago(0))]


@pytest.fixture
def victim(case):
    return case.parties.get(role="victim").person


def test_two_reports_are_enough_and_one_is_not(cast, case, victim):
    report(case, cast, days_ago(20))
    assert waiting(cast.officer) == []
    report(case, cast, days_ago(10))
    assert waiting(cast.officer) == [victim]


def test_what_nobody_was_told_of_is_no_report(cast, case):
    for number in (10, 20):
        report(case, cast, days_ago(number), reported_to="")
    assert waiting(cast.officer) == []


def test_reports_in_two_cases_add_up(cast, case, victim):
    from cases.services import add_party

    other = a_case(cast, people=False)
    add_party(other, by=None, person=victim, role="victim")
    report(case, cast, days_ago(20))
    report(other, cast, days_ago(10))
    assert set(waiting(cast.coordinator)) == {victim}


def test_older_than_six_months_does_not_count(cast, case, victim):
    today = days_ago(0)
    report(case, cast, days_ago(10))
    report(case, cast, last_day(today, -6).replace(day=1))
    assert waiting(cast.officer) == []


def test_the_number_is_a_setting(cast, case):
    report(case, cast, days_ago(20))
    set_setting(
        by=cast.administrator,
        key="case_review_tell_after_reports",
        value=1,
        valid_from=days_ago(0),
        reason="Sooner",
    )
    assert len(waiting(cast.officer)) == 1


def test_only_the_lead_agency_and_the_overseers_see_it(cast, case, signed_in):
    report(case, cast, days_ago(20))
    report(case, cast, days_ago(10))
    assert len(waiting(cast.coordinator)) == 1
    for who in (cast.partner, cast.outsider, cast.victim_worker, cast.analyst):
        assert waiting(who) == []
    party = case.parties.get(role="victim")
    address = reverse("tell_rights", args=[party.pk])
    assert signed_in(cast.outsider).get(address).status_code == 404
    assert signed_in(cast.officer).get(address).status_code == 200


def test_another_lead_agency_and_a_closed_case_ask_nothing(cast, case):
    report(case, cast, days_ago(20))
    report(case, cast, days_ago(10))
    rows = type(case).objects.filter(pk=case.pk)
    rows.update(lead_agency=cast.police)
    assert waiting(cast.officer) == []
    rows.update(status="closed", closed_at=timezone.now())
    assert waiting(cast.coordinator) == []


def test_it_is_on_the_lead_officers_desk_until_it_is_recorded(cast, case, victim, signed_in):
    report(case, cast, days_ago(20))
    report(case, cast, days_ago(10))
    [item] = work_list(cast.officer)
    assert victim.family_name not in item.text
    browser = signed_in(cast.officer)
    assert victim.full_name in browser.get("/case-reviews/rights/").content.decode()
    said = {"told_on": "today", "how": "person", "told_by": "Tom Bright"}
    assert browser.post(item.url, said).status_code == 302
    notice = RightsNotice.objects.get()
    assert (notice.person, notice.told_by, notice.recorded_by) == (
        victim,
        "Tom Bright",
        cast.officer,
    )
    assert Entry.objects.get(verb="case_review.rights_told").subject == f"case {case.reference}"
    assert work_list(cast.officer) == []
    assert "Nobody is waiting" in browser.get("/case-reviews/rights/").content.decode()


def test_only_somebody_harmed_is_told(cast, case, signed_in):
    alleged = case.parties.get(role="alleged_perpetrator")
    address = reverse("tell_rights", args=[alleged.pk])
    assert signed_in(cast.coordinator).get(address).status_code == 404


def test_the_list_costs_the_same_with_more(cast, signed_in):
    def fill(number):
        for _ in range(number):
            case = a_case(cast)
            report(case, cast, days_ago(20))
            report(case, cast, days_ago(10))

    browser = signed_in(cast.coordinator)
    fill(10)
    browser.get("/case-reviews/rights/")
    few = queries_of(browser, "get", "/case-reviews/rights/")
    fill(20)
    assert queries_of(browser, "get", "/case-reviews/rights/") == few <= 8


class TestFoundInTheNight:
    """Overseers read what the night found; nobody's desk looks through all cases."""

    def owed(self, user):
        return [item for item in work_list(user) if "right to a review" in item.text]

    def test_the_overseers_get_one_line_with_the_earliest_day(self, cast, case):
        report(case, cast, days_ago(20))
        report(case, cast, days_ago(10))
        assert self.owed(cast.coordinator) == []
        assert find_rights_due() == 1
        for who in (cast.coordinator, cast.cochair_police):
            [item] = self.owed(who)
            assert item.text.endswith("1 to be told")
            assert item.url == reverse("list_rights")
            assert item.due == add_working_days(days_ago(0), 5)

    def test_again_it_finds_nobody_twice_and_keeps_the_day(self, cast, case):
        for number in (20, 3):
            report(case, cast, days_ago(number))
        with time_machine.travel(timezone.now() - dt.timedelta(days=7)):
            find_rights_due()
        assert RightsDue.objects.count() == 0
        assert find_rights_due() == 1
        with time_machine.travel(timezone.now() + dt.timedelta(days=3)):
            assert find_rights_due() == 0
        assert RightsDue.objects.get().found_on == days_ago(0)

    def test_whoever_is_told_is_gone_at_once_and_forgotten_in_the_night(self, cast, case):
        for number in (20, 10):
            report(case, cast, days_ago(number))
        find_rights_due()
        tell_rights(
            case.parties.get(role="victim"),
            by=cast.officer,
            told_on=days_ago(0),
            how="phone",
            told_by="Tom",
        )
        assert self.owed(cast.coordinator) == []
        find_rights_due()
        assert RightsDue.objects.count() == 0

    def test_a_closed_case_is_forgotten(self, cast, case):
        for number in (20, 10):
            report(case, cast, days_ago(number))
        find_rights_due()
        move_case(case, by=cast.coordinator, to="closed", reason="Over")
        find_rights_due()
        assert RightsDue.objects.count() == 0
