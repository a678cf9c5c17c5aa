"""Needs at the start and the end, and the four outcomes between them."""

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.people import Cast
from victims import services
from victims.models import NeedDomain, OutcomeKind
from victims.queries import parts_of_life
from victims.workflow import compare_outcomes

STANDS = st.dictionaries(st.sampled_from(OutcomeKind.values), st.integers(1, 5))


@given(STANDS, STANDS)
def test_every_outcome_is_compared_and_none_is_guessed(start, end):
    said = compare_outcomes(start, end)
    assert set(said) == set(OutcomeKind.values)
    for kind, result in said.items():
        both = kind in start and kind in end
        assert (result == "not_assessed") is not both
        if both:
            change = end[kind] - start[kind]
            expected = "improved" if change > 0 else "worse" if change < 0 else "unchanged"
            assert result == expected


@given(STANDS, STANDS)
def test_the_other_way_round_says_the_opposite(start, end):
    turned = {"improved": "worse", "worse": "improved"}
    there, back = compare_outcomes(start, end), compare_outcomes(end, start)
    assert all(back[kind] == turned.get(result, result) for kind, result in there.items())


def assess(cast: Cast, referral, stage: str, outcomes: dict[str, int]):
    return services.assess_needs(
        referral,
        by=cast.victim_worker,
        stage=stage,
        assessed_on=timezone.localdate(),
        needs={each.key: "some" for each in parts_of_life()},
        outcomes=outcomes,
    )


def test_it_needs_consent(cast: Cast, referral):
    with pytest.raises(services.ConsentNeeded):
        assess(cast, referral, "start", {})


def test_there_is_one_start_and_one_end_and_many_reviews(cast: Cast, agreed):
    for stage in ("start", "review", "review", "end"):
        assess(cast, agreed, stage, {})
    for stage in ("start", "end"):
        with pytest.raises(services.AlreadyAssessed):
            assess(cast, agreed, stage, {})


def test_closing_begins_with_what_was_measured(cast: Cast, supported, signed_in):
    assess(cast, supported, "start", {"safety": 1, "health": 4, "coping": 3})
    assess(cast, supported, "end", {"safety": 4, "health": 2, "coping": 3, "informed": 5})
    page = signed_in(cast.victim_worker).get(f"/victims/{supported.reference}/close/")
    assert page.context["form"].initial == {
        "safety": "improved",
        "health": "worse",
        "coping": "unchanged",
        "informed": "not_assessed",
    }


def test_it_is_assessed_through_its_page(cast: Cast, agreed, signed_in):
    browser = signed_in(cast.victim_worker)
    typed = {
        "stage": "start",
        "assessed_on": "today",
        **{f"need_{code}": "much" for code in (each.key for each in parts_of_life())},
        "outcome_safety": "2",
    }
    answer = browser.post(f"/victims/{agreed.reference}/needs/assess/", typed, follow=True)
    page = answer.content.decode()
    assert "A lot of help" in page
    assert "2 of 5" in page
    assert agreed.assessments.get().outcomes == {"safety": 2}


def test_a_part_of_life_is_added_renamed_and_put_out_of_use(cast: Cast, agreed, signed_in):
    assess(cast, agreed, "start", {})
    keeper = signed_in(cast.coordinator)
    add = reverse("add_need_domain")
    said = {"name": "Digital safety", "position": "9", "is_in_use": "on", "version": "1"}
    keeper.post(add, said)
    refused = keeper.post(add, {**said, "name": "digital  safety"})
    assert "the list has one like this" in refused.content.decode()
    assert "Enter a name with letters" in keeper.post(add, {**said, "name": "?"}).content.decode()
    row = NeedDomain.objects.get(key="housing")
    change = reverse("change_need_domain", args=[row.pk])
    kept = {"name": "A home", "position": "2", "version": "1"}
    keeper.post(change, kept)
    stale = keeper.post(change, {**kept, "name": "Homes"}).content.decode()
    assert "Somebody else saved this while you were typing" in stale
    assert "A home" in stale
    page = keeper.get(reverse("list_need_domains")).content.decode()
    assert "Digital safety" in page
    assert "Out of use" in page
    worker = signed_in(cast.victim_worker)
    asked = worker.get(f"/victims/{agreed.reference}/needs/assess/").content.decode()
    assert "Digital safety" in asked
    assert "A home" not in asked
    assert "A home" in worker.get(f"/victims/{agreed.reference}/needs/").content.decode()
