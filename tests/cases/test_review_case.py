"""Review a case: what was looked at, what was decided, when next; proposals are somebody's work."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from cases.models import Case, CaseReview
from cases.queries import chronology
from cases.queries.reviews import next_review_day, working_day_from
from cases.queries.work import work_list
from cases.services import assess_risk, move_case, review_case, set_setting
from cases.workflow import StaleVersion, WrongStatus
from tests.people import a_case
from ui.dates import say_date
from ui.working_days import is_working_day


@pytest.fixture
def case(cast):
    case = a_case(cast)
    assess_risk(case, by=cast.officer, source="case", band="high", judgement_reason="Fear")
    return case


def in_days(days):
    return timezone.localdate() + dt.timedelta(days=days)


def review(case, by, decision="carry_on", **said):
    case.refresh_from_db()
    fields = {
        "looked_at": ["risk", "actions"],
        "findings": "Quiet for a month",
        "decision": decision,
        "reason": "It works",
        "next_review_on": in_days(28),
        "version": case.version,
        **said,
    }
    return review_case(case, by=by, **fields)


def post(client, case, **said):
    data = {
        "looked_at": ["risk", "actions"],
        "findings": "Quiet for a month",
        "decision": "carry_on",
        "reason": "It works",
        "next_review_on": say_date(in_days(28)),
        "version": case.version,
        **said,
    }
    return client.post(reverse("review_case", args=[case.reference]), data)


def reviews_owed(user):
    return [item.text for item in work_list(user) if item.kind == "Review"]


@given(st.dates(dt.date(2024, 1, 1), dt.date(2031, 12, 31)))
def test_a_review_falls_on_the_day_or_the_next_working_day(day):
    moved = working_day_from(day)
    assert is_working_day(moved)
    assert dt.timedelta(0) <= moved - day <= dt.timedelta(days=5)
    assert not any(is_working_day(day + dt.timedelta(n)) for n in range((moved - day).days))


@pytest.mark.django_db
def test_the_next_review_is_as_long_off_as_the_setting_says_on_that_day():
    monday = dt.date(2026, 3, 2)
    assert next_review_day("high", monday) == dt.date(2026, 3, 30)
    assert next_review_day("medium", monday) == dt.date(2026, 4, 27)
    assert next_review_day("", monday) == next_review_day("standard", monday)
    with time_machine.travel(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)):
        set_setting("review_days_high", by=None, value=7, valid_from=monday, reason="Board")
    assert next_review_day("high", monday) == dt.date(2026, 3, 9)
    assert next_review_day("high", dt.date(2026, 2, 27)) == dt.date(2026, 3, 27)


@pytest.mark.django_db
def test_the_officer_reviews_it_in_the_browser(cast, signed_in, case):
    client = signed_in(cast.officer)
    page = client.get(reverse("review_case", args=[case.reference]))
    start = page.context["form"].initial["next_review_on"]
    assert start == next_review_day("high", timezone.localdate())
    assert post(client, case).status_code == 302
    row = CaseReview.objects.get()
    assert (row.looked_at, row.risk_band, row.is_proposal) == (["risk", "actions"], "high", False)
    case.refresh_from_db()
    assert case.next_review_on == in_days(28)
    event = next(each for each in chronology(case, cast.officer) if each.kind == "review")
    assert "carry on" in event.title
    assert "Quiet for a month" in event.text
    entry = Entry.objects.get(verb="case.reviewed")
    assert "Quiet" not in str(entry.changes)
    later = client.get(reverse("review_case", args=[case.reference])).content.decode()
    assert "Quiet for a month" in later


@pytest.mark.django_db
def test_nothing_is_left_out(cast, signed_in, case):
    page = post(
        signed_in(cast.officer),
        case,
        looked_at=[],
        findings="",
        decision="",
        reason="",
        next_review_on=say_date(in_days(-1)),
    )
    assert set(page.context["form"].errors) == {
        "looked_at", "findings", "decision", "reason", "next_review_on"
    }  # fmt: skip
    assert not CaseReview.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ("monitor", "monitoring proposed"),
        ("close", "closure proposed"),
        ("urgent", "urgent discussion asked"),
    ],
)
def test_an_officer_proposes_and_the_coordinator_is_asked(cast, case, decision, words):
    row = review(case, cast.officer, decision)
    assert row.is_proposal
    case.refresh_from_db()
    assert case.status == "open"
    for who in (cast.coordinator, cast.cochair_police):
        assert f"Answer: {words} for {case.reference}" in reviews_owed(who)
    assert not any("Answer" in text for text in reviews_owed(cast.officer))


@pytest.mark.django_db
def test_a_proposal_is_answered_by_a_move_or_by_the_coordinators_own_review(cast, case):
    review(case, cast.officer, "close")
    review(case, cast.officer)
    assert len(reviews_owed(cast.coordinator)) == 1
    review(case, cast.coordinator)
    assert reviews_owed(cast.coordinator) == []
    review(case, cast.officer, "monitor")
    case.refresh_from_db()
    move_case(case, by=cast.coordinator, to="monitoring", reason="Agreed")
    assert reviews_owed(cast.coordinator) == []
    assert not CaseReview.objects.asking().exists()


@pytest.mark.django_db
def test_the_coordinator_puts_it_under_monitoring_at_once(cast, case):
    row = review(case, cast.coordinator, "monitor")
    assert not row.is_proposal
    case.refresh_from_db()
    assert (case.status, case.next_review_on) == ("monitoring", in_days(28))
    review(case, cast.coordinator, "monitor")
    case.refresh_from_db()
    assert case.status == "monitoring"


@pytest.mark.django_db
def test_a_stale_save_shows_it_and_keeps_what_was_typed(cast, signed_in, case):
    version = case.version
    review(case, cast.coordinator, next_review_on=in_days(10))
    client = signed_in(cast.officer)
    page = post(client, case, version=version, findings="My own words")
    text = page.content.decode()
    assert say_date(in_days(10)) in text
    assert "My own words" in text
    assert CaseReview.objects.count() == 1
    again = post(client, case, version=page.context["form"]["version"].value())
    assert again.status_code == 302
    with pytest.raises(StaleVersion):
        review(case, cast.officer, version=version)


@pytest.mark.django_db
def test_a_closed_case_is_not_reviewed(cast, signed_in, case):
    move_case(case, by=cast.coordinator, to="closed", reason="Quiet")
    with pytest.raises(WrongStatus):
        review(case, cast.coordinator)
    assert post(signed_in(cast.coordinator), case).status_code == 403
    assert not CaseReview.objects.exists()


@pytest.mark.django_db
def test_my_work_and_the_list_show_what_is_due_and_overdue(cast, signed_in, case):
    client = signed_in(cast.officer)
    url = reverse("list_cases")
    for days, owed, overdue, week in ((-1, 1, 1, 0), (0, 1, 0, 1), (7, 1, 0, 1), (8, 0, 0, 0)):
        Case.objects.filter(pk=case.pk).update(next_review_on=in_days(days))
        assert len(reviews_owed(cast.officer)) == owed
        for choice, found in (("overdue", overdue), ("week", week), ("none", 0)):
            page = client.get(url, {"review": choice}).context["page"]
            assert len(page.rows) == found, (days, choice)
    Case.objects.filter(pk=case.pk).update(next_review_on=None)
    assert len(client.get(url, {"review": "none"}).context["page"].rows) == 1


@pytest.mark.django_db
def test_what_nobody_leads_is_the_coordinators(cast, case):
    Case.objects.filter(pk=case.pk).update(next_review_on=in_days(-1), lead_officer=None)
    assert reviews_owed(cast.coordinator) == [f"Review {case.reference}"]
    assert reviews_owed(cast.officer) == []
