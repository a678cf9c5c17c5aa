"""Closed cases come up for review when their time is over."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from cases.models import Case, CaseStatus
from governance.models import RetentionRule, RetentionTrigger
from governance.queries import cases_to_review, years_before
from tests.people import Cast, a_case

SignIn = Callable[[User], Client]
TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def rule(db: None) -> RetentionRule:
    """Six years after a case was closed."""
    return RetentionRule.objects.get_or_create(
        trigger=RetentionTrigger.CASE_CLOSED, defaults={"years": 6, "authority": "Policy"}
    )[0]


def closed_on(cast: Cast, day: dt.date) -> Case:
    case = a_case(cast, people=False)
    at = timezone.make_aware(dt.datetime.combine(day, dt.time(15)))
    Case.objects.filter(pk=case.pk).update(status=CaseStatus.CLOSED, closed_at=at)
    return case


def test_a_new_installation_has_the_usual_rule(rule: RetentionRule) -> None:
    assert rule.years == 6


def test_the_day_on_which_six_years_are_over_is_due(cast: Cast, rule: RetentionRule) -> None:
    due = closed_on(cast, dt.date(2020, 11, 24))
    closed_on(cast, dt.date(2020, 11, 25))
    a_case(cast, people=False)
    assert list(cases_to_review(cast.dpo, TODAY)) == [due]


def test_only_the_officer_is_told(cast: Cast, rule: RetentionRule) -> None:
    closed_on(cast, dt.date(2010, 1, 1))
    for who, person in cast.everyone().items():
        assert cases_to_review(person, TODAY).count() == (1 if who == "dpo" else 0), who


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (dt.date(2028, 2, 29), dt.date(2022, 2, 28)),
        (dt.date(2028, 2, 28), dt.date(2022, 2, 28)),
        (dt.date(2026, 1, 1), dt.date(2020, 1, 1)),
    ],
)
def test_leap_days_do_no_harm(day: dt.date, before: dt.date) -> None:
    assert years_before(day, 6) == before


def test_the_page_lists_them_and_the_rule(
    cast: Cast, signed_in: SignIn, rule: RetentionRule
) -> None:
    case = closed_on(cast, dt.date(2010, 1, 1))
    html = signed_in(cast.dpo).get(reverse("retention")).content.decode()
    assert case.reference in html
    assert "6 years, then review" in html


def test_the_period_can_be_changed_with_a_reason(
    cast: Cast, signed_in: SignIn, rule: RetentionRule
) -> None:
    url = reverse("change_retention_rule", args=[rule.pk])
    said = {"years": 5, "authority": "Policy 12", "reason": "Agreed in May", "version": 1}
    assert signed_in(cast.dpo).post(url, said).status_code == 302
    rule.refresh_from_db()
    assert (rule.years, rule.authority, rule.version) == (5, "Policy 12", 2)
    entry = Entry.objects.get(verb="retention.changed")
    assert entry.reason == "Agreed in May"
    assert entry.changes["years"] == [6, 5]


def test_a_stale_change_is_refused_and_shows_both(
    cast: Cast, signed_in: SignIn, rule: RetentionRule
) -> None:
    RetentionRule.objects.update(years=7, version=2)
    url = reverse("change_retention_rule", args=[rule.pk])
    said = {"years": 5, "authority": "Policy 12", "reason": "Agreed in May", "version": 1}
    html = signed_in(cast.dpo).post(url, said).content.decode()
    assert "Somebody else has set this to 7 years" in html
    assert "Policy 12" in html
    rule.refresh_from_db()
    assert rule.years == 7


def test_nonsense_is_refused(cast: Cast, signed_in: SignIn, rule: RetentionRule) -> None:
    url = reverse("change_retention_rule", args=[rule.pk])
    said = {"years": 0, "authority": "", "reason": "\x00", "version": "x"}
    assert signed_in(cast.dpo).post(url, said).status_code == 200
    rule.refresh_from_db()
    assert rule.years == 6


def test_nobody_else_may(cast: Cast, signed_in: SignIn, rule: RetentionRule) -> None:
    url = reverse("change_retention_rule", args=[rule.pk])
    for who, person in cast.everyone().items():
        client = signed_in(person)
        assert client.get(reverse("retention")).status_code == (200 if who == "dpo" else 403), who
        assert client.get(url).status_code == (200 if who == "dpo" else 404), who
