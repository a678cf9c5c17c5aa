"""Today's calls, and what is decided when nobody answers."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import Role
from audit.models import Entry
from tests.people import Cast, a_case, person_of
from tests.victims.makers import queries_of
from victims import services
from victims.models import SupportReferral
from victims.queries import todays_calls, work_list
from victims.workflow import WrongStatus


@pytest.fixture
def taken(cast: Cast, referral: SupportReferral) -> SupportReferral:
    services.take_support(referral, by=cast.victim_worker)
    return referral


def due_today(referral: SupportReferral, days_ago: int = 0) -> None:
    day = timezone.localdate() - dt.timedelta(days=days_ago)
    SupportReferral.objects.filter(pk=referral.pk).update(next_contact_due=day)


def no_reply(cast: Cast, referral: SupportReferral, times: int) -> None:
    for _ in range(times):
        services.record_contact(
            referral, by=cast.victim_worker, at=timezone.now(), way="phone", outcome="no_reply"
        )


def another(cast: Cast, **said) -> SupportReferral:
    party = a_case(cast).parties.get(role="victim")
    referral = services.refer_victim(party, by=cast.coordinator, **said)
    services.take_support(referral, by=cast.victim_worker)
    return referral


def test_a_planned_time_comes_before_priority_and_priority_before_age(cast: Cast, taken):
    old, enhanced, timed = taken, another(cast, priority="enhanced"), another(cast)
    for referral, days in ((old, 9), (enhanced, 1), (timed, 0)):
        due_today(referral, days)
    soon = timezone.now() + dt.timedelta(seconds=30)
    services.plan_contact(timed, by=cast.victim_worker, at=soon, way="phone")
    calls = todays_calls(cast.victim_worker, soon)
    assert [call.referral for call in calls] == [timed, enhanced, old]


def test_it_says_what_was_said_last(cast: Cast, taken, signed_in):
    services.record_contact(
        taken,
        by=cast.victim_worker,
        at=timezone.now(),
        way="phone",
        outcome="no_reply",
        note="The line was engaged",
    )
    due_today(taken)
    page = signed_in(cast.victim_worker).get("/victims/calls/").content.decode()
    assert "The line was engaged" in page


def test_what_is_not_due_or_not_mine_is_not_there(cast: Cast, taken):
    colleague = person_of(Role.VICTIM_WORKER, cast.victim_support, "colleague")
    due_today(taken)
    now = timezone.now()
    assert todays_calls(colleague, now) == []
    assert len(todays_calls(cast.victim_worker, now)) == 1
    no_reply(cast, taken, 1)
    assert todays_calls(cast.victim_worker, now) == []


def test_it_costs_the_same_with_more_people(cast: Cast, taken, signed_in):
    browser = signed_in(cast.victim_worker)
    due_today(taken)
    browser.get("/victims/calls/")
    few = queries_of(browser, "/victims/calls/")
    for _ in range(5):
        each = another(cast)
        no_reply(cast, each, 2)
        due_today(each)
    assert queries_of(browser, "/victims/calls/") == few
    assert few <= 12


class TestTries:
    def test_five_with_no_reply_ask_for_a_decision(self, cast: Cast, taken, signed_in):
        no_reply(cast, taken, 4)
        page = signed_in(cast.victim_worker).get(f"/victims/{taken.reference}/").content.decode()
        assert "Decide whether to keep trying" not in page
        no_reply(cast, taken, 1)
        page = signed_in(cast.victim_worker).get(f"/victims/{taken.reference}/").content.decode()
        assert "Decide whether to keep trying" in page
        due_today(taken)
        assert work_list(cast.victim_worker)[0].kind == "Nobody answers"

    def test_a_talk_begins_the_count_again(self, cast: Cast, taken):
        no_reply(cast, taken, 3)
        services.record_contact(
            taken, by=cast.victim_worker, at=timezone.now(), way="phone", outcome="spoke"
        )
        assert taken.tries == 0

    def test_so_does_a_decision_to_go_on_whose_reason_stays_out_of_the_log(self, cast, taken):
        no_reply(cast, taken, 5)
        services.decide_tries(
            taken, by=cast.victim_worker, decision="keep", reason="She is in hospital"
        )
        assert taken.tries == 0
        no_reply(cast, taken, 1)
        assert taken.tries == 1
        assert "hospital" not in str(list(Entry.objects.values_list("changes", "reason")))

    def test_to_stop_ends_the_referral(self, cast: Cast, taken):
        no_reply(cast, taken, 5)
        services.decide_tries(taken, by=cast.victim_worker, decision="stop", reason="Nobody there")
        taken.refresh_from_db()
        assert (taken.status, taken.closing_reason) == ("not_supported", "not_reached")

    def test_in_support_it_closes_with_nothing_assessed(self, cast: Cast, supported):
        services.decide_tries(supported, by=cast.victim_worker, decision="stop", reason="Gone")
        supported.refresh_from_db()
        assert (supported.status, supported.closing_reason) == ("closed", "lost_touch")
        assert {row.result for row in supported.outcomes.all()} == {"not_assessed"}

    def test_nothing_is_decided_after_the_end(self, cast: Cast, closed):
        with pytest.raises(WrongStatus):
            services.decide_tries(closed, by=cast.victim_worker, decision="keep", reason="Again")
