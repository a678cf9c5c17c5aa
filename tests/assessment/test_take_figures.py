"""Taking a year's figures: what a run holds, and that doing it again is safe."""

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from assessment import tasks
from assessment.models import FigureRequest, FigureRun, Observation, SourceKind
from assessment.periods import FinancialYear, Month, Quarter, TwelveMonths
from assessment.queries import due_parts, due_years, summary_of
from assessment.services import (
    SomeFailed,
    answer_request,
    confirm_import,
    freeze_run,
    hold_upload,
    import_recorded_crime,
    request_figures,
    take_due_figures,
    take_figures,
    take_requested_figures,
)
from assessment.taking import CannotTake, figures_now
from audit.models import Entry
from places.models import Area, AreaKind
from places.queries import area_named
from places.services import add_london_areas
from tests.assessment.invented import crime_text, flat_crime, months_of, source
from tests.people import a_case

YEAR = FinancialYear(2016)


@pytest.fixture
def barnet(three_years):
    return area_named("Barnet")


@pytest.fixture
def broken(monkeypatch):
    """Makes the taking of one year fail."""

    def break_year(broken_year, error):
        def fail(year, area):
            if year == broken_year:
                raise error
            return figures_now(year, area)

        monkeypatch.setattr("assessment.services.runs.figures_now", fail)

    return break_year


class TestWhatARunHolds:
    def test_counts_of_three_years_and_their_changes(self, barnet):
        row = summary_of(take_figures(YEAR, barnet)).row("mopac7.total")
        assert (row.base, row.previous, row.figure.value) == (96, 96, 96)
        assert (row.change, row.base_change) == (0, 0)

    def test_rates_and_ranks_among_the_boroughs_held(self, barnet):
        row = summary_of(take_figures(YEAR, barnet)).row("rate.crime.total")
        assert row.figure.value == 96
        assert (row.figure.numerator, row.figure.denominator) == (96, 1000)
        assert (row.rank.place, row.rank.of) == (2, 3)

    def test_ties_are_said(self, barnet):
        row = summary_of(take_figures(YEAR, area_named("Camden"))).row("crime.total")
        assert row.rank_words == "highest of 3 boroughs, tied with 1"
        assert "tied with 1" in row.note

    def test_boroughs_of_no_region_are_ranked_among_themselves(self, barnet, own_area):
        """An invented borough never enters London's ranks, nor London's its own."""
        Area.objects.create(code="X09000002", name="Southmoor", kind=AreaKind.BOROUGH)
        text = flat_crime({"Northbridge": 9, "Southmoor": 8}, months_of(2016))
        import_recorded_crime(source(text, "invented.csv"), by=None)
        row = summary_of(take_figures(YEAR, own_area)).row("crime.total")
        assert row.rank_words == "highest of 2 boroughs"
        assert row.rank_note == "Rank 1 is the highest of 2 boroughs."
        assert summary_of(take_figures(YEAR, barnet)).row("crime.total").rank.of == 3

    def test_only_londons_boroughs_are_held_beside_london(self, own_area):
        import_recorded_crime(source(flat_crime({"Northbridge": 9}, months_of(2016))), by=None)
        run = take_figures(YEAR, own_area)
        assert set(run.observations.values_list("area", flat=True)) == {"Northbridge"}

    def test_london_is_not_made_up_from_some_boroughs(self, barnet):
        run = take_figures(YEAR, barnet)
        assert not run.observations.filter(area="London").exists()

    def test_case_data_of_the_partnership_beside_another_area(self, barnet, own_area, cast):
        a_case(cast, opened_on=dt.date(2016, 4, 1))
        a_case(cast, opened_on=dt.date(2017, 3, 31))
        a_case(cast, opened_on=dt.date(2017, 4, 1))
        summary = summary_of(take_figures(YEAR, barnet))
        opened = next(row for row in summary.case_rows() if row.figure.code == "cases.opened")
        assert (opened.figure.area, opened.figure.value) == ("Northbridge", 2)

    def test_case_data_is_not_made_up_for_years_before_it_began(self, own_area, cast):
        a_case(cast, opened_on=dt.date(2015, 6, 1))
        run = take_figures(YEAR, own_area)
        opened = next(
            row for row in summary_of(run).case_rows() if row.figure.code == "cases.opened"
        )
        assert (opened.base, opened.previous, opened.figure.value) == (None, 1, 0)
        assert opened.note == "Nothing is held for 2011/12."
        assert "Case data begins on 1 June 2015, when the first case was opened." in run.notes

    def test_an_absent_row_is_none_and_an_absent_borough_unknown(self, db):
        months = months_of(2016)
        text = crime_text(
            [
                ("Barnet", "Robbery", "Personal Property", [1] * 12),
                ("Enfield", "Burglary", "Burglary in a Dwelling", [1] * 12),
            ],
            months,
        )
        import_recorded_crime(source(text), by=None)
        summary = summary_of(take_figures(YEAR, area_named("Barnet")))
        assert summary.row("crime.burglary").figure.value == 0
        assert summary.row("crime.robbery").rank.of == 2
        with pytest.raises(CannotTake, match=r"No month of 2016/17 is held"):
            take_figures(YEAR, area_named("Camden"))

    def test_a_newer_edition_replaces_its_months_and_never_adds(self, barnet):
        newer = flat_crime({"Barnet": 5}, ["201703"])
        import_recorded_crime(source(newer, "newer.csv"), by=None)
        row = summary_of(take_figures(YEAR, barnet)).row("crime.total")
        assert row.figure.value == 11 * 8 + 20
        assert "crime.csv; newer.csv" in row.figure.source

    def test_unknown_names_that_were_accepted_count_in_the_totals(self, db):
        months = months_of(2016)
        text = crime_text(
            [
                ("Barnet", "Robbery", "Personal Property", [1] * 12),
                ("Barnet", "Robbery", "Robbery on the Moon", [2] * 12),
            ],
            months,
        )
        import_recorded_crime(source(text), by=None, accept_unknown=True)
        summary = summary_of(take_figures(YEAR, area_named("Barnet")))
        assert summary.row("crime.total").figure.value == 36
        assert summary.row("crime.robbery.robbery-on-the-moon").figure.value == 24
        assert summary.row("mopac7.robbery").figure.value == 36


