"""Bringing in residents by area and mid-year."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.models import Entry
from places.models import Area, ImportedFile, Population
from places.queries import residents_by_area
from places.readers.files import BadFile, Source
from places.services import AlreadyUndone, import_population, undo_population

pytestmark = pytest.mark.django_db
ONS = "gss_code,borough,mid_year,population\nE09000003,Barnet,2016,386083\n"
GLA = (
    "Code,Name,Year,Source,Population,Inland_Area _Hectares\n"
    "E09000003,Barnet,2010,ONS MYE,351438,8674.8\n"
    "E09000003,Barnet,2016,GLA Population Projections,386198,8674.8\n"
    "E12000007,Greater London,2016,GLA Population Projections,8798957,157214.7\n"
    "E13000001,Inner London,2016,GLA Population Projections,3534009,31929.2\n"
)


def bring_in(text: str, name: str = "people.csv", encoding: str = "utf-8"):
    return import_population(Source.of_bytes(name, text.encode(encoding)), by=None)


def refused(text: str) -> str:
    with pytest.raises(BadFile) as error:
        bring_in(text)
    assert not Population.objects.exists()
    assert not ImportedFile.objects.exists()
    return str(error.value)


def test_estimates_are_kept_by_area_year_and_source():
    bring_in(ONS)
    row = Population.objects.get()
    assert (row.area.name, row.year, row.residents) == ("Barnet", 2016, 386083)
    assert row.source == "ONS mid-year estimate"


def test_the_gla_form_with_its_stray_space_and_two_names_of_london():
    assert bring_in(GLA).said == "4 estimates, 2010 to 2016"
    assert Population.objects.get(area__code="E12000007").area.name == "London"
    assert Population.objects.get(year=2010).source == "ONS mid-year estimate"
    assert Area.objects.get(code="E13000001").name == "Inner London"


def test_ons_comes_before_other_sources_of_the_same_year():
    bring_in(GLA)
    barnet = Area.objects.get(code="E09000003")
    assert residents_by_area(2016)[barnet.pk].residents == 386198
    bring_in(ONS)
    assert residents_by_area(2016)[barnet.pk].residents == 386083


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding, end):
    bring_in(ONS.replace("\n", end).rstrip(), encoding=encoding)
    assert Population.objects.get().residents == 386083


def test_thousands_separators():
    bring_in(ONS.replace("386083", '"386,083"'))
    assert Population.objects.get().residents == 386083


def test_a_newer_edition_replaces_the_same_estimates_until_it_is_taken_back(cast):
    bring_in(ONS)
    newer = bring_in(ONS.replace("386083", "386100"))
    assert Population.objects.standing().get().residents == 386100
    undo_population(newer.file, by=cast.analyst)
    assert Population.objects.standing().get().residents == 386083
    with pytest.raises(AlreadyUndone):
        undo_population(newer.file, by=cast.analyst)
    assert Entry.objects.filter(verb="places.population_undone").count() == 1


def test_a_file_that_was_taken_back_may_come_again(cast):
    first = bring_in(ONS)
    undo_population(first.file, by=cast.analyst)
    assert not Population.objects.standing().exists()
    assert bring_in(ONS).is_new
    assert Population.objects.standing().get().residents == 386083


def test_the_same_file_twice_changes_nothing():
    bring_in(ONS)
    again = bring_in(ONS, "renamed.csv")
    assert not again.is_new
    assert "nothing has changed" in again.said
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("gss_code,borough,mid_year,population\n", "no rows"),
        (ONS.replace("population", "people"), "no column for residents"),
        (ONS + "E09000004,Bexley,2016\n", "line 3 has 3 cells, the heading 4"),
        (ONS + "Barnet,Barnet,2016,1\n", "line 3: “BARNET” is not an area code"),
        (ONS + "E09000004,,2016,1\n", "line 3 names no area"),
        (ONS + "E09000004,Bexley,16,1\n", "line 3: “16” is not a year"),
        (ONS + "E09000004,Bexley,2016,n/a\n", "line 3, population: “n/a” is not a whole number"),
        (ONS + "E09000004,Bexley,2016,-1\n", "line 3, population"),
        (ONS + "E09000004,Bexley,2016,9999999999\n", "too large"),
        (ONS + "E09000003,Barnet,2016,1\n", "line 3 repeats Barnet, 2016 of line 2"),
        (ONS + "Z99999999,Nowhere,2016,1\n", "line 3: the area Z99999999, Nowhere is not known"),
        (ONS + '"E0900', "cannot be read"),
    ],
)
def test_what_is_refused_leaves_nothing(text, said):
    assert said in refused(text)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_refused_with_a_message(content):
    with pytest.raises(BadFile):
        import_population(Source.of_bytes("x.csv", content), by=None)


def test_the_command_reads_the_published_files(open_data, capsys):
    folder = open_data / "population"
    call_command("import_population", folder / "ons_mid_year_estimates_1999_to_2016.csv")
    call_command("import_population", folder / "gla_population_and_density_1999_to_2050.csv")
    said = capsys.readouterr().out
    assert "576 estimates, 1999 to 2016" in said
    assert "1,872 estimates, 1999 to 2050" in said


def test_the_command_says_what_is_wrong(open_data, tmp_path):
    with pytest.raises(CommandError, match="is not a population file"):
        call_command("import_population", open_data / "population/gla_borough_profiles_2015.csv")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_population", tmp_path / "none.csv")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_population", tmp_path)
