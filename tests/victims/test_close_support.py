import datetime as dt

import pytest
from django.db import IntegrityError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from tests.victims.conftest import OUTCOMES
from victims import services
from victims.models import SupportReferral, SupportStatus
from victims.queries import support_counts, support_splits
from victims.workflow import SUPPORT, WrongStatus


def test_it_records_the_reason_and_the_four_outcomes(cast, closed):
    assert closed.status == "closed"
    assert closed.closed_at
    assert closed.next_contact_due is None
    assert dict(closed.outcomes.values_list("kind", "result")) == OUTCOMES
    assert Entry.objects.get(verb="support.closed").changes["reason"] == "goals_reached"


def test_it_closes_from_the_page(cast, supported, signed_in):
    answer = signed_in(cast.victim_worker).post(
        f"/victims/{supported.reference}/close/", {"reason": "moved", "note": "", **OUTCOMES}
    )
    assert answer.status_code == 302
    supported.refresh_from_db()
    assert supported.status == "closed"


def test_a_reason_of_the_other_kind_is_refused(cast, supported, signed_in):
    answer = signed_in(cast.victim_worker).post(
        f"/victims/{supported.reference}/close/", {"reason": "duplicate", **OUTCOMES}
    )
    assert answer.status_code == 200
    supported.refresh_from_db()
    assert supported.status == "in_support"


def test_it_closes_once(cast, supported):
    seen_twice = SupportReferral.objects.get(pk=supported.pk)
    closing = {"by": cast.victim_worker, "reason": "moved", "note": "", "outcomes": OUTCOMES}
    services.close_support(supported, **closing)
    with pytest.raises(WrongStatus):
        services.close_support(seen_twice, **closing)
    assert supported.outcomes.count() == 4


def test_a_referral_that_never_began_is_not_closed_but_declined(cast, referral):
    with pytest.raises(WrongStatus):
        services.close_support(
            referral, by=cast.victim_worker, reason="moved", note="", outcomes={}
        )
    services.decline_support(referral, by=cast.victim_worker, reason="not_reached", note="")
    assert referral.status == "not_supported"


def test_support_that_began_is_not_declined(cast, supported, signed_in):
    answer = signed_in(cast.victim_worker).post(
        f"/victims/{supported.reference}/decline/",
        {"reason": "not_reached", "note": ""},
        follow=True,
    )
    assert "is in support, so this cannot be done" in answer.content.decode()


def test_the_database_holds_closed_to_its_time(cast, supported):
    with pytest.raises(IntegrityError):
        SupportReferral.objects.update(closed_at=timezone.now())


@given(st.lists(st.sampled_from(SupportStatus.values), max_size=6))
def test_only_a_beginning_leads_to_closure(wanted):
    row, began = SupportReferral(reference="VS-2026-0001"), False
    for to in wanted:
        if SUPPORT.allows(row, to):
            row.status = to
            began |= to == "in_support"
    assert row.status != "closed" or began
    assert row.status != "not_supported" or not began


class TestSurvey:
    def record(self, cast, referral, **said):
        return services.record_survey(
            referral,
            by=cast.victim_worker,
            **{"how": "phone", "asked_on": timezone.localdate(), **said},
        )

    def test_it_is_sent_then_answered(self, cast, closed):
        self.record(cast, closed)
        survey = self.record(cast, closed, answered_on=timezone.localdate(), would_recommend="yes")
        assert survey.would_recommend == "yes"

    def test_it_is_answered_once(self, cast, closed, signed_in):
        self.record(cast, closed, answered_on=timezone.localdate(), would_recommend="yes")
        answer = signed_in(cast.victim_worker).post(
            f"/victims/{closed.reference}/survey/",
            {
                "how": "phone",
                "asked_on": "today",
                "would_recommend": "no",
                "answered_on": "today",
            },
        )
        assert "answered once" in answer.content.decode()
        assert closed.survey.would_recommend == "yes"

    def test_it_comes_after_closure(self, cast, supported):
        with pytest.raises(WrongStatus):
            self.record(cast, supported)

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"would_recommend": "yes"}, "Enter the date they answered"),
            ({"answered_on": "today"}, "Select what they answered"),
            (
                {"would_recommend": "yes", "answered_on": "1 1 2020"},
                "on or after the day the survey was sent",
            ),
        ],
    )
    def test_the_page_says_what_is_missing(self, cast, closed, signed_in, typed, said):
        answer = signed_in(cast.victim_worker).post(
            f"/victims/{closed.reference}/survey/",
            {"how": "phone", "asked_on": "today", **typed},
        )
        assert said in answer.content.decode()


class TestGoals:
    def test_a_goal_is_reached_once(self, cast, supported):
        goal = supported.goals.get()
        services.reach_goal(goal, by=cast.victim_worker, reached_on=timezone.localdate())
        with pytest.raises(WrongStatus):
            services.reach_goal(goal, by=cast.victim_worker, reached_on=timezone.localdate())

    def test_a_goal_of_another_referral_is_not_found(self, cast, supported, signed_in):
        from tests.people import a_case

        other = services.refer_victim(a_case(cast).parties.get(role="victim"), by=cast.coordinator)
        goal = supported.goals.get()
        answer = signed_in(cast.victim_worker).get(
            f"/victims/{other.reference}/goals/{goal.pk}/reach/"
        )
        assert answer.status_code == 404


class TestCounts:
    def test_they_count_the_period_and_name_nobody(self, cast, closed):
        today = timezone.localdate()
        services.record_survey(
            closed,
            by=cast.victim_worker,
            how="phone",
            asked_on=today,
            answered_on=today,
            would_recommend="yes",
        )
        SupportReferral.objects.update(first_contact_at=timezone.now())
        assert support_counts(today, today) == {
            "referred": 1,
            "accepted": 1,
            "supported": 1,
            "closed": 1,
            "working_days_to_first_contact": [0],
            "within_target": (1, 1),
            "interventions": {},
            "panels_held": (0, 0),
            "improved": (2, 3),
            "surveys_answered": (1, 1),
            "would_recommend": (1, 1),
        }

        split = support_splits(today, today)
        found = {
            (by, key)
            for by, lines in split.items()
            for key, line in lines.items()
            if line.counts["referred"]
        }
        assert found == {("source", "case"), ("priority", "standard"), ("need", "safety")}
        assert split["need"]["safety"].counts == support_counts(today, today)

    def test_another_period_is_empty(self, cast, closed):
        day = timezone.localdate() - dt.timedelta(days=400)
        assert support_counts(day, day)["referred"] == 0
        assert support_counts(day, day)["would_recommend"] == (0, 0)

    def test_a_person_supported_twice_counts_once(self, cast, victim, closed):
        again = services.refer_victim(victim, by=cast.coordinator)
        today = timezone.localdate()
        services.record_consent(
            again, by=cast.victim_worker, decision="given", how="phone", decided_on=today
        )
        services.add_goal(
            again, by=cast.victim_worker, need="money", goal="x", owner="person", due_on=today
        )
        counts = support_counts(today, today)
        assert (counts["referred"], counts["supported"]) == (2, 1)
