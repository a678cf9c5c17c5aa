"""Look again at a closed case: due some months later, written down, perhaps reopened."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from audit.models import Entry
from cases.models import Closure, ClosureCheck
from cases.queries import chronology
from cases.queries.reviews import check_day
from cases.queries.work import work_list
from cases.services import check_closed_case, close_case, leave_closed, move_case, set_setting
from cases.services.closure import ClosingRecord
from cases.workflow import WrongStatus
from tests.people import a_case
from ui.working_days import is_working_day

pytestmark = pytest.mark.django_db
CLOSED = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
DUE = dt.date(2026, 6, 1)  # 31 May is a Sunday.
SAID = {
    "further_reports": "none",
    "victim_contacted": "yes",
    "findings": "They sleep again",
    "asks_reopening": "no",
}


@pytest.fixture
def case(cast):
    with time_machine.travel(CLOSED):
        case = a_case(cast)
        record = ClosingRecord(
            outcome="stopped",
            exit_reason="risk_reduced",
            reason="Quiet",
            risk_band="standard",
            risk_reason="Quiet since January",
            victim_told="no",
            not_told_reason="Unsafe",
        )
        close_case(case, by=cast.coordinator, said=record)
    return case


@pytest.fixture
def _three_months_on():
    with time_machine.travel(dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)):
        yield


def owed(user):
    return [(item.text, item.due) for item in work_list(user) if item.kind == "Closure"]


def post(client, case, **changed):
    return client.post(reverse("check_closed_case", args=[case.reference]), {**SAID, **changed})


@pytest.mark.parametrize(("day", "count"), [(24, 0), (25, 1), (31, 1)])
def test_it_is_in_the_leads_work_from_a_week_before(cast, case, day, count):
    with time_machine.travel(dt.datetime(2026, 5, day, 12, tzinfo=dt.UTC)):
        expected = [(f"Look again at closed case {case.reference}", DUE)] * count
        assert owed(cast.officer) == expected
        assert owed(cast.coordinator) == []


@pytest.mark.usefixtures("_three_months_on")
def test_what_was_found_is_kept_and_told(cast, signed_in, case):
    client = signed_in(cast.officer)
    page = post(client, case, further_reports="", victim_contacted="", findings="")
    assert set(page.context["form"].errors) == {"further_reports", "victim_contacted", "findings"}
    assert post(client, case).status_code == 302
    check = ClosureCheck.objects.get()
    assert (check.checked_by, check.asks_reopening) == (cast.officer, False)
    assert owed(cast.officer) == []
    events = [each for each in chronology(case, cast.officer) if each.kind == "closure"]
    assert any("They sleep again" in each.text for each in events)
    assert Entry.objects.get(verb="case.closure_checked").changes["further_reports"] == "none"
    again = post(client, case, findings="Twice")
    assert again.url == reverse("record_closure", args=[case.reference])
    assert ClosureCheck.objects.count() == 1


@pytest.mark.usefixtures("_three_months_on")
def test_an_officer_asks_and_the_coordinator_reopens(cast, signed_in, case):
    post(signed_in(cast.officer), case, further_reports="some", asks_reopening="yes")
    case.refresh_from_db()
    assert case.status == "closed"
    five_working_days_on = dt.date(2026, 6, 8)
    assert owed(cast.coordinator) == [
        (f"Answer: reopening asked for {case.reference}", five_working_days_on)
    ]
    client = signed_in(cast.coordinator)
    page = client.get(reverse("record_closure", args=[case.reference])).content.decode()
    assert reverse("reopen_case", args=[case.reference]) in page
    client.post(reverse("reopen_case", args=[case.reference]), {"reason": "Three reports"})
    case.refresh_from_db()
    assert case.status == "open"
    assert owed(cast.coordinator) == []
    assert Closure.objects.get().check_made.findings == "They sleep again"


@pytest.mark.usefixtures("_three_months_on")
def test_or_leaves_it_closed_and_says_why(cast, signed_in, case):
    post(signed_in(cast.officer), case, further_reports="some", asks_reopening="yes")
    client = signed_in(cast.coordinator)
    url = reverse("leave_closed", args=[case.reference])
    assert client.post(url, {"reason": ""}).context["form"].errors["reason"]
    assert client.post(url, {"reason": "Another landlord's case"}).status_code == 302
    assert owed(cast.coordinator) == []
    page = signed_in(cast.officer).get(reverse("record_closure", args=[case.reference]))
    assert "Another landlord&#x27;s case" in page.content.decode()
    with pytest.raises(WrongStatus):
        leave_closed(Closure.objects.get(), by=cast.coordinator, reason="Twice")


@pytest.mark.usefixtures("_three_months_on")
def test_the_coordinator_reopens_it_with_the_check(cast, signed_in, case):
    post(signed_in(cast.coordinator), case, further_reports="some", asks_reopening="yes")
    case.refresh_from_db()
    assert case.status == "open"
    assert Closure.objects.get().reopened_at is not None


def test_a_reopened_case_is_not_looked_at_again(cast, signed_in, case):
    closure = Closure.objects.get()
    move_case(case, by=cast.coordinator, to="open", reason="Again")
    with pytest.raises(WrongStatus):
        check_closed_case(
            closure,
            by=cast.officer,
            further_reports="none",
            victim_contacted="no",
            findings="-",
        )
    assert post(signed_in(cast.officer), case).status_code == 403


@pytest.mark.parametrize(("who", "status"), [("partner", 404), ("outsider", 404)])
def test_nobody_else_looks(cast, signed_in, case, who, status):
    assert post(signed_in(getattr(cast, who)), case).status_code == status
    assert not ClosureCheck.objects.exists()


class AnyDay(TestCase):
    """Whatever the setting and whenever a case closes: a working day, not before its time."""

    @settings(max_examples=30)
    @given(st.dates(dt.date(2026, 1, 1), dt.date(2031, 12, 31)), st.integers(1, 365))
    def test_the_day_of_the_check(self, closed_on, days):
        with time_machine.travel(dt.datetime(2025, 1, 1, 12, tzinfo=dt.UTC)):
            set_setting(
                "closure_check_days",
                by=None,
                value=days,
                valid_from=dt.date(2025, 1, 1),
                reason="Board",
            )
        due = check_day(closed_on)
        assert is_working_day(due)
        assert 0 <= (due - closed_on).days - days <= 5
