import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.people import Cast
from victims import services
from victims.models import ConsentDecision, SupportReferral
from victims.queries import current_consent
from victims.workflow import CONSENT, WrongStatus


def ask(cast: Cast, referral: SupportReferral, decision: str, day: dt.date | None = None):
    return services.record_consent(
        referral,
        by=cast.victim_worker,
        decision=decision,
        how="phone",
        decided_on=day or timezone.localdate(),
    )


def test_the_latest_answer_counts(cast: Cast, referral: SupportReferral):
    ask(cast, referral, "not_reached")
    ask(cast, referral, "given")
    assert current_consent(referral).decision == "given"
    ask(cast, referral, "withdrawn")
    assert current_consent(referral).decision == "withdrawn"


def test_what_was_never_given_cannot_be_withdrawn(cast: Cast, referral: SupportReferral):
    with pytest.raises(services.ConsentOutOfOrder):
        ask(cast, referral, "withdrawn")


def test_an_older_answer_does_not_overtake_a_newer_one(cast: Cast, agreed: SupportReferral):
    with pytest.raises(services.ConsentOutOfOrder):
        ask(cast, agreed, "withdrawn", timezone.localdate() - dt.timedelta(days=1))


def test_it_is_refused_after_the_end(cast: Cast, closed: SupportReferral):
    with pytest.raises(WrongStatus):
        ask(cast, closed, "withdrawn")


def test_the_page_says_so_after_the_end(cast: Cast, closed: SupportReferral, signed_in):
    answer = signed_in(cast.victim_worker).post(
        f"/victims/{closed.reference}/consent/",
        {
            "decision": "withdrawn",
            "given_by": "person",
            "how": "phone",
            "decided_on": "today",
        },
        follow=True,
    )
    assert "so this cannot be done" in answer.content.decode()


def test_support_is_refused_without_consent(cast: Cast, referral: SupportReferral, signed_in):
    browser = signed_in(cast.victim_worker)
    answer = browser.post(
        f"/victims/{referral.reference}/goals/add/",
        {"need": "safety", "goal": "A lock", "owner": "agency", "due_on": "tomorrow"},
    )
    assert "Record that they consent" in answer.content.decode()
    answer = browser.post(
        f"/victims/{referral.reference}/contact/",
        {"on": "today", "time": "00:00", "way": "phone", "outcome": "spoke", "is_support": "on"},
    )
    assert "Record that they consent" in answer.content.decode()
    referral.refresh_from_db()
    assert referral.status == "referred"
    assert not referral.goals.exists()
    assert not referral.attempts.exists()


def test_support_is_refused_after_withdrawal(cast: Cast, supported: SupportReferral):
    ask(cast, supported, "withdrawn")
    with pytest.raises(services.ConsentNeeded):
        services.add_goal(
            supported,
            by=cast.victim_worker,
            need="money",
            goal="Claim compensation",
            owner="person",
            due_on=timezone.localdate(),
        )


@given(st.lists(st.sampled_from(ConsentDecision.values), max_size=8))
def test_withdrawn_always_follows_given(answers):
    now, given_before = "", False
    for answer in answers:
        if answer in CONSENT[now]:
            assert answer != "withdrawn" or now == "given"
            given_before |= answer == "given"
            now = answer
    assert now != "withdrawn" or given_before
