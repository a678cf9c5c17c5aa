import datetime as dt
import re

import pytest
import time_machine
from django.utils import timezone

from audit.models import Entry
from cases.workflow import StaleVersion
from tests.people import Cast
from victims import services
from victims.models import SafeContact, SupportReferral

SAFE = {
    "phone": "07700 900123",
    "email": "",
    "address": "4 Secret Lane",
    "safe_ways": ["phone"],
    "no_voicemail": True,
    "safe_times": "Mornings",
    "code_word": "Marigold",
    "who_may_answer": "Her sister",
    "interpreter": "Polish",
}
SECRETS = ("07700 900123", "Secret Lane", "Marigold", "Her sister", "Mornings", "Polish")


@pytest.fixture
def kept(cast: Cast, referral: SupportReferral) -> SafeContact:
    services.take_support(referral, by=cast.victim_worker)
    return services.save_safe_contact(
        referral, by=cast.victim_worker, version=0, reason="First call", **SAFE
    )


def open_door(browser, referral: SupportReferral, reason: str = "Calling her today"):
    return browser.post(f"/victims/{referral.reference}/safe-contact/", {"reason": reason})


def test_it_asks_why_before_it_shows_anything(cast, referral, kept, signed_in):
    page = signed_in(cast.victim_worker).get(f"/victims/{referral.reference}/safe-contact/")
    assert "Why do you need to see it now?" in page.content.decode()
    for secret in SECRETS:
        assert secret not in page.content.decode()
    assert not Entry.objects.filter(verb="safe_contact.read").exists()


def test_no_reason_no_look(cast, referral, kept, signed_in):
    answer = open_door(signed_in(cast.victim_worker), referral, "  ")
    assert answer.status_code == 200
    assert "Secret Lane" not in answer.content.decode()


def test_each_look_is_logged_with_its_reason(cast, referral, kept, signed_in):
    browser = signed_in(cast.victim_worker)
    assert open_door(browser, referral).status_code == 302
    page = browser.get(f"/victims/{referral.reference}/safe-contact/")
    for secret in SECRETS:
        assert secret in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    browser.get(f"/victims/{referral.reference}/safe-contact/")
    looks = Entry.objects.filter(verb="safe_contact.read", reason="Calling her today")
    assert looks.count() == 2
    assert {look.operation for look in looks} == {"consultation"}


def test_the_door_closes_again(cast, referral, kept, signed_in):
    browser = signed_in(cast.victim_worker)
    open_door(browser, referral)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=11)):
        page = browser.get(f"/victims/{referral.reference}/safe-contact/")
    assert "Secret Lane" not in page.content.decode()


def test_a_door_opens_to_one_person_only(cast, referral, kept, signed_in):
    from tests.people import a_case

    other = services.refer_victim(a_case(cast).parties.get(role="victim"), by=cast.coordinator)
    services.take_support(other, by=cast.victim_worker)
    browser = signed_in(cast.victim_worker)
    open_door(browser, other)
    page = browser.get(f"/victims/{referral.reference}/safe-contact/")
    assert "Secret Lane" not in page.content.decode()


def test_nobody_else_reaches_it(cast, referral, kept, signed_in):
    for name, who in cast.everyone().items():
        if name == "victim_worker":
            continue
        browser = signed_in(who)
        for address in ("safe-contact/", "safe-contact/change/"):
            assert browser.get(f"/victims/{referral.reference}/{address}").status_code in {403, 404}
            answer = browser.post(
                f"/victims/{referral.reference}/{address}", {"reason": "Curious", **SAFE}
            )
            assert answer.status_code in {403, 404}, name
    kept.refresh_from_db()
    assert kept.version == 1


def test_no_other_page_shows_it(cast, case, referral, kept, signed_in):
    worker = signed_in(cast.victim_worker)
    addresses = [
        "/victims/",
        f"/victims/{referral.reference}/",
        f"/victims/{referral.reference}/contact/",
        f"/cases/{case.reference}/victims/",
        f"/cases/{case.reference}/",
    ]
    for address in addresses:
        page = worker.get(address).content.decode()
        for secret in SECRETS:
            assert secret not in page, (address, secret)
    log = str(list(Entry.objects.values_list("changes", "reason", "subject", "trail")))
    for secret in SECRETS:
        assert secret not in log


