"""Figures from the partnership's own cases: what each counts, at the edges of a period."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from assessment.figures import cases
from assessment.figures.case_data import MEASURES, case_figures
from assessment.figures.crime import Place
from assessment.figures.parts import BY
from assessment.figures.support import kind_measures, split_measures
from assessment.figures.victims import days_to_first_contact, would_recommend
from assessment.periods import FinancialYear
from cases.models import Action, Case, Party, Referral
from cases.services import add_incident, add_party, restrict_case
from tests.people import a_case
from victims.queries import support_splits

YEAR = FinancialYear(2025)
SPAN = YEAR.span
FIRST, LAST = dt.date(2025, 4, 1), dt.date(2026, 3, 31)


def moment(text: str) -> dt.datetime:
    """A moment in London."""
    return timezone.make_aware(dt.datetime.fromisoformat(text))


def test_cases_opened_counts_the_first_and_the_last_day(cast):
    for day in (FIRST - dt.timedelta(1), FIRST, LAST, LAST + dt.timedelta(1)):
        a_case(cast, opened_on=day)
    assert cases.cases_opened(SPAN).value == 2


def test_restricted_cases_are_counted(cast):
    case = a_case(cast, opened_on=FIRST)
    restrict_case(case, by=cast.coordinator, people=[cast.coordinator], reason="-")
    assert cases.cases_opened(SPAN).value == 1


def test_closed_and_open_at_the_end_turn_at_midnight_in_london(cast):
    for closed in ("2026-03-31T23:59", "2026-04-01T00:00"):
        case = a_case(cast, opened_on=FIRST)
        Case.objects.filter(pk=case.pk).update(status="closed", closed_at=moment(closed))
    a_case(cast, opened_on=FIRST)
    a_case(cast, opened_on=LAST + dt.timedelta(1))
    assert cases.cases_closed(SPAN).value == 1
    assert cases.cases_open_at_end(SPAN).value == 2


def test_referrals_received_accepted_and_declined(cast):
    def referral(status: str, sent: str, answered: str | None) -> None:
        Referral.objects.create(
            reference=f"REF-{Referral.objects.count()}",
            agency=cast.housing,
            author=cast.officer,
            status=status,
            sent_at=moment(sent),
            answered_at=answered and moment(answered),
        )

    referral("accepted", "2025-03-31T12:00", "2025-04-01T00:00")
    referral("declined", "2025-04-01T00:00", "2026-03-31T23:59")
    referral("sent", "2026-03-31T23:59", None)
    referral("accepted", "2026-03-31T12:00", "2026-04-01T00:00")
    assert cases.referrals_received(SPAN).value == 3
    assert cases.referrals_accepted(SPAN).value == 1
    assert cases.referrals_declined(SPAN).value == 1


class TestRepeatVictims:
    def harmed_again(self, cast, *days: dt.date) -> None:
        first, *others = [a_case(cast, opened_on=day) for day in days]
        person = Party.objects.harmed().get(case=first).person
        for case in others:
            Party.objects.filter(case=case).delete()
            add_party(case, by=None, person=person, role="victim")

    def test_harmed_in_another_case_within_the_year_before(self, cast):
        self.harmed_again(cast, dt.date(2024, 6, 1), dt.date(2025, 6, 1))
        count = cases.repeat_victims(SPAN)
        assert (count.value, count.numerator, count.denominator) == (100, 1, 1)

    def test_longer_ago_does_not_count(self, cast):
        self.harmed_again(cast, dt.date(2024, 5, 31), dt.date(2025, 6, 1))
        assert cases.repeat_victims(SPAN).numerator == 0

    def test_a_person_counts_once_however_often(self, cast):
        days = [dt.date(2025, month, 1) for month in (4, 5, 6)]
        self.harmed_again(cast, *days)
        count = cases.repeat_victims(SPAN)
        assert (count.numerator, count.denominator) == (1, 1)

    def test_of_nobody_there_is_no_share(self, db):
        count = cases.repeat_victims(SPAN)
        assert (count.value, count.denominator) == (None, 0)
        assert count.note == "No people harmed in the period."


def test_actions_done_on_their_due_day_are_on_time_and_a_minute_later_are_not(cast):
    case = a_case(cast, opened_on=FIRST)
    due = dt.date(2025, 5, 1)
    for ended, status in (
        ("2025-05-01T23:59", "done"),
        ("2025-05-02T00:01", "done"),
        ("2025-04-30T12:00", "not_possible"),
        (None, "open"),
    ):
        Action.objects.create(
            case=case,
            wording="Visit",
            owner=cast.officer,
            agency=cast.housing,
            due_on=due,
            status=status,
            ended_at=ended and moment(ended),
        )
    assert cases.actions_due(SPAN).value == 4
    count = cases.actions_on_time(SPAN)
    assert (count.value, count.numerator, count.denominator) == (25, 1, 4)


def test_the_median_wait_and_the_survey_keep_what_they_rest_on():
    counts = {"working_days_to_first_contact": [1, 2, 9, 9], "would_recommend": (3, 4)}
    wait = days_to_first_contact(counts)
    assert (wait.value, wait.denominator) == (5.5, 4)
    answer = would_recommend(counts)
    assert (answer.value, answer.numerator, answer.denominator) == (75, 3, 4)
    nothing = {"working_days_to_first_contact": [], "would_recommend": (0, 0)}
    assert days_to_first_contact(nothing).value is None
    assert would_recommend(nothing).value is None


def test_every_figure_has_a_code_of_its_own_a_definition_and_is_taken(db):
    figures = list(case_figures(YEAR, Place("X09000001", "Northbridge")))
    listed = [measure.code for measure in MEASURES]
    parts = [*kind_measures(), *split_measures(support_splits(FIRST, LAST))]
    assert [figure.code for figure in figures if BY not in figure.code] == listed
    of_wards = [figure.code for figure in figures if ".by-ward." in figure.code]
    assert of_wards == [], "there is no ward, and no case"
    assert [figure.code for figure in figures if BY in figure.code] == [
        measure.code for measure in parts
    ]
    for measure in parts:
        assert measure.definition.endswith(".")
    assert len({measure.code for measure in MEASURES}) == len(MEASURES)
    for measure in MEASURES:
        assert measure.definition.endswith(".")


@pytest.mark.parametrize("code", [measure.code for measure in MEASURES])
def test_figures_count_nothing_before_there_is_anything(db, code):
    with time_machine.travel("2026-11-24"):
        figures = {figure.code: figure for figure in case_figures(YEAR, Place("X", "X"))}
    assert not figures[code].value


def test_an_incident_told_to_two_agencies_counts_once_and_in_the_year_it_happened(cast):
    case = a_case(cast, people=False)
    said = {"category": "noise", "description": "Music", "postcode": "N22 8HQ"}
    for day in (FIRST - dt.timedelta(1), FIRST, LAST, LAST + dt.timedelta(1)):
        for told in ("Police", "Landlord"):
            add_incident(case, by=cast.officer, happened_on=day, reported_to=told, **said)
    assert cases.incidents_told(SPAN).value == 2
