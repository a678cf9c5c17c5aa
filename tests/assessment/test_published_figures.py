"""The figures of Barnet from the open files as published."""

from unittest import SkipTest

import pytest
from django.test import TestCase

from assessment.models import FigureRun
from assessment.periods import FinancialYear
from assessment.queries import summary_of
from assessment.services import import_recorded_crime, take_figures
from assessment.summary import Summary
from assessment.taking import CannotTake
from places.queries import area_named
from places.readers.files import Source
from places.services import import_population
from tests.assessment.conftest import OPEN_DATA

THREE_YEARS = {
    "mopac7.robbery": (1199, 622, 467),
    "mopac7.theft-from-motor-vehicle": (3602, 2372, 2359),
    "mopac7.burglary": (4912, 3878, 3296),
    "mopac7.theft-of-motor-vehicle": (956, 701, 809),
    "mopac7.criminal-damage": (2361, 2256, 2193),
    "mopac7.theft-from-person": (692, 622, 693),
    "mopac7.violence-with-injury": (1526, 2179, 2239),
    "mopac7.total": (15248, 12630, 12056),
    "crime.total": (26271, 24985, 26079),
    "joined.residential-burglary": (3453, 2690, 2281),
}
RATES = {
    "rate.crime.total": (67.548, "8th lowest of 32 boroughs"),
    "rate.mopac7.burglary": (8.537, "9th highest of 32 boroughs"),
    "rate.mopac7.violence-with-injury": (5.799, "3rd lowest of 32 boroughs"),
    "rate.joined.residential-burglary": (5.908, "4th highest of 32 boroughs"),
}


class TestBarnet(TestCase):
    """Both borough files and the ONS estimates, imported once for all of these tests."""

    @classmethod
    def setUpTestData(cls) -> None:
        if not OPEN_DATA.is_dir():
            raise SkipTest("the open data (../shared/data) is not beside this checkout")
        for file in sorted((OPEN_DATA / "recorded-crime").glob("mps_borough_crime_*.csv")):
            import_recorded_crime(Source.of_path(file), by=None)
        ons = OPEN_DATA / "population" / "ons_mid_year_estimates_1999_to_2016.csv"
        import_population(Source.of_path(ons), by=None)
        cls.barnet = area_named("Barnet")

    def summary(self, year: int, area: str = "Barnet") -> Summary:
        return summary_of(take_figures(FinancialYear(year), area_named(area)))

    def test_three_years(self):
        summary = self.summary(2016)
        for code, numbers in THREE_YEARS.items():
            row = summary.row(code)
            assert (row.base, row.previous, row.figure.value) == numbers, code

    def test_rates_on_the_residents_of_the_starting_year_and_ranks(self):
        summary = self.summary(2016)
        for code, (rate, words) in RATES.items():
            row = summary.row(code)
            assert round(row.figure.value, 3) == rate, code
            assert row.figure.denominator == 386_083
            assert "mid-2016" in row.figure.note
            assert row.rank_words == words

    def test_a_name_in_use_for_part_of_the_year_is_marked_and_not_compared(self):
        summary = self.summary(2016)
        dwelling = summary.row("crime.burglary.burglary-in-a-dwelling")
        assert (dwelling.figure.value, dwelling.previous, dwelling.change) == (1637, 2690, None)
        assert "9 of the 12 months" in dwelling.note
        arson = summary.row("crime.criminal-damage.arson")
        assert "3 of the 12 months" in arson.note
        assert "not in use in 2015/16 and 2011/12" in arson.note

    def test_majors_are_the_sum_of_their_minors_and_the_total_of_both(self):
        summary = self.summary(2016)
        crimes = {row.figure.code: row.figure.value for row in summary.crime_rows("crime.")}
        total = crimes.pop("crime.total")
        majors = {code: value for code, value in crimes.items() if code.count(".") == 1}
        for major, value in majors.items():
            assert value == sum(n for code, n in crimes.items() if code.startswith(f"{major}."))
        assert total == sum(majors.values())

    def test_the_source_names_both_editions(self):
        source = self.summary(2016).row("mopac7.robbery").figure.source
        assert "2008-01_to_2016-12" in source
        assert "2017-01_to_2018-12" in source

    def test_without_residents_there_are_counts_and_no_rates(self):
        summary = self.summary(2017)
        assert summary.row("crime.total").figure.value == 27_206
        assert summary.row("rate.crime.total") is None
        assert any("residents of mid-2017" in note for note in FigureRun.objects.get().notes)

    def test_a_year_of_which_months_are_missing_is_never_taken(self):
        for year in (2007, 2018):
            with pytest.raises(CannotTake, match="not complete"):
                take_figures(FinancialYear(year), self.barnet)

    def test_airports_are_counted_and_never_ranked(self):
        airports = self.summary(2017, "London Heathrow and London City Airports")
        assert airports.row("crime.total").figure.value > 0
        assert airports.row("crime.total").rank is None
        assert self.summary(2017).row("crime.total").rank.of == 32

    def test_the_gla_file_with_its_stray_space_is_read_and_ons_comes_first(self):
        file = OPEN_DATA / "population" / "gla_population_and_density_1999_to_2050.csv"
        said = import_population(Source.of_path(file), by=None).said
        assert said == "1,872 estimates, 1999 to 2050"
        assert self.barnet.populations.get(year=2016, source__startswith="GLA").residents == 386_198
        assert self.summary(2016).row("rate.crime.total").figure.denominator == 386_083
