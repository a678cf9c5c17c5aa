"""The clocks of a referral: acknowledged, answered, in working days."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from cases.clocks import Clock, due_after
from cases.models import Referral
from cases.queries.clocks import clocks_of, triage_due, with_clock_days
from cases.services import acknowledge_referral, return_referral, send_referral, set_setting
from tests.cases.desk import accept, sent_referral
from ui.dates import LONDON
from ui.working_days import is_working_day, working_days_between

MOMENTS = st.datetimes(
    dt.datetime(2024, 1, 1), dt.datetime(2030, 12, 31), timezones=st.just(dt.UTC)
)
AROUND_THE_CHANGES = st.sampled_from(
    [
        dt.datetime(year, month, day, hour, tzinfo=dt.UTC)
        for year, month, day in ((2026, 3, 29), (2026, 10, 25), (2027, 3, 28), (2026, 12, 31))
        for hour in (0, 1, 22, 23)
    ]
)


@given(MOMENTS | AROUND_THE_CHANGES, st.integers(1, 20))
def test_the_due_day_is_a_working_day_that_many_after_the_london_day(moment, number):
    due = due_after(moment, number)
    london = moment.astimezone(LONDON).date()
    assert is_working_day(due)
    assert working_days_between(london, due) == number


@given(MOMENTS | AROUND_THE_CHANGES, st.integers(1, 20), st.integers(0, 60))
def test_days_left_only_fall_and_turn_late_after_the_due_day(moment, number, later):
    due = due_after(moment, number)
    clock = Clock("Answer", due)
    today = moment.astimezone(LONDON).date() + dt.timedelta(days=later)
    assert clock.days_left(today + dt.timedelta(days=1)) <= clock.days_left(today)
    said = clock.say(today)
    assert ("late" in said) == (today > due)
    assert (said == "due today") == (today == due)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (dt.date(2026, 12, 24), "2 working days left"),
        (dt.date(2026, 12, 29), "1 working day left"),
        (dt.date(2026, 12, 30), "due today"),
        (dt.date(2026, 12, 31), "1 working day late"),
        (dt.date(2027, 1, 4), "2 working days late"),  # New Year's Day is none
    ],
)
def test_it_says_how_long_is_left_over_christmas(today, said):
    sent = dt.datetime(2026, 12, 24, 9, tzinfo=dt.UTC)
    assert Clock("Acknowledge", due_after(sent, 2)).say(today) == said


def test_what_was_done_on_its_day_was_in_time():
    due = dt.date(2026, 6, 5)
    night = dt.datetime(2026, 6, 5, 22, 59, tzinfo=dt.UTC)  # a minute before midnight in London
    assert Clock("Answer", due, night).say(due) == "in time"
    assert Clock("Answer", due, night + dt.timedelta(minutes=1)).say(due) == "late"


@pytest.mark.django_db
def test_a_clock_keeps_the_days_that_applied_when_it_began(cast):
    with time_machine.travel(dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)):
        for value, day in ((10, dt.date(2026, 6, 3)), (1, dt.date(2026, 6, 5))):
            set_setting(
                "referral_triage_working_days",
                by=None,
                value=value,
                valid_from=day,
                reason="Board",
            )
    sent = [dt.datetime(2026, 6, day, 9, tzinfo=dt.UTC) for day in (2, 3, 5)]
    rows = [Referral(sent_at=at) for at in sent]
    due = [triage_due(row) for row in rows]
    assert due == [dt.date(2026, 6, 9), dt.date(2026, 6, 17), dt.date(2026, 6, 8)]


@pytest.mark.django_db
def test_all_clocks_of_a_list_come_with_its_rows(cast, django_assert_num_queries):
    now = dt.datetime(2026, 6, 2, 9, tzinfo=dt.UTC)
    for n in range(30):
        Referral.objects.create(
            reference=f"R-{n}",
            agency=cast.housing,
            author=cast.officer,
            status="sent",
            sent_at=now,
        )
    with django_assert_num_queries(1):
        clocks = [clocks_of(row) for row in with_clock_days(Referral.objects.all())]
    assert len(clocks) == 30


@pytest.mark.django_db
def test_opening_it_acknowledges_it_once(cast, signed_in):
    referral = sent_referral(cast)
    url = reverse("referral", args=[referral.reference])
    signed_in(cast.cochair_police).get(url)
    signed_in(cast.officer).get(url)
    referral.refresh_from_db()
    assert referral.acknowledged_at is None
    client = signed_in(cast.coordinator)
    client.get(url)
    client.get(url)
    referral.refresh_from_db()
    assert referral.acknowledged_by == cast.coordinator
    assert Entry.objects.filter(verb="referral.acknowledged").count() == 1
    page = signed_in(cast.officer).get(url).content.decode()
    assert "Acknowledged by" in page
    assert "5 working days left" in page


@pytest.mark.django_db
def test_sent_again_the_clocks_start_again(cast):
    referral = acknowledge_referral(sent_referral(cast), by=cast.coordinator)
    return_referral(referral, by=cast.coordinator, reason="When?")
    send_referral(referral, by=cast.officer)
    assert referral.acknowledged_at is None
    assert [clock.met_at for clock in clocks_of(referral)] == [None, None]


@pytest.mark.django_db
def test_the_longest_waiting_comes_first_with_its_clock(cast, signed_in):
    with time_machine.travel(dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)):
        old = sent_referral(cast)
    with time_machine.travel(dt.datetime(2026, 6, 5, 12, tzinfo=dt.UTC)):
        new = sent_referral(cast)
        page = signed_in(cast.coordinator).get(reverse("list_referrals")).content.decode()
        assert page.index(old.reference) < page.index(new.reference)
        assert "Acknowledge: 2 working days late" in page
        assert "Acknowledge: 2 working days left" in page
        stranger = signed_in(cast.outsider).get(reverse("list_referrals")).content.decode()
        assert old.reference not in stranger


@pytest.mark.django_db
def test_the_queue_holds_what_waits_and_the_rest_is_a_link_away(cast, signed_in):
    answered = accept(cast, sent_referral(cast)).referral
    waiting = sent_referral(cast)
    client = signed_in(cast.coordinator)
    queue = client.get(reverse("list_referrals")).content.decode()
    assert waiting.reference in queue
    assert answered.reference not in queue
    everything = client.get(reverse("list_referrals"), {"status": ""}).content.decode()
    assert waiting.reference in everything
    assert answered.reference in everything
