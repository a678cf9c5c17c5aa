"""Recorded crime by ward: its own files, its own wards, and the figures of each."""

import datetime as dt

import pytest
from django.urls import reverse

from assessment.crime.categories import MOPAC7, RESIDENTIAL, category_named
from assessment.crime.survey import UnknownNames
from assessment.models import Edition, RecordedCrime
from assessment.periods import CalendarYear, Month
from assessment.public import guard_for
from assessment.services import freeze_run, import_recorded_crime, survey_source, take_figures
from assessment.taking import figures_now
from places.models import Area, AreaKind
from places.readers.files import BadFile, Source
from places.services import add_london_areas, import_wards
from tests.assessment.conftest import OPEN_DATA
from tests.assessment.invented import flat_crime, source

pytestmark = pytest.mark.django_db
HEADING = ("MajorText", "MinorText", "WardName", "WardCode", "LookUp_BoroughName")
APRIL = Month(2024, 4)
ABBEY = ("Abbey", "E05013628", "Barnet")
QUAY = ("Quay", "E05013629", "Barnet")


def by_ward(*rows: tuple[str, str, tuple[str, str, str], list[object]], months=("202404",)) -> str:
    lines = [",".join([*HEADING, *months])]
    lines += [
        ",".join([major, minor, *ward, *map(str, counts)]) for major, minor, ward, counts in rows
    ]
    return "\n".join(lines) + "\n"


TWO_WARDS = by_ward(
    ("BURGLARY", "RES BURGLARY OF A HOME", ABBEY, [3]),
    ("ROBBERY", "ROBBERY OF PERSONAL PROPERTY", ABBEY, [1]),
    ("BURGLARY", "RES BURGLARY OF A HOME", QUAY, [2]),
)


@pytest.fixture
def barnet(db) -> Area:
    add_london_areas()
    return Area.objects.get(code="E09000003")


def test_wards_not_held_yet_join_their_borough(barnet):
    edition = import_recorded_crime(source(TWO_WARDS, "wards.csv"), by=None)
    assert (edition.rows, edition.offences) == (3, 6)
    assert sorted(edition.areas.values_list("code", "parent")) == [
        ("E05013628", barnet.pk),
        ("E05013629", barnet.pk),
    ]
    crime = RecordedCrime.objects.get(area__code="E05013628", category__major_name="Robbery")
    assert (crime.category.minor_name, crime.offences) == ("Personal Property", 1)


def test_each_ward_is_a_part_of_the_figures_of_the_borough(barnet):
    import_recorded_crime(source(flat_crime({"Barnet": 2}, ["202404"])), by=None)
    import_recorded_crime(source(TWO_WARDS, "wards.csv"), by=None)
    figures, notes = figures_now(APRIL, barnet)
    now = {each.code: each for each in figures}
    assert now["crime.total"].value == 8
    assert now["crime.total.by-ward.E05013628"].value == 4
    assert now["crime.total.by-ward.E05013628"].name == "All offences, ward: Abbey"
    assert now["crime.robbery.by-ward.E05013629"].value == 0
    assert any(
        "by ward adds up to 6 offences in April 2024, by borough it is 8" in n for n in notes
    )


def test_wards_are_counted_where_no_borough_file_is_held(barnet):
    import_recorded_crime(source(TWO_WARDS, "wards.csv"), by=None)
    figures, notes = figures_now(APRIL, barnet)
    assert {each.area_code for each in figures} == {"E09000003"}
    assert "Recorded crime in Barnet: No month of April 2024 is held." in notes


def test_wards_of_the_same_name_are_told_apart_by_their_code(barnet):
    old = by_ward(("Burglary", "Domestic Burglary", ("Abbey", "E05000043", "Barnet"), [9]))
    import_recorded_crime(source(old, "old.csv"), by=None)
    import_recorded_crime(source(TWO_WARDS, "new.csv"), by=None)
    assert Area.objects.filter(name="Abbey").count() == 2


def test_a_ward_file_does_not_replace_a_borough_file_of_the_same_months(barnet):
    import_recorded_crime(source(flat_crime({"Barnet": 2}, ["202404"])), by=None)
    assert survey_source(source(TWO_WARDS, "wards.csv")).replaced == []
    import_recorded_crime(source(TWO_WARDS, "wards.csv"), by=None)
    more = TWO_WARDS.replace("[3]", "[4]").replace(",3\n", ",4\n")
    assert survey_source(source(more, "again.csv")).replaced == ["1 month also held from wards.csv"]