class TestWhatCannotBeTaken:
    def test_a_year_of_which_months_are_missing(self, barnet):
        import_recorded_crime(source(flat_crime({"Barnet": 1}, ["201804"])), by=None)
        with pytest.raises(CannotTake, match=r"2018/19 is not complete: 1 of its 12 months"):
            take_figures(FinancialYear(2018), barnet)

    def test_the_own_area_is_taken_without_recorded_crime_and_says_so(self, own_area, cast):
        run = take_figures(YEAR, own_area)
        assert run.notes == ["Recorded crime in Northbridge: No month of 2016/17 is held."]
        assert run.observations.filter(code="cases.opened").exists()

    def test_a_year_that_is_not_over(self, barnet):
        with time_machine.travel("2017-03-31 12:00"), pytest.raises(CannotTake, match="ends on"):
            take_figures(YEAR, barnet)
        with time_machine.travel("2017-04-01 12:00"):
            assert take_figures(YEAR, barnet)


class TestTakingAgain:
    def test_unchanged_it_is_the_same_draft(self, barnet):
        first = take_figures(YEAR, barnet)
        assert take_figures(YEAR, barnet) == first
        assert Entry.objects.filter(verb="figures.taken").count() == 1

    def test_changed_it_takes_the_place_of_the_draft(self, barnet):
        first = take_figures(YEAR, barnet)
        import_recorded_crime(source(flat_crime({"Barnet": 5}, ["201703"])), by=None)
        second = take_figures(YEAR, barnet)
        assert (second.pk, FigureRun.objects.count()) == (first.pk, 1)
        assert second.digest != first.digest
        assert summary_of(second).row("crime.total").figure.value == 108

    def test_a_frozen_run_stays_and_a_new_one_stands_beside_it(self, barnet, cast):
        frozen = take_figures(YEAR, barnet)
        freeze_run(frozen, looked_at=frozen.digest, by=cast.analyst)
        before = list(frozen.observations.order_by("pk").values())
        import_recorded_crime(source(flat_crime({"Barnet": 5}, ["201703"])), by=None)
        assert take_figures(YEAR, barnet).pk != frozen.pk
        assert list(frozen.observations.order_by("pk").values()) == before

    def test_a_failure_on_the_way_leaves_the_draft_as_it_was(self, barnet, monkeypatch):
        first = take_figures(YEAR, barnet)
        import_recorded_crime(source(flat_crime({"Barnet": 5}, ["201703"])), by=None)

        def fail(*args, **options):
            raise RuntimeError("killed")

        monkeypatch.setattr("assessment.services.runs.record", fail)
        with pytest.raises(RuntimeError):
            take_figures(YEAR, barnet)
        assert FigureRun.objects.get().digest == first.digest
        assert summary_of(FigureRun.objects.get()).row("crime.total").figure.value == 96

    def test_queries_do_not_grow_with_the_boroughs(self, barnet):
        with CaptureQueriesContext(
            connection,
        ) as few:
            take_figures(YEAR, barnet)
        FigureRun.objects.all().delete()
        more = dict.fromkeys(("Bexley", "Brent", "Bromley", "Croydon", "Ealing"), 4)
        months = months_of(2011, 2015, 2016)
        import_recorded_crime(source(flat_crime({**more, "Barnet": 2}, months)), by=None)
        with CaptureQueriesContext(connection) as many:
            take_figures(YEAR, barnet)
        assert len(many) <= len(few) + 3


