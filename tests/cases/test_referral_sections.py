"""What each section of the referral form asks for, and when."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cases.forms.referral import BY_KEY, bind
from cases.forms.sections import (
    NO_OTHER,
    OTHER_PANELS,
    ROUTES,
    AllegedForm,
    HarmedForm,
    OthersForm,
    TriedForm,
    WhyForm,
)
from cases.services import start_referral
from tests.cases.answers import ANSWERS, as_posted, fill_referral

KEYS = [key for key, _ in ROUTES]
PERSON = {"given_name": "Vera", "family_name": "H", "role": "victim", "knows_of_referral": "yes"}


@given(st.sets(st.sampled_from(KEYS), min_size=1), st.sets(st.sampled_from(KEYS)))
def test_each_route_ticked_asks_for_its_own_evidence(ticked, evidenced):
    form = WhyForm(as_posted({"routes": list(ticked), **dict.fromkeys(evidenced, "Because")}))
    form.is_valid()
    assert set(form.errors) == ticked - evidenced


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"step": "nothing", "outcome": "New to us"}, set()),
        ({"step": "warning", "outcome": "No effect"}, {"done_on", "done_by"}),
        (
            {"step": "cpn", "outcome": "Paid", "done_on": "1 3 2026", "done_by": "Council"},
            set(),
        ),
        ({"step": "", "outcome": ""}, {"step", "outcome"}),
    ],
)
def test_a_step_has_its_day_and_who_took_it_unless_nothing_was_done(said, wrong):
    assert set(TriedForm(said).errors) == wrong


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({}, set()),
        ({"approximate_age": "45"}, set()),
        ({"date_of_birth": "4 5 1961"}, set()),
        ({"date_of_birth": "4 5 1961", "approximate_age": "45"}, {"approximate_age"}),
        ({"approximate_age": "450"}, {"approximate_age"}),
    ],
)
def test_a_date_of_birth_or_an_age_but_not_both(said, wrong):
    assert set(HarmedForm({**PERSON, **said}).errors) == wrong


def test_a_harmed_person_is_asked_for_no_phone_number():
    assert not any("phone" in name or "contact" in name for name in HarmedForm.base_fields)


def test_nobody_knows_who_it_is_needs_nothing_else():
    assert AllegedForm({"is_unknown": "on"}).is_valid()
    assert set(AllegedForm({}).errors) == {"family_name"}


def test_none_is_not_ticked_beside_a_panel():
    some = [key for key, _ in OTHER_PANELS if key != NO_OTHER]
    assert OthersForm(as_posted({"panels": some})).is_valid()
    assert not OthersForm(as_posted({"panels": [NO_OTHER, some[0]]})).is_valid()


def test_several_steps_are_several_rows():
    two = {
        **ANSWERS["tried"],
        "tried-TOTAL_FORMS": "2",
        "tried-1-step": "mediation",
        "tried-1-done_on": "2 3 2026",
        "tried-1-done_by": "Homes",
        "tried-1-outcome": "Refused",
    }
    bound = bind(BY_KEY["tried"], as_posted(two))
    assert bound.is_valid()
    assert [each.cleaned_data["step"] for each in bound.forms] == ["warning", "mediation"]


@pytest.mark.django_db
def test_who_you_are_is_filled_in_from_last_time(cast, signed_in):
    cast.officer.job_title = "Housing officer, north"
    cast.officer.save()
    client = signed_in(cast.officer)
    first = start_referral(by=cast.officer, agency=cast.housing)
    url = reverse("referral_section", args=[first.reference, "you"])
    assert "Housing officer, north" in client.get(url).content.decode()
    fill_referral(first, by=cast.officer)
    second = start_referral(by=cast.officer, agency=cast.housing)
    url = reverse("referral_section", args=[second.reference, "you"])
    assert "020 7946 0000" in client.get(url).content.decode()
    third = start_referral(by=cast.outsider, agency=cast.outside)
    url = reverse("referral_section", args=[third.reference, "you"])
    assert "020 7946 0000" not in signed_in(cast.outsider).get(url).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("key", BY_KEY)
def test_every_section_shows_and_can_be_saved_empty(cast, signed_in, key):
    referral = start_referral(by=cast.officer, agency=cast.housing)
    url = reverse("referral_section", args=[referral.reference, key])
    client = signed_in(cast.officer)
    assert client.get(url).status_code == 200
    counts = {f"{key}-TOTAL_FORMS": "1", f"{key}-INITIAL_FORMS": "0"}
    page = client.post(url, {"version": referral.version, **counts})
    assert page.status_code == 200
    referral.refresh_from_db()
    assert not referral.answers[key]["done"]
