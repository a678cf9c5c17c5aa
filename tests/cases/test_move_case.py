"""Put a case under monitoring, reopen it; close it as the panel does, with its reason alone."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.models import Case, StatusChange
from cases.services import move_case
from cases.workflow import WrongStatus
from tests.people import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast):
    return a_case(cast)


def post(client, name, case, reason="No incident for three months"):
    return client.post(reverse(name, args=[case.reference]), {"reason": reason})


def test_closing_it_says_when_and_why(cast, case):
    move_case(case, by=cast.coordinator, to="closed", reason="No incident for three months")
    case.refresh_from_db()
    assert case.status == "closed"
    assert case.closed_at is not None
    assert case.closing_reason == "No incident for three months"
    change = StatusChange.objects.latest("pk")
    assert (change.was, change.became, change.by) == ("open", "closed", cast.coordinator)
    entry = Entry.objects.get(verb="case.moved")
    assert entry.changes == {"status": ["open", "closed"]}
    assert entry.reason == "No incident for three months"


def test_reopening_it_takes_the_closing_back(cast, signed_in, case):
    client = signed_in(cast.cochair_police)
    move_case(case, by=cast.cochair_police, to="closed", reason="Quiet")
    post(client, "reopen_case", case, reason="It began again")
    case.refresh_from_db()
    assert (case.status, case.closed_at, case.closing_reason) == ("open", None, "")


def test_no_move_without_a_reason(cast, signed_in, case):
    page = post(signed_in(cast.coordinator), "monitor_case", case, reason=" ")
    assert page.context["form"].errors["reason"]
    case.refresh_from_db()
    assert case.status == "open"


@pytest.mark.parametrize(("start", "name"), [("open", "reopen_case"), ("closed", "monitor_case")])
def test_a_move_that_is_not_in_the_table_is_refused_with_a_message(
    cast, signed_in, case, start, name
):
    if start == "closed":
        move_case(case, by=cast.coordinator, to="closed", reason="Quiet")
    before = StatusChange.objects.count()
    client = signed_in(cast.coordinator)
    post(client, name, case)
    page = client.get(reverse("case", args=[case.reference]))
    assert "this cannot be done" in page.content.decode()
    case.refresh_from_db()
    assert case.status == start
    assert StatusChange.objects.count() == before


def test_who_saw_an_older_status_moves_nothing(cast, case):
    stale = Case.objects.get(pk=case.pk)
    move_case(case, by=cast.coordinator, to="closed", reason="Quiet")
    with pytest.raises(WrongStatus, match="Somebody else"):
        move_case(stale, by=cast.cochair_police, to="monitoring", reason="Not yet")
    case.refresh_from_db()
    assert case.status == "closed"
    assert Entry.objects.filter(verb="case.moved").count() == 1


def test_an_officer_moves_no_case(cast, signed_in, case):
    for name in ("close_case", "monitor_case", "reopen_case"):
        assert post(signed_in(cast.officer), name, case).status_code == 403