class TestOnSchedule:
    def test_each_whole_year_of_the_own_area_without_figures_is_due(self, barnet, cast):
        cast.partnership.area_code = barnet.code
        cast.partnership.save()
        assert due_years(barnet) == [FinancialYear(2011), FinancialYear(2015), YEAR]
        assert len(take_due_figures()) == 3
        assert due_years(barnet) == []
        assert take_due_figures() == []

    def test_the_last_finished_year_with_cases_is_due(self, own_area, cast):
        with time_machine.travel("2026-11-24 12:00"):
            assert due_years(own_area) == []
            a_case(cast, opened_on=dt.date(2025, 6, 1))
            assert due_years(own_area) == [FinancialYear(2025)]
            parts = due_parts(own_area)
            assert parts[0] == Month(2025, 11)
            assert parts[11:] == [
                Month(2026, 10), Quarter(2025, 3), Quarter(2025, 4), Quarter(2026, 1),
                Quarter(2026, 2),
            ]  # fmt: skip
            taken = [run.period for run in take_due_figures()]
            assert taken == [FinancialYear(2025), *parts]
            assert take_due_figures() == []
        with time_machine.travel("2027-01-02 12:00"):
            assert due_parts(own_area) == [Month(2026, 11), Month(2026, 12), Quarter(2026, 3)]

    def test_a_part_of_a_year_is_compared_with_the_same_months_and_has_no_rate(self, barnet):
        run = take_figures(Quarter(2016, 3), barnet)
        row = summary_of(run).row("crime.total")
        assert (row.figure.period_start, row.figure.period_end) == (
            dt.date(2016, 10, 1),
            dt.date(2016, 12, 31),
        )
        whole = summary_of(take_figures(YEAR, barnet)).row("crime.total")
        assert row.figure.value == whole.figure.value / 4
        assert row.previous == whole.previous / 4
        assert not summary_of(run).rates()
        assert not any("rates" in note for note in run.notes)

    def test_twelve_months_that_cross_two_years_add_up_from_their_months(self, barnet):
        parts = [take_figures(Month(2015, month), barnet) for month in range(4, 13)]
        parts += [take_figures(Month(2016, month), barnet) for month in (1, 2, 3)]
        whole = take_figures(TwelveMonths(2016, 3), barnet)
        values = [summary_of(run).row("crime.total").figure.value for run in parts]
        assert summary_of(whole).row("crime.total").figure.value == sum(values)

    def test_what_was_confirmed_is_imported_first(self, cast, db):
        text = flat_crime({"Barnet": 2}, months_of(2016)).encode()
        upload = hold_upload(
            kind=SourceKind.RECORDED_CRIME, name="crime.csv", content=text, by=cast.analyst
        )
        add_london_areas()
        confirm_import(upload, by=cast.analyst)
        asked = request_figures(YEAR, area_named("Barnet"), by=cast.analyst)
        take_requested_figures(asked.pk)
        asked.refresh_from_db()
        assert asked.failure == ""
        assert FigureRun.objects.get().period == YEAR

    def test_a_year_that_fails_holds_back_no_other(self, barnet, cast, broken, caplog):
        cast.partnership.area_code = barnet.code
        cast.partnership.save()
        broken(FinancialYear(2015), RuntimeError("cosmic ray"))
        with pytest.raises(SomeFailed, match="figures of 2015/16, Barnet"):
            take_due_figures()
        assert {run.period for run in FigureRun.objects.all()} == {FinancialYear(2011), YEAR}
        assert "cosmic ray" in caplog.text
        assert "Traceback" in caplog.text

    def test_nothing_is_due_before_the_partnership_is_set_up(self, db):
        assert take_due_figures() == []


