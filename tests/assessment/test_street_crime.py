"""Street-level crime and outcomes of police.uk: read row by row, counted by borough and ward."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from assessment.crime.series import Series
from assessment.crime.street_types import CRIMES, OUTCOMES, street_type
from assessment.crime.survey import UnknownNames
from assessment.models import Edition, RecordedCrime, SourceKind
from assessment.periods import FinancialYear, Month
from assessment.services import (
    AlreadyImported,
    import_confirmed,
    import_crime,
    survey_source,
    take_figures,
)
from assessment.taking import figures_now
from places.models import Area, AreaKind, SmallArea
from places.readers.files import BadFile, Source
from places.services import add_london_areas, import_small_areas, import_wards
from tests.assessment.conftest import OPEN_DATA
from tests.assessment.invented import flat_crime, months_of, source

pytestmark = pytest.mark.django_db
HEADING = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context"
)
MARCH = Month(2017, 3)
STREET = SourceKind.STREET_CRIME
ABBEY = ("E01000001", "Barnet 001A")
NOWHERE = ("", "")


def street(*rows: tuple[str, tuple[str, str]], month: str = "2017-03") -> str:
    lines = [HEADING]
    lines += [
        f"x,{month},Police,Police,0.5,51.5,On or near a street,{code},{name},{kind},Under way,"
        for kind, (code, name) in rows
    ]
    return "\n".join(lines) + "\n"


def bring_in(text: str, name: str = "street.csv", **options):
    return import_crime(source(text, name), STREET, by=None, **options)


def values(period, area) -> dict[str, float | None]:
    figures, _ = figures_now(period, area)
    return {each.code: each.value for each in figures if each.period_start == period.starts}


@pytest.fixture
def barnet(db) -> Area:
    add_london_areas()
    borough = Area.objects.get(code="E09000003")
    ward = Area.objects.create(code="E05000043", name="Abbey", kind=AreaKind.WARD, parent=borough)
    SmallArea.objects.create(code=ABBEY[0], ward=ward)
    return borough


def test_a_row_counts_in_its_borough_and_its_ward(barnet):
    edition = bring_in(
        street(
            ("Burglary", ABBEY),
            ("Burglary", ("E01000002", "Barnet 001B")),
            ("Anti-social behaviour", ABBEY),
            ("Robbery", ("E01000009", "Camden 003C")),
        )
    )
    assert (edition.series, edition.rows, edition.offences) == (Series.STREET, 4, 4)
    now = values(MARCH, barnet)
    assert now["street.burglary"] == 2
    assert now["street.burglary.by-ward.E05000043"] == 1
    assert now["street.robbery"] == 0
    assert (now["street.crimes"], now["street.anti-social-behaviour"]) == (2, 1)
    assert now["street.crimes.by-ward.E05000043"] == 1


def test_it_is_never_added_to_recorded_crime(barnet):
    import_crime(source(flat_crime({"Barnet": 2}, ["201703"])), SourceKind.RECORDED_CRIME, by=None)
    bring_in(street(("Burglary", ABBEY)))
    now = values(MARCH, barnet)
    assert (now["crime.total"], now["street.crimes"]) == (8, 1)


def test_what_lies_elsewhere_or_nowhere_is_counted_and_named(barnet):
    survey = survey_source(
        source(
            street(
                ("Drugs", ABBEY),
                ("Drugs", ("E01999999", "Hertsmere 001A")),
                ("Drugs", ("E01999999", "Hertsmere 001A")),
                ("Drugs", NOWHERE),
            ).replace("0.5,51.5,On or near a street,,", ",,No Location,,"),
            "street.csv",
        ),
        STREET,
    ).survey
    assert (survey.rows, survey.total) == (4, 1)
    assert survey.doubts == [
        "3 rows are in no area held and not counted: Hertsmere 2, no place at all 1."
    ]


def test_a_newer_file_of_the_month_replaces_the_first(barnet):
    bring_in(street(("Drugs", ABBEY)))
    again = source(street(("Drugs", ABBEY), ("Drugs", ABBEY)), "again.csv")
    assert survey_source(again, STREET).replaced == ["1 month also held from street.csv"]
    import_crime(again, STREET, by=None)
    assert values(MARCH, barnet)["street.drugs"] == 2
    with pytest.raises(AlreadyImported):
        import_crime(again, STREET, by=None)


def test_outcomes_are_a_count_of_their_own(barnet):
    text = street(("Suspect charged", ABBEY)).replace(
        "Crime type,Last outcome category,Context", "Outcome type,,"
    )
    bring_in(text, "outcomes.csv")
    bring_in(street(("Drugs", ABBEY)))
    assert Edition.objects.of(Series.OUTCOMES).get().offences == 1
    now = values(MARCH, barnet)
    assert (now["outcomes.total"], now["outcomes.suspect-charged"]) == (1, 1)
    assert not [code for code in now if code.startswith("outcomes") and "by-ward" in code]


def test_the_answer_of_the_api_is_placed_by_its_position(barnet):
    square = [[0.0, 51.0], [1.0, 51.0], [1.0, 52.0], [0.0, 52.0], [0.0, 51.0]]
    Area.objects.filter(code="E05000043").update(
        boundary={"type": "Polygon", "coordinates": [square]}
    )
    where = "{'latitude': '%s', 'street': {'id': 1, 'name': 'On or near'}, 'longitude': '0.5'}"
    text = (
        "category,location_type,location,context,outcome_status,persistent_id,id,month\n"
        f'violent-crime,Force,"{where % 51.5}",,,,1,2017-03\n'
        f'violent-crime,Force,"{where % 53.5}",,,,2,2017-03\n'
        "drugs,Force,,,,,3,2017-03\n"
    )
    edition = bring_in(text, "api.csv")
    assert (edition.rows, edition.offences) == (3, 1)
    now = values(MARCH, barnet)
    assert now["street.violence-and-sexual-offences.by-ward.E05000043"] == 1


def test_an_unknown_type_stops_the_file(barnet):
    text = street(("Piracy", ABBEY))
    with pytest.raises(UnknownNames, match="Piracy"):
        bring_in(text)
    assert not Edition.objects.exists()
    bring_in(text, accept_unknown=True)
    assert values(MARCH, barnet)["street.piracy"] == 1


def test_without_small_areas_it_says_that_wards_are_not_counted(barnet):
    SmallArea.objects.all().delete()
    [said] = survey_source(source(street(("Drugs", ABBEY))), STREET).survey.doubts
    assert "import_small_areas" in said


def test_a_part_of_a_year_is_not_a_year(barnet):
    bring_in(street(("Drugs", ABBEY)))
    months = flat_crime({"Barnet": 2}, months_of(2016))
    import_crime(source(months), SourceKind.RECORDED_CRIME, by=None)
    figures, notes = figures_now(FinancialYear(2016), barnet)
    assert not [each for each in figures if each.code.startswith("street.")]
    said = "Street-level crime in Barnet: 2016/17 is not complete: 1 of its 12 months are held"
    assert any(note.startswith(said) for note in notes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEADING, "holds a heading but no rows"),
        ("Borough,Year\nBarnet,2016\n", "neither street-level crime nor outcomes"),
        (street(("Drugs", ABBEY), month="March"), "is not a month like 2017-03"),
        (street(("", ABBEY)), "line 2 does not say what it was"),
        (street(("Drugs", ("Barnet", "Barnet 001A"))), "is no small area like E01000115"),
        (street(("Drugs", ABBEY)) + "x,2017-03\n", "line 3 has 2 cells, the heading 12"),
        (street(("Drugs", ("E01999999", "Hertsmere 001A"))), "No row .* lies in an area"),
    ],
)
def test_what_is_no_such_file_is_refused_whole(barnet, text, said):
    with pytest.raises(BadFile, match=said):
        bring_in(text)
    assert not RecordedCrime.objects.exists()
    assert not Edition.objects.exists()


def test_every_published_name_is_known():
    for series, names in ((Series.STREET, CRIMES), (Series.OUTCOMES, OUTCOMES)):
        assert all(street_type(series, name).known for name in names)


def test_the_analyst_uploads_it_and_reads_it_in_the_summary(barnet, cast, signed_in):
    client = signed_in(cast.analyst)
    upload = source(street(("Drugs", ABBEY), ("Anti-social behaviour", ABBEY)), "street.csv")
    page = client.post(
        reverse("import_source"),
        {"kind": STREET, "file": upload.opener(), "period": "ignored"},
        follow=True,
    )
    assert "Street-level crime" in page.content.decode()
    done = client.post(page.request["PATH_INFO"], {"has_unknown": ""}, follow=True)
    assert done.status_code == 200
    assert import_confirmed() == 1
    assert "Street-level crime" in client.get(reverse("import_source")).content.decode()
    run = take_figures(MARCH, barnet, by=cast.analyst)
    summary = client.get(reverse("show_run", args=[run.slug, "barnet", run.pk])).content.decode()
    assert "Street-level crime and anti-social behaviour" in summary
    assert "Street-level crime by ward" in summary


def test_the_command_takes_files_as_downloaded(barnet, tmp_path, capsys):
    path = tmp_path / "2017-03-metropolitan-street.csv"
    path.write_text(street(("Drugs", ABBEY)))
    call_command("import_street_crime", path)
    assert "1 offences in 1 rows" in capsys.readouterr().out


def test_no_row_costs_a_query(barnet, django_assert_max_num_queries):
    few = source(street(*[("Drugs", ABBEY)] * 3), "few.csv")
    many = source(street(*[("Drugs", ABBEY)] * 300), "many.csv")
    with django_assert_max_num_queries(12):
        survey_source(few, STREET)
    with django_assert_max_num_queries(12):
        survey_source(many, STREET)


@pytest.mark.skipif(not OPEN_DATA.is_dir(), reason="the open data is not beside this checkout")
def test_the_real_files(barnet):
    Area.objects.filter(code="E05000043").delete()
    folder = OPEN_DATA / "police-uk"
    import_small_areas(
        Source.of_path(OPEN_DATA / "lookups" / "lsoa11_to_ward21_barnet.csv"), by=None
    )
    for path in sorted(folder.glob("*-street-barnet-burglary.csv")):
        import_crime(Source.of_path(path), STREET, by=None)
    now = values(FinancialYear(2016), barnet)
    assert now["street.burglary"] == 3276
    parts = [now[code] for code in now if code.startswith("street.burglary.by-ward.")]
    assert (len(parts), sum(parts)) == (21, 3276)
    wards = OPEN_DATA / "boundaries" / "barnet_wards_2022.geojson"
    import_wards(Source.of_path(wards), by=None, parent=barnet)
    import_crime(
        Source.of_path(folder / "2024-04-street-crimes-barnet-bounding-box.csv"), STREET, by=None
    )
    april = values(Month(2024, 4), barnet)
    assert april["street.crimes"] + april["street.anti-social-behaviour"] == 2784
    assert april["street.anti-social-behaviour"] == 647
