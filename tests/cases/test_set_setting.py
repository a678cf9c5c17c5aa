"""Change a setting: from a day on, and never for what is over."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from audit.models import Entry
from cases.models import Setting
from cases.queries.settings import setting, settings_on
from cases.services import set_setting
from cases.services.settings import InThePast, NotThatValue
from cases.settings_catalogue import CATALOGUE

pytestmark = pytest.mark.django_db
KEY = "referral_triage_working_days"
TODAY = dt.date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _on_a_monday():
    with time_machine.travel(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)):
        yield


def test_without_a_choice_the_catalogue_applies():
    assert setting(KEY) == 5
    assert setting("advice_mappa").startswith("Speak to")
    with pytest.raises(KeyError):
        setting("no_such_setting")


@pytest.mark.parametrize("choice", CATALOGUE.values(), ids=str)
def test_every_default_is_within_its_own_range(choice):
    assert choice.is_text or choice.lowest <= choice.default <= choice.highest
    assert choice.help


def test_a_change_applies_from_its_day_and_not_before(cast):
    set_setting(KEY, by=cast.administrator, value=3, valid_from=dt.date(2026, 4, 1), reason="Board")
    assert setting(KEY, dt.date(2026, 3, 31)) == 5
    assert setting(KEY, dt.date(2026, 4, 1)) == 3


def test_what_is_over_cannot_be_changed(cast):
    with pytest.raises(InThePast):
        set_setting(KEY, by=None, value=3, valid_from=dt.date(2026, 3, 1), reason="Late")
    set_setting(KEY, by=None, value=3, valid_from=TODAY, reason="First")
    with time_machine.travel(dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)):
        set_setting(KEY, by=None, value=4, valid_from=dt.date(2026, 3, 9), reason="Second")
        assert [setting(KEY, TODAY), setting(KEY)] == [3, 4]


@pytest.mark.parametrize("value", [0, 61, "five", ""])
def test_a_value_out_of_range_is_refused(value):
    with pytest.raises(NotThatValue):
        set_setting(KEY, by=None, value=value, valid_from=TODAY, reason="Why not")
    assert not Setting.objects.exists()


def test_a_slip_of_today_is_put_right_and_both_values_are_in_the_log(cast):
    for value in (6, 7):
        set_setting(KEY, by=cast.coordinator, value=value, valid_from=TODAY, reason="Board")
    assert Setting.objects.get().value == 7
    said = [entry.changes["value"] for entry in Entry.objects.filter(verb="setting.changed")]
    assert sorted(said) == [[5, 6], [6, 7]]


def test_several_cost_one_query(cast, django_assert_num_queries):
    set_setting(KEY, by=None, value=3, valid_from=TODAY, reason="Board")
    with django_assert_num_queries(1):
        assert settings_on(TODAY, [KEY, "referral_repeat_months"]) == {
            KEY: 3,
            "referral_repeat_months": 12,
        }


def test_an_administrator_changes_one_on_the_screen(cast, signed_in):
    client = signed_in(cast.administrator)
    url = reverse("change_setting", args=[KEY])
    bad = client.post(url, {"value": "99", "valid_from": "1 1 2020", "reason": ""})
    assert set(bad.context["form"].errors) == {"value", "valid_from", "reason"}
    page = client.post(
        url, {"value": "3", "valid_from": "1 4 2026", "reason": "Board, February"}, follow=True
    ).content.decode()
    assert "From 1 April 2026: 3 working days" in page
    assert "Board, February" in client.get(url).content.decode()


def test_a_text_is_a_setting_too(cast, signed_in):
    url = reverse("change_setting", args=["advice_mappa"])
    data = {"value": "Ring 020 7946 0000.", "valid_from": "today", "reason": "New number"}
    assert signed_in(cast.coordinator).post(url, data).status_code == 302
    assert setting("advice_mappa") == "Ring 020 7946 0000."


def test_nobody_else_sees_or_changes_settings(cast, signed_in):
    set_setting(KEY, by=None, value=3, valid_from=TODAY, reason="Board")
    for who in (cast.officer, cast.cochair_police, cast.dpo, cast.analyst):
        assert signed_in(who).get(reverse("list_settings")).status_code == 403
        assert not Setting.objects.visible_to(who).exists()
    url = reverse("change_setting", args=["no_such"])
    assert signed_in(cast.administrator).get(url).status_code == 404


class AnyHistory(TestCase):
    """Whatever was decided in whatever order: on each day the last decision before it applies."""

    @settings(max_examples=25)
    @given(
        st.lists(
            st.tuples(st.integers(0, 400), st.integers(1, 60)),
            max_size=8,
            unique_by=lambda change: change[0],
        ),
        st.integers(0, 400),
    )
    def test_the_latest_that_has_begun_applies(self, changes, asked):
        for days, value in changes:
            set_setting(
                KEY, by=None, value=value, valid_from=TODAY + dt.timedelta(days), reason="Board"
            )
        begun = [change for change in changes if change[0] <= asked]
        expected = max(begun)[1] if begun else CATALOGUE[KEY].default
        assert setting(KEY, TODAY + dt.timedelta(asked)) == expected