def test_trailing_blank_columns_are_survived(barnet):
    lines = TWO_WARDS.splitlines()
    text = "\n".join([lines[0], *(f"{line},,," for line in lines[1:])])
    import_recorded_crime(source(text, "wards.csv"), by=None)
    assert Edition.objects.get().offences == 6


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TWO_WARDS.replace("WardCode", "Something"), "needs both columns, WardName and WardCode"),
        (TWO_WARDS.replace("E05013628", "Abbey"), "is not a ward like E05013628"),
        (TWO_WARDS + TWO_WARDS.splitlines()[1], "line 5 repeats Abbey, Barnet .E05013628."),
    ],
)
def test_what_is_no_ward_file_is_refused(barnet, text, said):
    with pytest.raises(BadFile, match=said):
        import_recorded_crime(source(text, "wards.csv"), by=None)
    assert not Edition.objects.exists()


def test_a_ward_of_an_unknown_borough_stops_the_file(barnet):
    text = TWO_WARDS.replace("Quay,E05013629,Barnet", "Quay,E05013629,Atlantis")
    with pytest.raises(UnknownNames, match="Quay, Atlantis"):
        import_recorded_crime(source(text, "wards.csv"), by=None)
    import_recorded_crime(source(text, "wards.csv"), by=None, accept_unknown=True)
    assert Area.objects.get(code="E05013629").parent is None


def test_page_paper_and_public_have_the_wards(barnet, cast, signed_in):
    square = [[0.0, 51.0], [1.0, 51.0], [1.0, 52.0], [0.0, 51.0]]
    year = CalendarYear(2024)
    months = [f"{month:%Y%m}" for month in year.months]
    text = by_ward(
        ("BURGLARY", "DOMESTIC BURGLARY", ABBEY, [0] * 12),
        ("THEFT", "SHOPLIFTING", ABBEY, [1] * 12),
        months=tuple(months),
    )
    import_recorded_crime(source(text, "wards.csv"), by=None)
    Area.objects.filter(code="E05013628").update(
        boundary={"type": "Polygon", "coordinates": [square]}
    )
    run = take_figures(year, barnet, by=cast.analyst)
    client = signed_in(cast.analyst)
    page = client.get(reverse("show_run", args=[run.slug, "barnet", run.pk])).content.decode()
    assert "Recorded crime by ward" in page
    assert "All offences, by ward. The darker, the more." in page
    assert "The darker, the more: Abbey 12." in page
    assert "crime.total.by-ward" not in page, "recorded crime is counted by others: no rows here"
    for form in ("run_pdf", "run_docx", "run_json", "run_xlsx"):
        url = reverse(form, args=[run.slug, "barnet", run.pk])
        assert client.get(url).status_code == 200
    freeze_run(run, looked_at=run.digest, by=cast.analyst)
    assert not [cell for cell in guard_for(run).withheld if cell[0].startswith("crime.")]


@pytest.mark.parametrize(
    ("major", "minor", "name"),
    [
        ("BURGLARY", "RES BURGLARY OF A HOME", "Residential Burglary of a Home"),
        ("Burglary", "Burglary Business and Community", "Burglary - Business and Community"),
        ("VEHICLE OFFENCES", "THEFT FROM A VEHICLE", "Theft from a Vehicle"),
        ("Vehicle Offences", "Theft from a Motor Vehicle", "Theft from a Vehicle"),
    ],
)
def test_labels_of_later_editions_have_one_name(major, minor, name):
    category = category_named(major, minor)
    assert (category.minor, category.known) == (name, True)


def test_the_seven_go_on_under_their_later_names():
    seven = {measure.code: measure for measure in MOPAC7}
    theft = category_named("THEFT", "THEFT FROM THE PERSON")
    assert seven["mopac7.theft-from-person"].counts(theft)
    assert RESIDENTIAL.counts(category_named("BURGLARY", "RES BURGLARY OF A HOME"))


@pytest.mark.skipif(not OPEN_DATA.is_dir(), reason="the open data is not beside this checkout")
def test_the_real_files(barnet):
    kept = (("2013", None, dt.date(2022, 5, 4)), ("2022", dt.date(2022, 5, 5), None))
    for year, first, last in kept:
        path = OPEN_DATA / "boundaries" / f"barnet_wards_{year}.geojson"
        import_wards(Source.of_path(path), by=None, parent=barnet, valid_from=first, valid_to=last)
    for path in sorted((OPEN_DATA / "recorded-crime").glob("mps_ward_crime_*.csv")):
        surveyed = survey_source(Source.of_path(path))
        assert not surveyed.survey.has_unknown
        import_recorded_crime(Source.of_path(path), by=None)
    for year, wards in ((2021, 21), (2025, 24)):
        figures, _ = figures_now(CalendarYear(year), barnet)
        parts = [each for each in figures if each.code.startswith("crime.total.by-ward.")]
        assert len({each.code for each in parts if each.period_start.year == year}) == wards
    assert Area.objects.filter(kind=AreaKind.WARD).count() == 45
