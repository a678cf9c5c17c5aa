"""Propose incidents that may be one, join them, keep them apart, and count each once."""

import datetime as dt
from itertools import combinations

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from audit.models import Entry
from cases.counting import marks
from cases.models import (
    GroupedIncident,
    Incident,
    IncidentGroup,
    IncidentMatch,
    MatchStatus,
    Setting,
)
from cases.queries.counting import (
    Counted,
    also_told,
    count_incidents,
    found_apart,
    matches_of,
    with_group,
)
from cases.services import add_incident, share_case
from cases.services.counting import (
    FoundApart,
    join_incidents,
    keep_incidents_apart,
    propose_matches,
)
from cases.workflow import WrongStatus
from places.models import Postcode
from tests.people import a_case, make_cast

DAY = dt.date(2026, 3, 10)
FIELDS = Counted._fields
TODAY = dt.date(2026, 3, 20)


def told(case, by, to="Police", **changed):
    said = {
        "happened_on": DAY,
        "category": "noise",
        "description": "Music",
        "postcode": "N22 8HQ",
        "reported_to": to,
        **changed,
    }
    return add_incident(case, by=by, **said)


@pytest.fixture
def case(cast):
    return a_case(cast, people=False)


@pytest.fixture
def other(cast):
    return a_case(cast, people=False)


def pairs():
    return [(match.first, match.second) for match in IncidentMatch.objects.order_by("pk")]


def pair_of(cast, case, other):
    one, two = told(case, cast.officer), told(other, cast.officer, "Council")
    propose_matches(TODAY)
    return one, two, IncidentMatch.objects.get(first=one, second=two)


def join(match, cast):
    return join_incidents(match, by=cast.officer, reason="The same party")


def apart(match, cast):
    keep_incidents_apart(match, by=cast.officer, reason="Two parties")


@pytest.mark.django_db
class TestProposing:
    def test_the_same_told_in_two_cases_is_proposed_once(self, cast, case, other):
        one, two = told(case, cast.officer), told(other, cast.officer)
        assert propose_matches(TODAY) == 1
        assert propose_matches(TODAY) == 0
        assert pairs() == [(one, two)]

    def test_the_same_told_to_two_agencies_in_one_case_is_proposed(self, cast, case):
        told(case, cast.officer, "Police")
        told(case, cast.officer, "Council")
        assert propose_matches(TODAY) == 1

    def test_two_that_one_person_wrote_into_one_case_for_one_agency_are_two(self, cast, case):
        told(case, cast.officer)
        told(case, cast.officer, "police")
        assert propose_matches(TODAY) == 0

    @pytest.mark.parametrize(("days", "expected"), [(0, 1), (1, 1), (2, 0)])
    def test_near_in_time_is_within_a_day(self, cast, case, other, days, expected):
        told(case, cast.officer)
        told(other, cast.officer, happened_on=DAY + dt.timedelta(days=days))
        assert propose_matches(TODAY) == expected

    def test_the_days_are_a_setting(self, cast, case, other):
        Setting.objects.create(key="count_once_days", value=3, valid_from=DAY, reason="Ours")
        told(case, cast.officer)
        told(other, cast.officer, happened_on=DAY + dt.timedelta(days=3))
        assert propose_matches(TODAY) == 1

    @pytest.mark.parametrize(
        "changed", [{"category": "rowdy"}, {"postcode": "N17 9XX"}, {"postcode": ""}]
    )
    def test_another_kind_another_place_or_none_is_not_proposed(self, cast, case, other, changed):
        told(case, cast.officer)
        told(other, cast.officer, **changed)
        assert propose_matches(TODAY) == 0

    @pytest.mark.parametrize(("north", "expected"), [(100, 1), (101, 0)])
    def test_near_in_place_is_within_so_many_metres(self, cast, case, other, north, expected):
        for postcode, northing in (("N22 8HQ", 190_000), ("N22 8HR", 190_000 + north)):
            Postcode.objects.create(postcode=postcode, easting=530_000, northing=northing)
        told(case, cast.officer)
        told(other, cast.officer, postcode="N22 8HR")
        assert propose_matches(TODAY) == expected

    def test_older_than_a_year_is_left_alone(self, cast, case, other):
        for each in (case, other):
            told(each, cast.officer, happened_on=TODAY - dt.timedelta(days=365))
        assert propose_matches(TODAY) == 0


