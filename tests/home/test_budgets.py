"""Every list and every page about one thing costs the same with 10 rows and with 30."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cases.models import PartyRole
from cases.queries import instrument_in_use
from cases.services import (
    add_action,
    add_incident,
    add_note,
    add_party,
    assess_risk,
    file_document,
    move_case,
    share_case,
    start_instrument,
    start_referral,
)
from people.services import add_person
from tests.cases.desk import sent_referral
from tests.home.counting import queries_of
from tests.people import a_case, agency, person_of

pytestmark = pytest.mark.django_db
TEN, THIRTY = 10, 30
HOME, LIST, PAGE, SEARCH = 12, 8, 15, 6
ANSWERS = ("referral", "accept_referral")
CASE_PAGES = (
    "case",
    "case_chronology",
    "case_people",
    "case_risk",
    "case_actions",
    "case_documents",
    "add_document",
    "case_links",
    "case_sharing",
    "case_victims",
    "case_panel",
    "add_action",
    "set_review",
)


@pytest.fixture
def case(cast):
    return a_case(cast, shared_with=(cast.council, cast.police))


def fill_case(case, cast, number):
    """Put this many more of everything into a case, and its first person into as many others."""
    known = case.parties.first().person
    for n in range(number):
        add_party(a_case(cast, people=False), by=None, person=known, role=PartyRole.WITNESS)
        person = add_person(by=None, given_name=f"Ann{n}", family_name="Seen")
        add_party(case, by=None, person=person, role=PartyRole.WITNESS)
        add_incident(
            case,
            by=cast.officer,
            happened_on=dt.date(2026, 1, 1),
            category="noise",
            description="Loud",
        )
        add_note(case, by=cast.officer, agency=cast.housing, text="Quiet")
        file_document(case, by=cast.officer, agency=cast.housing, content=b"Loud", name="log.txt")
        add_action(
            case,
            by=cast.coordinator,
            wording="Visit",
            owner=cast.officer,
            agency=cast.housing,
            due_on=timezone.localdate(),
        )
        assess_risk(case, by=cast.officer, source="case", band="high", judgement_reason="Threats")
        other = agency("other", f"Agency {case.pk} {number} {n}", is_core=False)
        share_case(case, by=cast.coordinator, agency=other, reason="Works on it")


def fill_desk(cast, number):
    """Put this many more cases, referrals and actions on everybody's desk."""
    for _ in range(number):
        case = a_case(cast, shared_with=(cast.council, cast.police))
        add_action(
            case,
            by=cast.coordinator,
            wording="Visit",
            owner=cast.officer,
            agency=cast.housing,
            due_on=timezone.localdate(),
        )
        start_referral(by=cast.officer, agency=cast.housing)
        person_of("officer", agency("other", f"More {case.reference}", is_core=False))
    sent_referral(cast)


def measured(clients, pages):
    """The queries of each page for each person."""
    return {
        (who, method, url): queries_of(clients[who], method, url, data)
        for who, method, url, _, data in pages
    }


def check(cast, signed_in, pages, fill):
    """Each page (who, method, address, budget, data) keeps its budget, and costs the same when
    `fill` has put more in."""
    # With the clock standing still: once a minute a page also moves the end of the session on.
    with time_machine.travel(timezone.now(), tick=False):
        clients = {who: signed_in(getattr(cast, who)) for who in {page[0] for page in pages}}
        measured(clients, pages)  # the first visit moves the end of the session on
        before = measured(clients, pages)
        fill()
        assert measured(clients, pages) == before
    over = {
        (who, url): f"{before[who, method, url]} queries of {budget}"
        for who, method, url, budget, _ in pages
        if before[who, method, url] > budget
    }
    assert over == {}


def pages_for(people, addresses):
    """Each of these addresses, with its budget, for each of these people."""
    return [(who, "get", url, budget, None) for who in people for url, budget in addresses]


