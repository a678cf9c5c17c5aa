"""Return a referral with questions, or decline it with advice."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from audit.models import Entry
from cases.models import Case, Referral, ReferralStatus
from cases.queries.clocks import triage_due
from cases.queries.work import work_list
from cases.services import decline_referral, return_referral, send_referral
from cases.workflow import WrongStatus
from tests.cases.desk import accept, sent_referral

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(cast):
    return sent_referral(cast)


def test_a_returned_referral_asks_its_author(cast, signed_in, referral, mail_queue):
    answer = signed_in(cast.coordinator).post(
        reverse("return_referral", args=[referral.reference]), {"reason": "When was it?"}
    )
    assert answer.status_code == 302
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.RETURNED
    page = signed_in(cast.officer).get(reverse("referral", args=[referral.reference]))
    assert "When was it?" in page.content.decode()
    assert mail_queue()[-1].to == [cast.officer.email]
    assert Entry.objects.get(verb="referral.returned").reason == "When was it?"


def test_a_returned_referral_can_be_changed_sent_again_and_accepted(cast, referral):
    return_referral(referral, by=cast.coordinator, reason="When?")
    first_sent = referral.sent_at
    send_referral(referral, by=cast.officer)
    assert referral.status == ReferralStatus.SENT
    assert referral.sent_at > first_sent
    assert referral.answer_reason == ""
    assert accept(cast, referral).referral == referral


def test_the_author_finds_the_question_in_my_work(cast, referral):
    return_referral(referral, by=cast.coordinator, reason="When?")
    [item] = work_list(cast.officer)
    assert item.text == f"Answer the questions on referral {referral.reference}"


def test_declining_says_where_it_belongs_and_what_to_do(cast, signed_in, referral):
    signed_in(cast.coordinator).post(
        reverse("decline_referral", args=[referral.reference]),
        {"belongs_to": "dv_marac", "advice": "Ring the domestic abuse line today."},
    )
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.DECLINED
    assert referral.belongs_to == "dv_marac"
    assert referral.answer_reason.startswith(
        "Domestic abuse MARAC. Ring the domestic abuse line today."
    )
    assert "How to refer there: Fill in the domestic abuse MARAC" in referral.answer_reason
    page = signed_in(cast.officer).get(reverse("referral", args=[referral.reference]))
    assert "Ring the domestic abuse line today." in page.content.decode()
    assert not Case.objects.exists()


def test_an_answer_without_a_reason_is_refused(cast, signed_in, referral):
    client = signed_in(cast.coordinator)
    for name in ("return_referral", "decline_referral"):
        page = client.post(reverse(name, args=[referral.reference]), {"belongs_to": "dv_marac"})
        assert page.status_code == 200
        assert page.context["form"].errors
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.SENT


def test_a_declined_referral_is_closed_for_good(cast, signed_in, referral):
    decline_referral(referral, by=cast.coordinator, reason="Not for us")
    for act in (return_referral, decline_referral):
        with pytest.raises(WrongStatus):
            act(referral, by=cast.coordinator, reason="Again")
    with pytest.raises(WrongStatus):
        send_referral(referral, by=cast.officer)


def test_two_coordinators_answering_at_once_have_one_effect(cast, referral):
    other = Referral.objects.get(pk=referral.pk)
    return_referral(referral, by=cast.coordinator, reason="When?")
    with pytest.raises(WrongStatus):
        decline_referral(other, by=cast.coordinator, reason="Not for us")
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.RETURNED
    assert Entry.objects.filter(verb__startswith="referral.declined").count() == 0


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        (dt.date(2026, 12, 21), dt.date(2026, 12, 30)),  # Christmas and Boxing Day's Monday
        (dt.date(2026, 12, 24), dt.date(2027, 1, 5)),  # and New Year's Day
        (dt.date(2026, 11, 20), dt.date(2026, 11, 27)),
    ],
)
def test_the_coordinator_has_five_working_days_over_christmas_too(sent, due):
    at = dt.datetime.combine(sent, dt.time(23, 30), tzinfo=dt.UTC)
    assert triage_due(Referral(sent_at=at)) == due


def test_the_clock_starts_on_the_london_day():
    summer_night = dt.datetime(2026, 7, 5, 23, 30, tzinfo=dt.UTC)  # Monday in London
    assert triage_due(Referral(sent_at=summer_night)) == dt.date(2026, 7, 13)
    assert triage_due(Referral()) is None


def test_the_coordinator_sees_both_clocks_in_my_work(cast):
    with time_machine.travel(dt.datetime(2026, 12, 24, 12, tzinfo=dt.UTC)):
        referral = sent_referral(cast)
        first, second = work_list(cast.coordinator)
    assert first.text == f"Acknowledge referral {referral.reference}"
    assert (first.due, first.left) == (dt.date(2026, 12, 30), "2 working days left")
    assert second.text == f"Answer referral {referral.reference}"
    assert (second.due, second.left) == (dt.date(2027, 1, 5), "5 working days left")