@pytest.mark.django_db
class TestDeciding:
    def test_joined_incidents_count_once_and_keep_their_cases(self, cast, case, other):
        one, two, match = pair_of(cast, case, other)
        join(match, cast)
        assert count_incidents(Incident.objects.all()) == 1
        assert count_incidents(case.incidents.all()) == 1
        assert {each.case for each in Incident.objects.all()} == {case, other}
        assert Entry.objects.get(verb="incident.joined").operation == "combination"
        assert (one.reported_to, two.reported_to) == ("Police", "Council")

    def test_a_third_joins_the_group_and_settles_what_was_open_in_it(self, cast, case, other):
        one, two, match = pair_of(cast, case, other)
        three = told(other, cast.officer, "Homes")
        propose_matches(TODAY)
        join(match, cast)
        join(IncidentMatch.objects.get(first=two, second=three), cast)
        assert set(IncidentMatch.objects.values_list("status", flat=True)) == {"joined"}
        assert count_incidents(Incident.objects.all()) == 1
        assert one.groupings.get().group == three.groupings.get().group

    def test_what_was_kept_apart_is_not_joined_through_a_third(self, cast, case, other):
        one, two, match = pair_of(cast, case, other)
        three = told(other, cast.officer, "Homes")
        propose_matches(TODAY)
        apart(match, cast)
        join(IncidentMatch.objects.get(first=one, second=three), cast)
        with pytest.raises(FoundApart):
            join(IncidentMatch.objects.get(first=two, second=three), cast)
        assert count_incidents(Incident.objects.all()) == 2

    def test_a_dismissal_is_remembered(self, cast, case, other):
        _, _, match = pair_of(cast, case, other)
        apart(match, cast)
        assert propose_matches(TODAY) == 0
        assert not matches_of(cast.officer, MatchStatus.PROPOSED).exists()
        match.refresh_from_db()
        assert (match.reason, match.decided_by) == ("Two parties", cast.officer)

    def test_a_join_is_undone_and_not_proposed_again(self, cast, case, other):
        _, _, match = pair_of(cast, case, other)
        join(match, cast)
        apart(match, cast)
        assert count_incidents(Incident.objects.all()) == 2
        assert not GroupedIncident.objects.current().exists()
        assert propose_matches(TODAY) == 0

    def test_one_taken_out_of_three_leaves_the_others_joined(self, cast, case, other):
        _, two, match = pair_of(cast, case, other)
        three = told(other, cast.officer, "Homes")
        propose_matches(TODAY)
        join(match, cast)
        last = IncidentMatch.objects.get(first=two, second=three)
        join(last, cast)
        last.refresh_from_db()
        apart(last, cast)
        assert count_incidents(Incident.objects.all()) == 2
        assert not three.groupings.filter(left_at=None).exists()

    def test_deciding_twice_is_refused(self, cast, case, other):
        _, _, match = pair_of(cast, case, other)
        stale = IncidentMatch.objects.get()
        join(match, cast)
        with pytest.raises(WrongStatus):
            join(stale, cast)


