import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from cases.models import Party
from cases.settings_catalogue import CATALOGUE
from tests.people import Cast
from ui.working_days import is_working_day, working_days_between
from victims import services
from victims.models import ContactOutcome, Priority, SupportReferral
from victims.workflow import WrongStatus, first_contact_due, gap_key, next_contact_due

LONDON = ZoneInfo("Europe/London")


def at(year: int, month: int, day: int, hour: int = 12) -> dt.datetime:
    return dt.datetime(year, month, day, hour, tzinfo=LONDON)


def attempt(cast: Cast, referral: SupportReferral, when: dt.datetime, **said):
    return services.record_contact(
        referral,
        by=cast.victim_worker,
        at=when,
        **{"way": "phone", "outcome": "spoke", **said},
    )


def test_the_first_talk_stops_the_clock(cast: Cast, victim: Party):
    with time_machine.travel(at(2026, 3, 2)):
        referral = services.refer_victim(victim, by=cast.coordinator)
    with time_machine.travel(at(2026, 3, 6)):
        attempt(cast, referral, at(2026, 3, 3), outcome="no_reply")
        assert referral.first_contact_at is None
        attempt(cast, referral, at(2026, 3, 4))
        attempt(cast, referral, at(2026, 3, 6))
    assert referral.first_contact_at == at(2026, 3, 4)
    assert referral.working_days_to_first_contact == 2


def test_a_talk_entered_late_still_comes_first(cast: Cast, victim: Party):
    with time_machine.travel(at(2026, 3, 2)):
        referral = services.refer_victim(victim, by=cast.coordinator)
    with time_machine.travel(at(2026, 3, 9)):
        attempt(cast, referral, at(2026, 3, 6))
        attempt(cast, referral, at(2026, 3, 3))
    assert referral.first_contact_at == at(2026, 3, 3)
    assert referral.next_contact_due == dt.date(2026, 3, 20), "due after the latest talk"


def test_bank_holidays_and_the_turn_of_the_year_do_not_count(cast: Cast, victim: Party):
    with time_machine.travel(at(2026, 12, 24)):
        referral = services.refer_victim(victim, by=cast.coordinator)
    assert referral.next_contact_due == dt.date(2026, 12, 30), "25th and 28th are bank holidays"
    with time_machine.travel(at(2027, 1, 4)):
        attempt(cast, referral, at(2027, 1, 4))
    assert referral.working_days_to_first_contact == 4


def test_a_late_evening_counts_on_londons_day(cast: Cast, victim: Party):
    with time_machine.travel(at(2026, 7, 1, 23)):
        referral = services.refer_victim(victim, by=cast.coordinator)
    assert referral.referred_on == dt.date(2026, 7, 1)
    with time_machine.travel(at(2026, 7, 2, 1)):
        attempt(cast, referral, at(2026, 7, 2, 0))
    assert referral.working_days_to_first_contact == 1


def test_an_attempt_before_the_referral_is_refused(cast: Cast, referral: SupportReferral):
    with pytest.raises(services.TooEarly):
        attempt(cast, referral, referral.referred_at - dt.timedelta(days=2))


def test_a_supporting_talk_starts_support(cast: Cast, agreed: SupportReferral):
    attempt(cast, agreed, agreed.referred_at, is_support=True)
    agreed.refresh_from_db()
    assert agreed.status == "in_support"
    assert agreed.support_started_at
    assert agreed.worker == cast.victim_worker


def test_it_is_refused_after_the_end(cast: Cast, closed: SupportReferral):
    with pytest.raises(WrongStatus):
        attempt(cast, closed, closed.closed_at)


def test_it_is_refused_when_somebody_closed_it_meanwhile(cast: Cast, supported: SupportReferral):
    seen_before = SupportReferral.objects.get(pk=supported.pk)
    services.close_support(supported, by=cast.victim_worker, reason="moved", note="", outcomes={})
    with pytest.raises(WrongStatus):
        attempt(cast, seen_before, supported.referred_at)
    assert not supported.attempts.exists(), "nothing is half-saved"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("on", "tomorrow", "today or in the past"),
        ("on", "1 1 2020", "when they were referred"),
        ("on", "soon", "Enter a date"),
        ("time", "", "Enter the time"),
        ("next_due", "yesterday", "today or in the future"),
    ],
)
def test_the_page_says_what_to_do(cast, referral, signed_in, field, typed, said):
    typed_in = {"on": "today", "time": "00:00", "way": "phone", "outcome": "spoke", field: typed}
    answer = signed_in(cast.victim_worker).post(f"/victims/{referral.reference}/contact/", typed_in)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not referral.attempts.exists()


DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2034, 12, 31))


GAPS = {key: choice.default for key, choice in CATALOGUE.items() if key.startswith("support_")}


@given(st.sampled_from(Priority.values), DAYS)
def test_first_contact_is_due_on_a_working_day_within_the_code(priority, day):
    due = first_contact_due(GAPS[f"support_first_{priority}"], day)
    assert is_working_day(due)
    assert due > day
    assert working_days_between(day, due) == (1 if priority == "enhanced" else 2)


@given(
    st.sampled_from(["referred", "in_support"]),
    st.sampled_from(Priority.values),
    st.sampled_from(ContactOutcome.values),
    DAYS,
)
def test_the_next_contact_is_due_on_a_later_working_day(status, priority, outcome, day):
    days = GAPS[gap_key(status, priority, outcome)]
    due = next_contact_due(days, day)
    assert is_working_day(due)
    assert working_days_between(day, due) == days
    assert day < due <= day + dt.timedelta(days=21)


@given(st.integers(1, 60), DAYS, st.integers(0, 400))
def test_a_later_day_is_never_due_earlier(days, day, later):
    """Over bank holidays, year ends and leap days alike."""
    assert next_contact_due(days, day) <= next_contact_due(days, day + dt.timedelta(days=later))


@given(st.sampled_from(["referred", "in_support"]), st.sampled_from(ContactOutcome.values))
def test_enhanced_priority_is_never_later_than_standard(status, outcome):
    enhanced, standard = (GAPS[gap_key(status, each, outcome)] for each in ("enhanced", "standard"))
    assert enhanced <= standard


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_the_clock_only_runs_forward_and_adds_up(start, first, more):
    middle = start + dt.timedelta(days=first)
    end = middle + dt.timedelta(days=more)
    whole = working_days_between(start, end)
    assert whole >= 0
    assert whole == working_days_between(start, middle) + working_days_between(middle, end)
