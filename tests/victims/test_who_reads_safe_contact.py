"""Nobody but whoever supports a person, and whom they name, reaches safe contact by any way."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone
from post_office.models import Email

from accounts.models import Role
from assessment.figures.case_data import case_figures
from assessment.figures.crime import Place
from assessment.periods import FinancialYear
from audit.models import Entry
from cases.models import Case
from tests.people import Cast, person_of
from tests.victims.makers import SECRETS, a_manager, safe_contact
from victims import services
from victims.models import SupportReferral


@pytest.fixture
def kept(cast: Cast, supported: SupportReferral) -> SupportReferral:
    safe_contact(cast, supported)
    return supported


def found(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def door(browser, referral: SupportReferral):
    address = f"/victims/{referral.reference}/safe-contact/"
    browser.post(address, {"reason": "To ring her"})
    return browser.get(address)


def test_a_colleague_and_a_manager_are_refused_until_they_take_over(cast, kept, signed_in):
    colleague = person_of(Role.VICTIM_WORKER, cast.victim_support, "colleague")
    for who in (colleague, a_manager(cast)):
        answer = door(signed_in(who), kept)
        assert answer.status_code == 403
        assert not found(answer.content.decode())
    services.take_support(kept, by=colleague)
    assert found(door(signed_in(colleague), kept).content.decode())
    assert door(signed_in(cast.victim_worker), kept).status_code == 403


def test_whom_the_worker_names_reads_it_until_the_day(cast, kept, signed_in):
    colleague = person_of(Role.VICTIM_WORKER, cast.victim_support, "colleague")
    today = timezone.localdate()
    signed_in(cast.victim_worker).post(
        f"/victims/{kept.reference}/safe-contact/name/",
        {"user": colleague.pk, "until": "today", "reason": "My leave"},
    )
    assert found(door(signed_in(colleague), kept).content.decode())
    assert Entry.objects.get(verb="safe_contact.opened").reason == "My leave"
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        assert door(signed_in(colleague), kept).status_code == 403
    assert today


def test_only_the_worker_names_anybody(cast, kept, signed_in):
    colleague = person_of(Role.VICTIM_WORKER, cast.victim_support, "colleague")
    address = f"/victims/{kept.reference}/safe-contact/name/"
    said = {"user": colleague.pk, "until": "today", "reason": "Curious"}
    assert signed_in(colleague).post(address, said).status_code == 403
    assert door(signed_in(colleague), kept).status_code == 403


def test_a_hand_over_ends_who_was_named(cast, kept, signed_in):
    named = person_of(Role.VICTIM_WORKER, cast.victim_support, "named")
    to = person_of(Role.VICTIM_WORKER, cast.victim_support, "next")
    services.name_reader(
        kept, by=cast.victim_worker, user=named, until=timezone.localdate(), reason="Leave"
    )
    services.hand_over_support([kept], by=a_manager(cast), to=to, reason="Long leave")
    assert door(signed_in(named), kept).status_code == 403
    assert found(door(signed_in(to), kept).content.decode())


def test_no_page_download_or_search_of_anybody_shows_it(cast, case: Case, kept, signed_in):
    services.plan_contact(
        kept, by=cast.victim_worker, at=timezone.now() + dt.timedelta(minutes=5), way="phone"
    )
    pages = (
        "/",
        "/victims/",
        "/victims/calls/",
        "/victims/figures/",
        "/victims/survey/",
        "/victims/caseload/",
        f"/victims/{kept.reference}/",
        f"/victims/{kept.reference}/needs/",
        f"/victims/{kept.reference}/interventions/",
        f"/victims/{kept.reference}/rights/",
        f"/victims/{kept.reference}/page/",
        f"/cases/{case.reference}/",
        f"/cases/{case.reference}/victims/",
        f"/cases/{case.reference}/chronology/",
        f"/cases/{case.reference}/people/",
        "/cases/download/",
        "/governance/log/",
    )
    everyone = {**cast.everyone(), "manager": a_manager(cast)}
    for name, who in everyone.items():
        browser = signed_in(who)
        for page in pages:
            response = browser.get(page)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            assert not found(body.decode(errors="replace")), (name, page)
        for words in ("Marigold", "07700 900123", "Secret Lane", "Quenby"):
            answer = browser.post("/search/", {"q": words}).content.decode()
            assert kept.reference not in answer, (name, words)
            assert kept.person.family_name not in answer, (name, words)


def test_neither_log_nor_mail_nor_figure_holds_it(cast, kept):
    log = str(list(Entry.objects.values_list("changes", "reason", "subject", "trail")))
    mail = str(list(Email.objects.values_list("to", "subject", "message")))
    figures = str(list(case_figures(FinancialYear(2026), Place("X", "Northbridge"))))
    assert not found(log + mail + figures)