class TestOnRequest:
    def test_a_request_is_answered_once(self, barnet, cast):
        asked = request_figures(YEAR, barnet, by=cast.analyst)
        assert request_figures(YEAR, barnet, by=cast.analyst) == asked
        run = answer_request(asked.pk)
        assert run.taken_by == cast.analyst
        assert answer_request(asked.pk) is None
        asked.refresh_from_db()
        assert asked.answered_at
        assert asked.failure == ""

    def test_a_request_whose_job_died_is_answered_by_the_schedule(self, barnet, cast):
        asked = request_figures(YEAR, barnet, by=cast.analyst)
        assert [run.period for run in take_due_figures()] == [YEAR]
        asked.refresh_from_db()
        assert asked.answered_at

    def test_why_it_could_not_be_taken_is_kept(self, barnet, cast):
        asked = request_figures(FinancialYear(2018), barnet, by=cast.analyst)
        assert answer_request(asked.pk) is None
        asked.refresh_from_db()
        assert "No month of 2018/19 is held" in asked.failure

    def test_one_that_fails_holds_back_no_other_and_says_why(self, barnet, cast, broken, caplog):
        first = request_figures(FinancialYear(2015), barnet, by=cast.analyst)
        second = request_figures(YEAR, barnet, by=cast.analyst)
        broken(FinancialYear(2015), RuntimeError("cosmic ray"))
        with pytest.raises(SomeFailed, match=f"request {first.pk} for figures"):
            take_due_figures()
        assert "cosmic ray" in caplog.text
        first.refresh_from_db()
        second.refresh_from_db()
        assert first.answered_at
        assert "nobody expected" in first.failure
        assert second.failure == ""
        assert FigureRun.objects.get().period == YEAR
        assert take_due_figures() == []

    def test_one_that_met_a_busy_database_is_answered_later(self, barnet, cast, broken):
        asked = request_figures(YEAR, barnet, by=cast.analyst)
        broken(YEAR, OperationalError("database is locked"))
        with pytest.raises(SomeFailed):
            take_requested_figures(asked.pk)
        assert FigureRequest.objects.open().get() == asked

    def test_the_job_itself_fails_too(self, barnet, cast, broken):
        """Celery keeps for the administrators only what a task raises."""
        asked = request_figures(YEAR, barnet, by=cast.analyst)
        broken(YEAR, RuntimeError("cosmic ray"))
        with pytest.raises(SomeFailed):
            tasks.take_figures(asked.pk)

    def test_whoever_stopped_being_an_analyst_gets_nothing(self, barnet, cast):
        asked = request_figures(YEAR, barnet, by=cast.analyst)
        cast.analyst.memberships.update(ends=dt.date(2020, 2, 1))
        assert answer_request(asked.pk) is None
        assert not FigureRun.objects.exists()


class TestTheCommand:
    def test_it_takes_the_figures_of_an_area(self, barnet, capsys):
        call_command("take_figures", "2016/17", "--area", "barnet")
        assert "2016/17, Barnet" in capsys.readouterr().out
        assert FigureRun.objects.get().area == barnet

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["20165"], "Enter a period like 2016/17"),
            (["2016/17", "--area", "Atlantis"], "No area is called Atlantis"),
            (["2016/17"], "Name one with --area"),
            (["2018/19", "--area", "Barnet"], "No month of 2018/19 is held"),
        ],
    )
    def test_it_says_what_to_change(self, barnet, arguments, said):
        with pytest.raises(CommandError, match=said):
            call_command("take_figures", *arguments)
        assert not Observation.objects.exists()
