"""The figures of Barnet from the open files as published."""

from pathlib import Path

import pytest

from assessment.models import FigureRun
from assessment.periods import FinancialYear
from assessment.queries import summary_of
from assessment.services import import_recorded_crime, take_figures
from assessment.summary import Summary
from assessment.taking import CannotTake
from places.models import Area
from places.queries import area_named
from places.readers.files import Source
from places.services import import_population


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker, open_data: Path):
    """Both borough files and the ONS estimates, imported once for all of these tests."""
    with django_db_blocker.unblock():
        from django.db import transaction

        with transaction.atomic():
            for file in sorted((open_data / "recorded-crime").glob("mps_borough_crime_*.csv")):
                import_recorded_crime(Source.of_path(file), by=None)
            ons = open_data / "population" / "ons_mid_year_estimates_1999_to_2016.csv"
            import_population(Source.of_path(ons), by=None)
            yield {
                year: summary_of(take_figures(FinancialYear(year), area_named("Barnet")))
                for year in (2016, 2017)
            }
            transaction.set_rollback(True)


@pytest.fixture
def barnet(published) -> Summary:
    return published[2016]


@pytest.mark.parametrize(
    ("code", "base", "previous", "value"),
    [
        ("mopac7.robbery", 1199, 622, 467),
        ("mopac7.theft-from-motor-vehicle", 3602, 2372, 2359),
        ("mopac7.burglary", 4912, 3878, 3296),
        ("mopac7.theft-of-motor-vehicle", 956, 701, 809),
        ("mopac7.criminal-damage", 2361, 2256, 2193),
        ("mopac7.theft-from-person", 692, 622, 693),
        ("mopac7.violence-with-injury", 1526, 2179, 2239),
        ("mopac7.total", 15248, 12630, 12056),
        ("crime.total", 26271, 24985, 26079),
        ("joined.residential-burglary", 3453, 2690, 2281),
    ],
)
def test_three_years_of_barnet(barnet, code, base, previous, value):
    row = barnet.row(code)
    assert (row.base, row.previous, row.figure.value) == (base, previous, value)


@pytest.mark.parametrize(
    ("code", "rate", "words"),
    [
        ("rate.crime.total", 67.548, "8th lowest of 32"),
        ("rate.mopac7.burglary", 8.537, "9th highest of 32"),
        ("rate.mopac7.violence-with-injury", 5.799, "3rd lowest of 32"),
        ("rate.joined.residential-burglary", 5.908, "4th highest of 32"),
    ],
)
def test_rates_on_the_residents_of_the_starting_year(barnet, code, rate, words):
    row = barnet.row(code)
    assert row.figure.value == pytest.approx(rate, abs=0.0005)
    assert row.figure.denominator == 386_083
    assert "mid-2016" in row.figure.note
    assert row.rank_words == words


def test_a_name_in_use_for_part_of_the_year_is_marked_and_not_compared(barnet):
    dwelling = barnet.row("crime.burglary.burglary-in-a-dwelling")
    assert (dwelling.figure.value, dwelling.previous, dwelling.change) == (1637, 2690, None)
    assert "9 of the 12 months" in dwelling.note
    arson = barnet.row("crime.criminal-damage.arson")
    assert "3 of the 12 months" in arson.note
    assert "not in use in 2015/16 and 2011/12" in arson.note


def test_majors_are_the_sum_of_their_minors(barnet):
    crimes = barnet.crime_rows("crime.")
    for major in (row for row in crimes if row.figure.code.count(".") == 1):
        if major.figure.code == "crime.total":
            continue
        minors = [row for row in crimes if row.figure.code.startswith(f"{major.figure.code}.")]
        assert sum(row.figure.value for row in minors) == major.figure.value


def test_the_source_names_both_editions(barnet):
    source = barnet.row("mopac7.robbery").figure.source
    assert "2008-01_to_2016-12" in source
    assert "2017-01_to_2018-12" in source


def test_without_residents_there_are_counts_and_no_rates(published):
    summary = published[2017]
    assert summary.row("crime.total").figure.value == 27_206
    assert summary.row("rate.crime.total") is None
    assert any("residents of mid-2017" in note for note in FigureRun.objects.first().notes)


@pytest.mark.parametrize("year", [2007, 2018])
def test_a_year_of_which_months_are_missing_is_never_taken(published, year):
    with pytest.raises(CannotTake, match="not complete"):
        take_figures(FinancialYear(year), area_named("Barnet"))


def test_airports_are_counted_and_never_ranked(published):
    airports = Area.objects.get(code="MPS-AIRPORTS")
    summary = summary_of(take_figures(FinancialYear(2017), airports))
    assert summary.row("crime.total").rank is None
    assert published[2017].row("crime.total").rank.of == 32


def test_the_gla_file_with_its_stray_space_is_read(published, open_data):
    file = open_data / "population" / "gla_population_and_density_1999_to_2050.csv"
    assert import_population(Source.of_path(file), by=None).said == "1,872 estimates, 1999 to 2050"
    residents = area_named("Barnet").populations.get(year=2016, source__startswith="ONS")
    assert residents.residents == 386_083
