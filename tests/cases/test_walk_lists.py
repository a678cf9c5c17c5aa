"""The lists of referrals, cases and actions: by key, narrowed, and only what one may see."""

import csv
import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import Action, Case, Referral
from cases.services import add_action, move_case, start_referral
from tests.people import a_case

pytestmark = pytest.mark.django_db
MANY = 60
DAY = dt.date(2026, 3, 2)


def walk(client, url):
    """The rows of every page, by following the links to the next one."""
    rows, query, pages = [], "", 0
    while True:
        page = client.get(url + query).context["page"]
        rows += page.rows
        pages += 1
        if not page.next:
            return rows, pages
        query = page.next


def download(client, query=""):
    response = client.get(reverse("download_cases") + query)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture
def many(cast):
    """Cases of which many were opened on one day."""
    for number in range(MANY):
        a_case(cast, people=False, opened_on=DAY if number % 2 else DAY + dt.timedelta(number))
    return set(Case.objects.all())


def test_every_case_is_on_exactly_one_page(cast, signed_in, many):
    rows, pages = walk(signed_in(cast.officer), reverse("list_cases"))
    assert len(rows) == len(set(rows)) == MANY
    assert set(rows) == many
    assert pages == 3
    assert rows == sorted(rows, key=lambda row: (row.opened_on, row.pk), reverse=True)


def test_the_next_page_stays_narrowed(cast, signed_in, many):
    for case in list(many)[:35]:
        move_case(case, by=cast.coordinator, to="monitoring", reason="Quiet")
    client = signed_in(cast.officer)
    first = client.get(reverse("list_cases") + "?status=monitoring").context["page"]
    second = client.get(reverse("list_cases") + first.next).context["page"]
    assert {row.status for row in [*first.rows, *second.rows]} == {"monitoring"}
    assert len(first.rows) + len(second.rows) == 35


def test_every_referral_and_action_is_on_exactly_one_page(cast, signed_in):
    case = a_case(cast)
    for number in range(MANY):
        start_referral(by=cast.officer, agency=cast.housing)
        add_action(
            case,
            by=None,
            wording="Visit",
            owner=cast.officer,
            agency=cast.housing,
            due_on=timezone.localdate() + dt.timedelta(days=number % 3),
        )
    for name, model in (("list_referrals", Referral), ("list_actions", Action)):
        rows, _ = walk(signed_in(cast.officer), reverse(name))
        assert len(rows) == MANY
        assert set(rows) == set(model.objects.all())


@pytest.mark.parametrize(
    "query",
    [
        "?status=dragon",
        "?lead_agency=999999",
        "?lead_agency=x",
        "?risk_band=%00",
        "?after=forged",
        "?before=%00",
        "?order_by=summary&_connector=OR&case__parties__person__family_name=Holloway",
    ],
)
def test_no_query_breaks_a_list_or_its_download(cast, signed_in, query):
    a_case(cast)
    client = signed_in(cast.officer)
    assert client.get(reverse("list_cases") + query).status_code == 200
    assert client.get(reverse("download_cases") + query).status_code == 200
    assert client.get(reverse("list_actions") + query).status_code == 200


def test_the_download_is_the_list_as_it_is_narrowed(cast, signed_in, many):
    for case in list(many)[:5]:
        move_case(case, by=cast.coordinator, to="monitoring", reason="Quiet")
    client = signed_in(cast.officer)
    rows = download(client, "?status=monitoring")
    assert len(rows) == 5
    assert {row["Status"] for row in rows} == {"Monitoring"}
    assert len(download(client)) == MANY
    entry = Entry.objects.filter(verb="cases.downloaded").first()
    assert entry.changes == {"filter": {"status": "monitoring"}}
    assert entry.operation == "disclosure"


def test_the_log_of_a_download_holds_no_free_text(cast, signed_in):
    download(signed_in(cast.officer), "?name=Vera+Holloway&status=Vera")
    assert Entry.objects.get(verb="cases.downloaded").changes == {"filter": {}}


def test_a_download_has_no_column_that_a_summary_may_not_show(cast, signed_in, many):
    columns = set(download(signed_in(cast.officer))[0])
    assert columns == {
        "Reference",
        "Heading",
        "Ward",
        "Status",
        "Risk",
        "Lead agency",
        "Opened",
        "Next review",
    }
