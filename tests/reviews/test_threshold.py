"""The threshold of section 104: which complaint counts, on which day, and how many are needed."""

import datetime as dt
from calendar import monthrange
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.threshold import Rules, Told, last_day, work_out
from reviews.worked import as_kept, from_kept

RULES = Rules()
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2032, 12, 31))
DAY = dt.timedelta(days=1)


def told(happened: dt.date, reported: dt.date | None = None, **said: str) -> Told:
    return Told(
        happened, reported or happened, **{"heading": "Noise", "reported_to": "Police", **said}
    )


def counted(*reports: Told, applied_on: dt.date, **options: object) -> int:
    return work_out(reports, applied_on=applied_on, rules=RULES, **options).incidents


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        ("2026-01-05", 1, "2026-02-04"),
        ("2026-01-01", 1, "2026-01-31"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-01-29", 1, "2024-02-28"),
        ("2023-01-29", 1, "2023-02-28"),
        ("2024-02-29", 1, "2024-03-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-03-01", 1, "2026-03-31"),
        ("2026-12-15", 1, "2027-01-14"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2025-10-01", 6, "2026-03-31"),
        ("2026-03-15", -1, "2026-02-14"),
        ("2026-01-15", -1, "2025-12-14"),
    ],
)
def test_the_last_day_of_months_beginning_with_a_day(start, months, last):
    assert last_day(dt.date.fromisoformat(start), months) == dt.date.fromisoformat(last)


@given(DAYS, st.integers(1, 24))
def test_a_month_is_never_shorter_than_28_days_nor_longer_than_31(start, months):
    days = (last_day(start, months) - start).days + 1
    assert 28 * months <= days <= 31 * months


@given(DAYS, DAYS, st.integers(1, 12))
def test_who_begins_later_ends_no_earlier(one, other, months):
    first, second = sorted((one, other))
    assert last_day(first, months) <= last_day(second, months)


@given(DAYS)
def test_a_month_from_the_first_is_the_whole_month(day):
    first = day.replace(day=1)
    assert last_day(first, 1) == day.replace(day=monthrange(day.year, day.month)[1])


@given(DAYS)
def test_the_last_day_of_the_month_is_in_time_and_the_next_is_not(happened):
    last = last_day(happened, 1)
    assert counted(told(happened, last), applied_on=last) == 1
    assert counted(told(happened, last + DAY), applied_on=last + DAY) == 0


@given(DAYS)
def test_the_last_day_of_six_months_is_in_time_and_the_next_is_not(reported):
    last = last_day(reported, 6)
    assert counted(told(reported), applied_on=last) == 1
    assert counted(told(reported), applied_on=last + DAY) == 0


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
def test_a_complaint_counts_just_when_both_limits_are_kept(happened, later, then):
    reported = happened + later * DAY
    applied = reported + then * DAY
    in_time = reported <= last_day(happened, 1) and applied <= last_day(reported, 6)
    assert counted(told(happened, reported), applied_on=applied) == int(in_time)


@pytest.mark.parametrize("number", range(6))
def test_three_are_enough_and_two_are_not(number):
    day = dt.date(2026, 3, 2)
    reports = [told(day + n * DAY) for n in range(number)]
    finding = work_out(reports, applied_on=day + 30 * DAY, rules=RULES)
    assert finding.incidents == number
    assert finding.is_met is (number >= 3)


def test_a_lower_number_may_be_set():
    day = dt.date(2026, 3, 2)
    rules = Rules(complaints=1, since=day)
    assert work_out([told(day)], applied_on=day, rules=rules).is_met


class TestOneIncidentToldToTwo:
    day = dt.date(2026, 3, 2)

    def test_it_counts_once_and_says_so(self):
        finding = work_out(
            [told(self.day), told(self.day, self.day + DAY, reported_to="Landlord")],
            applied_on=self.day + 9 * DAY,
            rules=RULES,
        )
        assert [line.counts for line in finding.lines] == [True, False]
        assert "It counts once" in finding.lines[1].why
        assert (finding.incidents, finding.reports) == (1, 2)

    @pytest.mark.parametrize(
        "other",
        [
            {"happened": dt.date(2026, 3, 3)},
            {"heading": "Litter"},
            {"place": "NB1 1AA"},
        ],
    )
    def test_another_day_place_or_heading_is_another_incident(self, other):
        happened = other.pop("happened", self.day)
        applied = self.day + 9 * DAY
        assert counted(told(self.day), told(happened, **other), applied_on=applied) == 2

    def test_what_somebody_has_put_together_is_one(self):
        reports = [told(self.day + n * DAY) for n in range(3)]
        grouped = [replace(each, group=7) for each in reports[:2]]
        assert counted(*grouped, reports[2], applied_on=self.day + 9 * DAY) == 2

    def test_a_late_report_does_not_spend_the_incident(self):
        late = told(self.day, self.day + 40 * DAY)
        assert counted(late, told(self.day), applied_on=self.day + 41 * DAY) == 1

    @given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=30))
    def test_there_are_never_more_than_there_were_days(self, pairs):
        reports = [told(self.day + a * DAY, self.day + (a + b) * DAY) for a, b in pairs]
        finding = work_out(reports, applied_on=self.day + 30 * DAY, rules=RULES)
        assert finding.incidents == len({a for a, _ in pairs})
        assert finding.reports == len(pairs)
        assert sum(line.counts for line in finding.lines) == finding.incidents


class TestSeveralPeople:
    day = dt.date(2026, 3, 2)

    @pytest.mark.parametrize(("number", "met"), [(4, False), (5, True)])
    def test_five_reports_of_one_incident_meet_it(self, number, met):
        reports = [told(self.day, reference=str(n)) for n in range(number)]
        finding = work_out(reports, applied_on=self.day, rules=RULES, by_several=True)
        assert finding.is_met is met

    def test_for_one_person_they_do_not(self):
        reports = [told(self.day, reference=str(n)) for n in range(9)]
        assert not work_out(reports, applied_on=self.day, rules=RULES).is_met

    def test_three_incidents_are_enough_for_several_too(self):
        reports = [told(self.day + n * DAY) for n in range(3)]
        applied = self.day + 9 * DAY
        assert work_out(reports, applied_on=applied, rules=RULES, by_several=True).is_met


@pytest.mark.parametrize(
    ("report", "why"),
    [
        (told(dt.date(2026, 3, 2), reported_to=""), "No agency is named"),
        (told(dt.date(2026, 3, 2), dt.date(2026, 3, 1)), "Reported before it happened"),
        (told(dt.date(2026, 3, 2), dt.date(2026, 4, 11)), "Reported after the application"),
        (told(dt.date(2026, 3, 2), dt.date(2026, 4, 2)), "by 1 April 2026"),
        (told(dt.date(2025, 10, 1)), "had to come by 31 March 2026"),
    ],
)
def test_what_does_not_count_says_why(report, why):
    [line] = work_out([report], applied_on=dt.date(2026, 4, 10), rules=RULES).lines
    assert not line.counts
    assert why in line.why


@given(st.lists(st.tuples(DAYS, DAYS), max_size=8), DAYS, st.booleans())
def test_what_is_kept_is_read_back_as_it_was(pairs, applied, several):
    rules = Rules(since=dt.date(2026, 1, 1)) if several else RULES
    reports = [told(a, b) for a, b in pairs]
    finding = work_out(reports, applied_on=applied, rules=rules, by_several=several)
    assert from_kept(as_kept(finding)) == finding
