"""The data protection officer reads the log; nobody else does."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry, Operation
from audit.services import record, record_reading
from tests.home.counting import queries_of
from tests.people import Cast

SignIn = Callable[[User], Client]
REFERENCE = "case CSM-2026-0001"


@pytest.fixture
def entry(cast: Cast) -> Entry:
    """A closed case, by the co-chair."""
    return record(
        "case.closed",
        by=cast.cochair_police,
        subject=REFERENCE,
        operation=Operation.ALTERATION,
        reason="Quiet for three months",
        changes={"status": ["open", "closed"], "summary": "changed"},
        at=dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC),
    )


def page(client: Client, **query: object) -> str:
    return client.get(reverse("log"), query).content.decode()


def test_it_says_each_thing_in_plain_words(cast: Cast, signed_in: SignIn, entry: Entry) -> None:
    html = page(signed_in(cast.dpo))
    assert "Case closed" in html
    assert "2 March 2026, 9am" in html
    assert f"{cast.cochair_police.get_full_name()}, Police" in html
    assert REFERENCE in html


def test_one_entry_shows_everything_it_says(cast: Cast, signed_in: SignIn, entry: Entry) -> None:
    html = signed_in(cast.dpo).get(reverse("log_entry", args=[entry.pk])).content.decode()
    assert "from open to closed" in html
    assert "Quiet for three months" in html
    assert entry.digest in html


@pytest.mark.parametrize("name", ["log", "download_log", "log_checks"])
def test_nobody_else_may_read_it(cast: Cast, signed_in: SignIn, name: str) -> None:
    for who, person in cast.everyone().items():
        status = signed_in(person).get(reverse(name)).status_code
        assert status == (200 if who == "dpo" else 403), who


def test_an_entry_is_not_found_by_anybody_else(cast: Cast, signed_in: SignIn, entry: Entry) -> None:
    for who, person in cast.everyone().items():
        status = signed_in(person).get(reverse("log_entry", args=[entry.pk])).status_code
        assert status == (200 if who == "dpo" else 404), who


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"subject": "csm-2026-0001"}, True),
        ({"subject": REFERENCE}, True),
        ({"subject": "CSM-2026-0002"}, False),
        ({"verb": "case"}, True),
        ({"verb": "Case closed"}, True),
        ({"verb": "case.closed"}, True),
        ({"verb": "case reopened"}, False),
        ({"operation": "alteration"}, True),
        ({"operation": "erasure"}, False),
        ({"since": "2 March 2026", "until": "2/3/26"}, True),
        ({"since": "3 March 2026"}, False),
        ({"until": "1 March 2026"}, False),
    ],
)
def test_it_can_be_narrowed(
    cast: Cast, signed_in: SignIn, entry: Entry, query: dict[str, str], found: bool
) -> None:
    assert (f"entry {entry.pk}<" in page(signed_in(cast.dpo), **query)) is found


def test_it_can_be_narrowed_to_a_person_and_an_agency(
    cast: Cast, signed_in: SignIn, entry: Entry
) -> None:
    client = signed_in(cast.dpo)
    for query, found in (
        ({"person": "cochair police"}, True),
        ({"person": cast.cochair_police.email}, True),
        ({"person": "cochair council"}, False),
        ({"person": cast.officer.get_full_name()}, False),
        ({"agency": cast.police.pk}, True),
        ({"agency": cast.housing.pk}, False),
    ):
        assert (f"entry {entry.pk}<" in page(client, **query)) is found, query


def test_a_wrong_date_says_what_to_enter(cast: Cast, signed_in: SignIn) -> None:
    response = signed_in(cast.dpo).get(reverse("log"), {"since": "33 March"})
    assert response.status_code == 200
    assert "govuk-error-message" in response.content.decode()


def test_the_download_is_what_the_page_shows_and_is_itself_logged(
    cast: Cast, signed_in: SignIn, entry: Entry
) -> None:
    client = signed_in(cast.dpo)
    response = client.get(reverse("download_log"), {"verb": "case closed"})
    lines = b"".join(response).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert f"{entry.pk},2026-03-02 09:00,Alteration,Case closed" in lines[1]
    logged = Entry.objects.order_by("-pk").first()
    assert logged is not None
    assert (logged.verb, logged.operation) == ("log.downloaded", Operation.DISCLOSURE)
    assert logged.recipients == [cast.dpo.get_full_name()]


def test_a_formula_in_a_reason_stays_text(cast: Cast, signed_in: SignIn) -> None:
    record_reading(cast.officer, REFERENCE, reason="=HYPERLINK(1)")
    text = b"".join(signed_in(cast.dpo).get(reverse("download_log"))).decode()
    assert "'=HYPERLINK" in text


@time_machine.travel("2026-11-24 09:00Z", tick=False)
def test_it_costs_the_same_with_thirty_entries(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.dpo)
    page(client)
    costs = []
    for rows in (10, 20):
        for number in range(rows):
            record_reading(cast.officer, f"case CSM-2026-{number:04d}")
        costs.append(queries_of(client, "get", reverse("log")))
    assert costs[0] == costs[1] <= 8
