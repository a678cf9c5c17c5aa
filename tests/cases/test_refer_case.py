"""Refer a case: the draft, its sections, sending."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from audit.models import Entry
from cases.forms.referral import read_content
from cases.models import Referral, ReferralStatus
from cases.services import send_referral
from cases.workflow import WrongStatus
from tests.cases.answers import ANSWERS, fill_referral

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast, signed_in):
    client = signed_in(cast.officer)
    client.post(reverse("start_referral"))
    return Referral.objects.get()


def post_section(client, referral, section, data):
    referral.refresh_from_db()
    url = reverse("referral_section", args=[referral.reference, section])
    return client.post(url, {"version": referral.version, **data})


def test_starting_gives_a_reference_and_a_task_list(cast, signed_in, draft):
    page = signed_in(cast.officer).get(reverse("referral", args=[draft.reference]))
    assert page.status_code == 200
    assert b"Not started" in page.content
    assert draft.reference.startswith("R-2")


def test_a_right_section_is_done_and_goes_back_to_the_list(cast, signed_in, draft):
    client = signed_in(cast.officer)
    answer = post_section(client, draft, "why", ANSWERS["why"])
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.answers["why"]["done"]


def test_a_wrong_section_is_kept_as_typed_and_says_what_is_wrong(cast, signed_in, draft):
    client = signed_in(cast.officer)
    data = {
        **ANSWERS["incidents"],
        "incidents-0-postcode": "NOWHERE",
        "incidents-0-happened_on": "1 1 2031",
    }
    page = post_section(client, draft, "incidents", data)
    assert page.status_code == 200
    assert b"Enter a full postcode" in page.content
    assert b"today or in the past" in page.content
    draft.refresh_from_db()
    assert draft.answers["incidents"]["typed"]["incidents-0-postcode"] == ["NOWHERE"]
    assert not draft.answers["incidents"]["done"]
    again = client.get(reverse("referral_section", args=[draft.reference, "incidents"]))
    assert b"NOWHERE" in again.content


def test_an_urgent_referral_asks_why_and_says_so_wherever_it_waits(
    cast, signed_in, draft, mail_queue
):
    client = signed_in(cast.officer)
    page = post_section(client, draft, "why", {**ANSWERS["why"], "is_urgent": "on"})
    assert "Enter what may happen" in page.content.decode()
    draft.refresh_from_db()
    fill_referral(draft, by=cast.officer)
    assert not draft.is_urgent
    urgent = {"is_urgent": "on", "urgent_because": "He comes out of prison on Friday."}
    post_section(client, draft, "why", {**ANSWERS["why"], **urgent})
    draft.refresh_from_db()
    client.post(reverse("send_referral", args=[draft.reference]))
    assert f"Urgent referral {draft.reference}" in mail_queue()[0].subject
    coordinator = signed_in(cast.coordinator)
    for url in ("/", reverse("list_referrals"), reverse("referral", args=[draft.reference])):
        assert "rgent" in coordinator.get(url).content.decode()
    assert "comes out of prison on Friday" in coordinator.get(url).content.decode()


@pytest.mark.parametrize(
    "text", ["x" * 3_000_000, "\x00null", "\N{FIRE}" * 50, "<script>alert(1)</script>"]
)
def test_no_text_breaks_a_section(cast, signed_in, draft, text):
    client = signed_in(cast.officer)
    data = {**ANSWERS["why"], "high_risk": text}
    page = post_section(client, draft, "why", data)
    assert page.status_code in {200, 302}
    assert b"<script>alert" not in page.content
    assert client.get(reverse("check_referral", args=[draft.reference])).status_code == 200


@pytest.mark.parametrize("total", ["x", "-1", "9" * 30, "²"])
def test_a_forged_number_of_people_is_an_error_not_a_crash(cast, signed_in, draft, total):
    data = {**ANSWERS["harmed"], "harmed-TOTAL_FORMS": total, "do": "more"}
    page = post_section(signed_in(cast.officer), draft, "harmed", data)
    assert page.status_code in {200, 302}


def test_another_person_can_be_added_without_losing_the_first(cast, signed_in, draft):
    client = signed_in(cast.officer)
    post_section(client, draft, "harmed", {**ANSWERS["harmed"], "do": "more"})
    page = client.get(reverse("referral_section", args=[draft.reference, "harmed"]))
    assert b"Person 2" in page.content
    assert b"Person 1" in page.content
    assert b"Vera" in page.content


def test_yesterday_stays_the_day_it_was(cast, signed_in, draft):
    data = {**ANSWERS["incidents"], "incidents-0-happened_on": "yesterday"}
    with time_machine.travel(dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)):
        fill_referral(draft, by=cast.officer)
        post_section(signed_in(cast.officer), draft, "incidents", data)
    draft.refresh_from_db()
    with time_machine.travel(dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)):
        assert read_content(draft).incidents[0].happened_on == dt.date(2026, 3, 3)


def test_two_tabs_lose_nothing(cast, signed_in, draft):
    client = signed_in(cast.officer)
    url = reverse("referral_section", args=[draft.reference, "tried"])
    client.post(url, {"version": draft.version, **ANSWERS["tried"]})
    second = {**ANSWERS["tried"], "tried-0-outcome": "Second tab"}
    page = client.post(url, {"version": draft.version, **second})
    assert b"Saved by somebody else" in page.content
    assert b"Second tab" in page.content
    assert ANSWERS["tried"]["tried-0-outcome"].encode() in page.content
    draft.refresh_from_db()
    assert draft.answers["tried"]["typed"]["tried-0-outcome"] == [
        ANSWERS["tried"]["tried-0-outcome"]
    ]


def test_it_cannot_be_sent_before_every_section_is_done(cast, signed_in, draft):
    client = signed_in(cast.officer)
    client.post(reverse("send_referral", args=[draft.reference]))
    draft.refresh_from_db()
    assert draft.status == ReferralStatus.DRAFT


def test_a_finished_referral_is_sent_and_the_coordinator_told(cast, signed_in, draft, mail_queue):
    fill_referral(draft, by=cast.officer)
    answer = signed_in(cast.officer).post(
        reverse("send_referral", args=[draft.reference]), follow=True
    )
    assert f"The reference is {draft.reference}".encode() in answer.content
    assert b"Waiting for the coordinator" in answer.content
    [message] = mail_queue()
    assert message.to == [cast.coordinator.email]
    assert "Vera" not in message.subject + message.message
    assert Entry.objects.filter(
        verb="referral.sent", subject=f"referral {draft.reference}"
    ).exists()


def test_sending_twice_is_one_sending(cast, draft):
    fill_referral(draft, by=cast.officer)
    stale = Referral.objects.get()
    send_referral(draft, by=cast.officer)
    with pytest.raises(WrongStatus):
        send_referral(stale, by=cast.officer)
    assert Entry.objects.filter(verb="referral.sent").count() == 1


def test_a_draft_is_seen_by_its_own_agency_only(cast, signed_in, draft):
    url = reverse("referral", args=[draft.reference])
    for stranger in (cast.coordinator, cast.outsider, cast.partner, cast.analyst, cast.dpo):
        assert signed_in(stranger).get(url).status_code == 404