def test_the_change_page_needs_the_door_too(cast, referral, kept, signed_in):
    browser = signed_in(cast.victim_worker)
    page = browser.get(f"/victims/{referral.reference}/safe-contact/change/")
    assert page.status_code == 302
    answer = browser.post(f"/victims/{referral.reference}/safe-contact/change/", {"version": 1})
    assert answer.status_code == 302
    kept.refresh_from_db()
    assert kept.address == "4 Secret Lane", "a form never blanks what its user could not see"


def test_it_is_changed_through_the_door(cast, referral, kept, signed_in):
    browser = signed_in(cast.victim_worker)
    open_door(browser, referral)
    page = browser.get(f"/victims/{referral.reference}/safe-contact/change/")
    assert "Secret Lane" in page.content.decode()
    kept_as_typed = re.search(r"data-keep(?!-url)", page.content.decode())
    assert not kept_as_typed, "what is typed here is kept nowhere else"
    typed = {**SAFE, "safe_ways": ["phone", "text"], "no_voicemail": "on", "version": 1}
    answer = browser.post(f"/victims/{referral.reference}/safe-contact/change/", typed)
    assert answer.status_code == 302
    kept.refresh_from_db()
    assert kept.safe_ways == ["phone", "text"]
    entry = Entry.objects.get(verb="safe_contact.changed", operation="alteration")
    assert entry.changes == {"fields": ["safe_ways"]}


def test_a_stale_save_shows_both(cast, referral, kept, signed_in):
    browser = signed_in(cast.victim_worker)
    open_door(browser, referral)
    services.save_safe_contact(
        referral, by=cast.victim_worker, version=1, reason="Moved", address="9 New Road"
    )
    typed = {**SAFE, "no_voicemail": "on", "version": 1, "safe_times": "Evenings"}
    answer = browser.post(f"/victims/{referral.reference}/safe-contact/change/", typed)
    page = answer.content.decode()
    assert "9 New Road" in page
    assert "Evenings" in page
    kept.refresh_from_db()
    assert kept.address == "9 New Road"


def test_two_first_saves_are_one(cast, referral, kept):
    with pytest.raises(StaleVersion):
        services.save_safe_contact(
            referral, by=cast.victim_worker, version=0, reason="First call", **SAFE
        )


def test_a_safe_way_needs_its_detail(cast, referral, signed_in):
    services.take_support(referral, by=cast.victim_worker)
    browser = signed_in(cast.victim_worker)
    open_door(browser, referral)
    typed = {"safe_ways": ["post"], "version": 0}
    answer = browser.post(f"/victims/{referral.reference}/safe-contact/change/", typed)
    assert "Enter the safe postal address" in answer.content.decode()


@pytest.mark.parametrize(
    ("way", "outcome"), [("post", "left_message"), ("text", "spoke"), ("phone", "left_message")]
)
def test_what_it_forbids_is_stopped(cast, referral, kept, signed_in, way, outcome):
    answer = signed_in(cast.victim_worker).post(
        f"/victims/{referral.reference}/contact/",
        {"on": "today", "time": "00:00", "way": way, "outcome": outcome},
    )
    assert "Stop: " in answer.content.decode()
    assert not referral.attempts.exists()


def test_what_it_allows_is_taken(cast, referral, kept):
    for outcome in ("spoke", "no_reply", "declined"):
        services.record_contact(
            referral, by=cast.victim_worker, at=timezone.now(), way="phone", outcome=outcome
        )
    assert referral.attempts.count() == 3


def test_a_breach_can_be_written_down(cast, referral, kept):
    services.record_contact(
        referral, by=cast.victim_worker, at=timezone.now(), way="post", outcome="unsafe"
    )
    assert referral.attempts.get().outcome == "unsafe"


def test_the_survey_obeys_it(cast, closed, kept_closed, signed_in):
    answer = signed_in(cast.victim_worker).post(
        f"/victims/{closed.reference}/survey/", {"how": "post", "asked_on": "today"}
    )
    assert "Stop: " in answer.content.decode()


@pytest.fixture
def kept_closed(cast: Cast, closed: SupportReferral) -> SafeContact:
    return services.save_safe_contact(
        closed, by=cast.victim_worker, version=0, reason="First call", **SAFE
    )
