"""What safe contact allows, as a table of rules."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.people import Cast
from tests.victims.makers import SECRETS, safe_contact
from victims import services
from victims.models import SupportReferral, Way
from victims.safe_rules import AT_A_TIME, SafeRules, broken_rule

LONDON = ZoneInfo("Europe/London")
WAYS = st.sets(st.sampled_from(Way.values))
MOMENTS = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2034, 12, 31)).map(
    lambda at: at.replace(tzinfo=LONDON)
)
DAYS = st.sets(st.integers(0, 6))


@given(WAYS, st.sampled_from(Way.values), MOMENTS, DAYS, st.booleans())
def test_no_way_is_used_that_is_not_named_safe(ways, way, at, days, leaves_message):
    rules = SafeRules(ways=ways, days=days)
    if way not in ways:
        assert broken_rule(rules, way, at=at, leaves_message=leaves_message) == "way"


@given(st.sampled_from(Way.values), MOMENTS, DAYS)
def test_days_stop_what_reaches_a_person_at_once_and_nothing_else(way, at, days):
    broken = broken_rule(SafeRules(ways=Way.values, days=days), way, at=at)
    stopped = bool(days) and at.weekday() not in days and way in AT_A_TIME
    assert broken == ("day" if stopped else "")


@given(st.sampled_from(sorted(AT_A_TIME)), MOMENTS, st.times(), st.times())
def test_times_are_those_of_londons_clock_both_ends_included(way, at, since, until):
    since, until = (each.replace(second=0, microsecond=0) for each in (since, until))
    rules = SafeRules(ways=Way.values, since=since, until=until)
    utc = at.astimezone(dt.UTC)
    local = utc.astimezone(LONDON).time().replace(second=0, microsecond=0)
    assert (broken_rule(rules, way, at=utc) == "") is (since <= local <= until)


@given(st.sampled_from(Way.values), MOMENTS)
def test_through_somebody_else_only_speaking_is_left(way, at):
    rules = SafeRules(ways=Way.values, only_through_another=True)
    assert (broken_rule(rules, way, at=at) == "through") is (way in {"text", "email", "post"})


def test_only_a_voicemail_is_a_voicemail():
    rules = SafeRules(ways=Way.values)
    assert broken_rule(rules, "phone", leaves_message=True) == "voicemail"
    assert broken_rule(rules, "text", leaves_message=True) == ""
    loose = SafeRules(ways=Way.values, no_voicemail=False)
    assert broken_rule(loose, "phone", leaves_message=True) == ""


class TestMayContact:
    """What letters and whatever else reaches a person ask first."""

    def test_nothing_recorded_stops_nothing(self, cast: Cast, referral: SupportReferral):
        assert services.may_contact(referral.person, "post") == ""

    def test_a_forbidden_way_is_stopped_without_telling_how(self, cast: Cast, referral):
        safe_contact(cast, referral)
        said = services.may_contact(referral.person, "post")
        assert "does not allow a letter" in said
        assert not [secret for secret in SECRETS if secret in said]
        assert services.may_contact(referral.person, "email") == ""

    def test_it_still_holds_after_support_has_ended(self, cast: Cast, referral):
        safe_contact(cast, referral)
        services.decline_support(referral, by=cast.victim_worker, reason="not_reached", note="")
        assert services.may_contact(referral.person, "post")


class TestPlanned:
    def test_a_time_that_is_not_safe_is_refused(self, cast: Cast, referral):
        at = timezone.now() + dt.timedelta(days=2)
        safe_contact(cast, referral, safe_days=[(timezone.localdate(at).weekday() + 1) % 7])
        with pytest.raises(services.UnsafeWay, match="on that day"):
            services.plan_contact(referral, by=cast.victim_worker, at=at, way="phone")

    def test_a_rule_made_later_stops_what_was_planned(self, cast: Cast, referral):
        at = timezone.now() + dt.timedelta(days=2)
        planned = services.plan_contact(referral, by=cast.victim_worker, at=at, way="phone")
        safe_contact(cast, referral, safe_ways=["email"])
        planned.refresh_from_db()
        assert planned.stopped_at

    def test_another_time_takes_the_place_of_a_stopped_one(self, cast: Cast, referral):
        at = timezone.now() + dt.timedelta(days=2)
        stopped = services.plan_contact(referral, by=cast.victim_worker, at=at, way="phone")
        safe_contact(cast, referral, safe_ways=["text"], email="")
        services.plan_contact(referral, by=cast.victim_worker, at=at, way="text")
        stopped.refresh_from_db()
        assert stopped.cancelled_at

    def test_what_they_begin_themselves_is_taken_at_any_time(self, cast: Cast, referral):
        safe_contact(cast, referral, safe_ways=["text"])
        services.record_contact(
            referral,
            by=cast.victim_worker,
            at=timezone.now(),
            way="phone",
            outcome="spoke",
            is_incoming=True,
        )
        assert referral.attempts.count() == 1