@pytest.mark.django_db
class TestSeeing:
    def test_only_who_sees_both_in_full_sees_the_pair(self, cast, signed_in, case, other):
        _, _, match = pair_of(cast, case, other)
        share_case(case, by=cast.coordinator, agency=cast.outside, reason="-")
        share_case(other, by=cast.coordinator, agency=cast.outside, level="summary", reason="-")
        assert not matches_of(cast.outsider, MatchStatus.PROPOSED).exists()
        client = signed_in(cast.outsider)
        assert case.reference not in client.get(reverse("list_matches")).content.decode()
        for name in ("join_incidents", "keep_incidents_apart"):
            assert client.post(reverse(name, args=[match.pk]), {"reason": "-"}).status_code == 404

    def test_an_officer_decides_in_the_browser(self, cast, signed_in, case, other):
        _, _, match = pair_of(cast, case, other)
        client = signed_in(cast.officer)
        assert "Count as one" in client.get(reverse("list_matches")).content.decode()
        url = reverse("join_incidents", args=[match.pk])
        assert client.post(url, {"reason": "Same party"}).status_code == 302
        listed = client.get(reverse("list_matches"), {"status": "joined"}).content.decode()
        assert "Same party" in listed
        assert "Count them apart again" in listed
        url = reverse("keep_incidents_apart", args=[match.pk])
        assert "leaves the incidents" in client.get(url).content.decode()
        assert client.post(url, {"reason": "A slip"}).status_code == 302
        assert "A slip" in client.get(reverse("list_matches"), {"status": "apart"}).content.decode()

    def test_also_told_names_only_what_is_seen_in_full(self, cast, case, other):
        one, _, match = pair_of(cast, case, other)
        join(match, cast)
        assert also_told(case, cast.officer) == {one.pk: f"Council in {other.reference}"}
        share_case(case, by=cast.coordinator, agency=cast.outside, reason="-")
        assert also_told(case, cast.outsider) == {}

    def test_the_chronology_says_who_else_was_told(self, cast, signed_in, case, other):
        _, _, match = pair_of(cast, case, other)
        join(match, cast)
        said = f"Also told to Council in {other.reference}."
        url = reverse("case_chronology", args=[case.reference])
        assert said in signed_in(cast.officer).get(url).content.decode()
        share_case(case, by=cast.coordinator, agency=cast.outside, reason="-")
        assert "Also told" not in signed_in(cast.outsider).get(url).content.decode()


def rule_alone(incidents) -> int:
    """The same number by the one rule over every report, as the screens that list them have it."""
    rows = with_group(incidents).values_list(*Counted._fields)
    reports = [Counted(*row).report for row in rows]
    return len(set(marks(reports, found_apart(incidents)).values()))


class TheDatabaseCountsAsTheRuleDoes(TestCase):
    """Whoever told whom of what, and whatever somebody has decided."""

    def setUp(self):
        self.cast = make_cast()
        self.cases = [a_case(self.cast, people=False) for _ in range(2)]

    @settings(max_examples=400, deadline=None)
    @given(st.data())
    def test_it_does(self, data):
        numbers = st.integers(0, 1)
        told_of = data.draw(
            st.lists(st.tuples(numbers, numbers, numbers, numbers, numbers), max_size=7)
        )
        kept = [
            Incident.objects.create(
                case=self.cases[case],
                happened_on=TODAY - dt.timedelta(days=day),
                category="noise",
                postcode=("N17 9XX", "")[place],
                reported_to=("Police", "Council")[whom],
                recorded_by=(self.cast.officer, None)[who],
            )
            for case, day, place, whom, who in told_of
        ]
        groups = [IncidentGroup.objects.create() for _ in range(2)]
        group_of = {each: data.draw(st.integers(0, 5)) for each in kept}
        for each, group in group_of.items():
            if group < 2:
                GroupedIncident.objects.create(incident=each, group=groups[group])
        for first, second in combinations(kept, 2):
            together = group_of[first] == group_of[second] < 2
            if not together and data.draw(st.integers(0, 6)) == 0:
                IncidentMatch.objects.create(first=first, second=second, status=MatchStatus.APART)
        everything = Incident.objects.all()
        assert count_incidents(everything) == rule_alone(everything)
        Incident.objects.all().delete()
        IncidentGroup.objects.all().delete()


