"""The figures of support, and the report's sentence from records."""

import datetime as dt
import operator
from functools import reduce
from itertools import chain, pairwise

from hypothesis import given
from hypothesis import strategies as st

from assessment.figures import victims as measures
from people.services import add_person
from tests.people import Cast
from ui.working_days import add_working_days
from victims.models import AnonymousReply, Intervention, SupportReferral, SurveyAnswer
from victims.queries import (
    Share,
    ninetieth,
    quarters_of,
    service_figures,
    service_splits,
    support_counts,
    support_splits,
    survey_results,
)

YEAR = 2016
APRIL, MARCH = dt.date(2016, 4, 1), dt.date(2017, 3, 31)


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)


def a_year_of_support(cast: Cast, people: int) -> None:
    """People referred every fifth day of 2016/17, supported, closed and asked; two in the first
    half would not recommend the service."""
    for number in range(people):
        referred = APRIL + dt.timedelta(days=number * 5)
        first = add_working_days(referred, 1 + number % 3)
        person = _somebody(number)
        row = SupportReferral.objects.create(
            reference=f"VS-2016-{number:04d}",
            person=person,
            provider=cast.victim_support,
            source="Police",
            source_kind="police",
            status="closed",
            worker=cast.victim_worker,
            referred_at=noon(referred),
            first_contact_at=noon(first),
            support_started_at=noon(first),
            closed_at=noon(first),
            closing_reason="goals_reached",
        )
        answered = number % 2 == 0
        SurveyAnswer.objects.create(
            referral=row,
            how="phone",
            asked_on=first,
            answered_on=first if answered else None,
            would_recommend=("no" if number == 4 else "yes") if answered else "",
        )


def _somebody(number: int):
    return add_person(by=None, given_name="Una", family_name=f"Year{number}", is_restricted=True)


def test_the_reports_sentence_is_reproduced(cast: Cast):
    """*Over 70 people supported; over 95% would recommend the service, 100% in Q4.*"""
    a_year_of_support(cast, 73)
    counts = support_counts(APRIL, MARCH)
    supported = measures.victims_supported(counts).value
    would = measures.would_recommend(counts)
    last = measures.would_recommend(support_counts(*quarters_of(YEAR)[3]))
    assert supported > 70
    assert 95 < would.value < 100
    assert last.value == 100
    assert (would.numerator, would.denominator) == (36, 37)
    results = survey_results(cast.victim_worker, YEAR)
    assert results.year.recommend.percent == would.value, "a page and the report agree"
    assert results.quarters[3].recommend.percent == 100
    assert results.quarters[3].recommend.is_few, "the 100% stands on few answers, and says so"
    assert results.year.response.part == 37


def test_the_quarters_add_up_to_the_year(cast: Cast):
    a_year_of_support(cast, 20)
    year = support_counts(APRIL, MARCH)
    quarters = [support_counts(*span) for span in quarters_of(YEAR)]
    for key in ("referred", "accepted", "supported", "closed", "interventions"):
        assert added(each[key] for each in quarters) == year[key]
    lines = {
        line.label: line.values for line in service_figures(cast.victim_worker, [(APRIL, MARCH)])
    }
    assert lines["Referred"] == ["20"]
    assert lines["First contacts in time"] == ["14 of 20 (70%)"]


def test_each_split_adds_up_to_the_whole(cast: Cast):
    a_year_of_support(cast, 20)
    first = SupportReferral.objects.first()
    for kind, status in (("mediation", "held"), ("mediation", "preparing"), ("court", "held")):
        Intervention.objects.create(
            referral=first, kind=kind, status=status, proposed_on=MARCH, added_by=cast.victim_worker
        )
    whole = support_counts(APRIL, MARCH)
    assert whole["panels_held"] == (1, 2)
    split = service_splits(cast.victim_worker, APRIL, MARCH)
    assert split == support_splits(APRIL, MARCH), "there is no other service"
    for by in ("source", "priority"):
        parts = [line.counts for line in split[by].values()]
        for name, total in whole.items():
            assert added(each[name] for each in parts) == total, (by, name)
    police = split["source"]["police"]
    assert (police.counts["referred"], police.middle) == (20, "2")
    assert police.counts["within_target"] == (14, 20)
    assert police.counts["surveys_answered"] == (10, 20)


def added(values):
    """Counts, pairs, lists of days or counters of all parts together."""
    values = list(values)
    if isinstance(values[0], tuple):
        return tuple(map(sum, zip(*values, strict=True)))
    if isinstance(values[0], list):
        return sorted(chain.from_iterable(values))
    return reduce(operator.add, values)


def test_replies_without_a_name_count_for_everybody_together(cast: Cast):
    AnonymousReply.objects.create(
        provider=cast.victim_support, month=dt.date(2016, 5, 1), would_recommend="yes"
    )
    assert support_counts(APRIL, MARCH)["would_recommend"] == (1, 1)


@given(st.integers(1990, 2100))
def test_quarters_follow_each_other_without_gap(year):
    spans = quarters_of(year)
    assert spans[0][0] == dt.date(year, 4, 1)
    assert spans[-1][1] == dt.date(year + 1, 3, 31)
    for (_, end), (start, _) in pairwise(spans):
        assert start - end == dt.timedelta(days=1)


@given(st.lists(st.integers(0, 60), min_size=1))
def test_nine_in_ten_are_at_or_below_the_ninetieth_percentile(days):
    limit = ninetieth(days)
    assert limit in days
    assert sum(each <= limit for each in days) >= 0.9 * len(days)
    assert sum(each < limit for each in days) < 0.9 * len(days)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(2, 20))
def test_a_share_says_when_it_stands_on_few(part, more, few):
    share = Share(part, part + more, few)
    assert share.is_few is (share.whole < few)
    assert (share.percent is None) is (share.whole == 0)
