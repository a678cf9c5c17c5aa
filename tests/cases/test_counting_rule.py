"""The one rule of when two reports are of one incident."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cases.counting import Report, marks, pair

EVENING = ("2026-03-10", "N22 8HQ", "noise")
POLICE = Report(1, EVENING, ("case", "sergeant", "police"))
COUNCIL = Report(2, EVENING, ("case", "officer", "council"))


def number(*reports, apart=frozenset()):
    return len(set(marks(reports, apart).values()))


def test_one_evening_told_to_two_agencies_is_one():
    assert number(POLICE, COUNCIL) == 1


def test_two_that_one_person_wrote_for_one_agency_are_two():
    assert number(POLICE, replace(POLICE, key=2)) == 2


def test_another_day_place_or_heading_is_another_incident():
    for n, other in enumerate(("2026-03-11", "N22 8HR", "litter")):
        what = (*EVENING[:n], other, *EVENING[n + 1 :])
        assert number(POLICE, replace(COUNCIL, what=what)) == 2


def test_what_somebody_joined_is_one_whatever_it_says():
    joined = [replace(POLICE, group=7), replace(COUNCIL, what=("other",), group=7)]
    assert number(*joined) == 1


def test_what_somebody_found_apart_is_two():
    assert number(POLICE, COUNCIL, apart={(1, 2)}) == 2


def test_found_apart_is_not_undone_by_a_third_that_is_like_both():
    third = replace(COUNCIL, key=3, hands=("case", "nurse", "health"))
    assert number(POLICE, COUNCIL, third, apart={(1, 2)}) == 2


def test_two_that_are_alike_stay_one_when_each_is_joined_with_another():
    joined = [replace(POLICE, group=7), replace(COUNCIL, group=8)]
    assert number(*joined) == 1
    assert number(*joined, apart={(1, 2)}) == 2


REPORTS = st.lists(
    st.builds(
        Report,
        key=st.integers(1, 10**6),
        what=st.tuples(st.integers(0, 2)),
        hands=st.tuples(st.integers(0, 3)),
        group=st.integers(0, 2),
    ),
    max_size=12,
    unique_by=lambda report: report.key,
)


@given(REPORTS, st.randoms())
def test_the_order_of_reading_changes_nothing(reports, chance):
    shuffled = list(reports)
    chance.shuffle(shuffled)
    assert marks(shuffled) == marks(reports)


@given(REPORTS)
def test_there_are_never_more_incidents_than_reports_and_each_report_has_one(reports):
    found = marks(reports)
    assert set(found) == {report.key for report in reports}
    assert len(set(found.values())) <= len(reports)


@given(REPORTS, st.data())
def test_finding_two_apart_never_counts_them_together(reports, data):
    ungrouped = [replace(report, group=0) for report in reports]
    if len(ungrouped) < 2:
        return
    one, other = data.draw(st.permutations(ungrouped))[:2]
    found = marks(ungrouped, {pair(one.key, other.key)})
    assert found[one.key] != found[other.key]


@given(REPORTS, st.data())
def test_joining_two_never_raises_the_number(reports, data):
    if len(reports) < 2:
        return
    one, other = data.draw(st.permutations(range(len(reports))))[:2]
    undecided = [replace(each, group=0) for each in reports]
    joined = [replace(each, group=9 * (n in {one, other})) for n, each in enumerate(undecided)]
    assert number(*joined) <= number(*undecided)