class CountingHolds(TestCase):
    """Whatever is joined, in whatever order."""

    def setUp(self):
        self.cast = make_cast()
        self.case = a_case(self.cast, people=False)
        self.incidents = [told(self.case, self.cast.officer, f"Agency {n}") for n in range(5)]
        propose_matches(TODAY)

    def count_after(self, edges):
        """Join these pairs in this order; the count after each, and back to the start."""
        matches = {(m.first_id, m.second_id): m.pk for m in IncidentMatch.objects.all()}
        counts = [count_incidents(Incident.objects.all())]
        for a, b in edges:
            key = tuple(sorted((self.incidents[a].pk, self.incidents[b].pk)))
            match = IncidentMatch.objects.get(pk=matches[key])
            if match.status == MatchStatus.PROPOSED:
                join(match, self.cast)
            counts.append(count_incidents(Incident.objects.all()))
        GroupedIncident.objects.all().delete()
        IncidentMatch.objects.update(status=MatchStatus.PROPOSED)
        return counts

    @settings(max_examples=12, deadline=None)
    @given(
        st.lists(
            st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda p: p[0] != p[1]),
            max_size=5,
        ).flatmap(lambda edges: st.tuples(st.just(edges), st.permutations(edges)))
    )
    def test_joining_never_raises_the_count_and_order_does_not_matter(self, both):
        edges, shuffled = both
        counts = self.count_after(edges)
        assert counts == sorted(counts, reverse=True)
        assert min(counts) >= 1
        assert self.count_after(shuffled)[-1] == counts[-1]


# Few days, places and hands, so that many are alike.
ROW = st.tuples(
    st.sampled_from([0, 0, 1]),  # day
    st.sampled_from([0, 0, 1]),  # case
    st.sampled_from(["", "N22 8HQ"]),
    st.sampled_from(["Police", "police", "police", "Council"]),
)
ROWS = st.lists(ROW, min_size=3, max_size=14)
PAIRS = st.tuples(st.integers(0, 13), st.integers(0, 13))


class CountingAgrees(TestCase):
    """The number that the database helps with is that of the rule applied to every report."""

    def setUp(self):
        self.cast = make_cast()
        self.cases = [a_case(self.cast, people=False) for _ in range(2)]

    def write(self, rows, apart, groups):
        made = Incident.objects.bulk_create(
            Incident(
                case=self.cases[case],
                happened_on=DAY + dt.timedelta(days=day),
                category="noise",
                description="Music",
                postcode=postcode,
                reported_to=to,
            )
            for day, case, postcode, to in rows
        )
        keys = sorted(each.pk for each in made)
        pairs = {(min(a, b), max(a, b)) for a, b in apart if a != b and max(a, b) < len(keys)}
        IncidentMatch.objects.bulk_create(
            IncidentMatch(
                first_id=keys[a],
                second_id=keys[b],
                status=MatchStatus.APART,
                decided_at=timezone.now(),
                decided_by=self.cast.officer,
            )
            for a, b in pairs
        )
        for both in groups:
            members = {keys[each] for each in both if each < len(keys)}
            taken = GroupedIncident.objects.filter(incident__in=members).exists()
            if len(members) == 2 and not taken and tuple(sorted(both)) not in pairs:
                group = IncidentGroup.objects.create()
                for key in members:
                    GroupedIncident.objects.create(group=group, incident_id=key)

    @settings(max_examples=400, deadline=None)
    @given(ROWS, st.lists(PAIRS, max_size=3), st.lists(PAIRS, max_size=8))
    def test_whatever_was_decided_of_whatever_was_told(self, rows, apart, groups):
        self.write(rows, apart, groups)
        for incidents in (Incident.objects.all(), Incident.objects.filter(happened_on=DAY)):
            reports = [Counted(*row).report for row in with_group(incidents).values_list(*FIELDS)]
            assert count_incidents(incidents) == len(set(marks(reports, found_apart()).values()))
