"""Needs at the start and the end, and the four outcomes between them."""

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.people import Cast
from victims import services
from victims.models import NeedDomain, OutcomeKind
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
        needs=dict.fromkeys(NeedDomain.values, "some"),
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
        **{f"need_{code}": "much" for code in NeedDomain.values},
        "outcome_safety": "2",
    }
    answer = browser.post(f"/victims/{agreed.reference}/needs/assess/", typed, follow=True)
    page = answer.content.decode()
    assert "A lot of help" in page
    assert "2 of 5" in page
    assert agreed.assessments.get().outcomes == {"safety": 2}