def test_home_lists_and_referrals(cast, signed_in):
    fill_desk(cast, TEN)
    drafted = start_referral(by=cast.officer, agency=cast.housing)
    waiting = sent_referral(cast)
    lists = [(reverse(name), LIST) for name in ("list_referrals", "list_cases", "list_actions")]
    filtered = [
        (reverse("list_cases") + f"?status=open&lead_agency={cast.housing.pk}", LIST),
        (reverse("list_actions") + f"?due=overdue&status=open&agency={cast.housing.pk}", LIST),
        (reverse("list_referrals") + f"?status=draft&agency={cast.housing.pk}", LIST),
        (reverse("download_cases"), LIST),
    ]
    answer = [(reverse(name, args=[waiting.reference]), PAGE) for name in ANSWERS]
    draft = [(reverse("check_referral", args=[drafted.reference]), PAGE)]
    pages = [
        *pages_for(["officer", "coordinator", "cochair_police"], [(reverse("my_work"), HOME)]),
        *pages_for(["officer", "coordinator", "cochair_police"], [*lists, *filtered]),
        *pages_for(["coordinator"], answer),
        *pages_for(["officer"], draft),
        *pages_for(
            ["administrator"], [(reverse(n), LIST) for n in ("list_people", "list_agencies")]
        ),
    ]
    pages += [
        ("coordinator", "post", reverse("search"), SEARCH, {"q": words})
        for words in ("Harmed", "N11", "CSM-2026-0001")
    ]
    check(cast, signed_in, pages, lambda: fill_desk(cast, THIRTY - TEN))


def test_case_pages(cast, signed_in, case):
    fill_case(case, cast, TEN)
    addresses = [(reverse(name, args=[case.reference]), PAGE) for name in CASE_PAGES]
    addresses.append((reverse("person", args=[case.parties.first().person.reference]), PAGE))
    pages = pages_for(["coordinator", "officer"], addresses)
    check(cast, signed_in, pages, lambda: fill_case(case, cast, THIRTY - TEN))


def test_reviewing_and_closing_a_case(cast, signed_in, case):
    fill_case(case, cast, TEN)
    names = ("review_case", "close_case", "share_case", "restrict_case")
    pages = pages_for(
        ["coordinator"], [(reverse(name, args=[case.reference]), PAGE) for name in names]
    )
    check(cast, signed_in, pages, lambda: fill_case(case, cast, THIRTY - TEN))


def test_the_record_of_a_closed_case(cast, signed_in, case):
    fill_case(case, cast, TEN)
    move_case(case, by=cast.coordinator, to="closed", reason="Quiet")

    def close_more_often():
        for _ in range(THIRTY - TEN):
            move_case(case, by=cast.coordinator, to="open", reason="Again")
            move_case(case, by=cast.coordinator, to="closed", reason="Quiet")

    addresses = [
        (reverse(name, args=[case.reference]), PAGE)
        for name in ("case", "case_chronology", "record_closure", "check_closed_case")
    ]
    pages = pages_for(["coordinator"], addresses)
    check(cast, signed_in, pages, close_more_often)


def fill_matrices(cast, number):
    """Put this many more drafts beside the risk matrix in use."""
    for n in range(number):
        name = f"Draft {number} {n}"
        start_instrument(by=cast.administrator, name=name, standing="own", purpose="-", use="cases")


def test_what_administrators_keep(cast, signed_in):
    fill_desk(cast, TEN)
    fill_matrices(cast, TEN)
    names = ("list_instruments", "list_settings", "list_holders", "list_managers")
    lists = [(reverse(name), LIST) for name in names]
    matrix = (reverse("instrument", args=[instrument_in_use().pk]), PAGE)
    pages = pages_for(["administrator", "coordinator"], [*lists, matrix])

    def fill():
        fill_desk(cast, THIRTY - TEN)
        fill_matrices(cast, THIRTY - TEN)

    check(cast, signed_in, pages, fill)


def test_what_lists_of_cases_lead_to(cast, signed_in):
    fill_desk(cast, TEN)
    names = ("list_repeats", "list_views", "list_matches")
    pages = pages_for(["officer", "coordinator"], [(reverse(name), LIST) for name in names])
    check(cast, signed_in, pages, lambda: fill_desk(cast, THIRTY - TEN))
