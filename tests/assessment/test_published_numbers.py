"""Numbers that others publish: offences and rates by year, and the Public Attitude Survey."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessment.models import PublishedFile, PublishedNumber, SourceKind
from assessment.pages import summary_page
from assessment.periods import CalendarYear, FinancialYear
from assessment.services import (
    freeze_run,
    import_confirmed,
    import_published,
    import_recorded_crime,
    publish_run,
    take_figures,
    undo_published,
)
from assessment.services.published import survey_published
from assessment.taking import figures_now
from audit.models import Entry
from places.models import Area
from places.readers.files import BadFile, Source
from places.services import add_london_areas
from tests.assessment.conftest import OPEN_DATA
from tests.assessment.invented import flat_crime, months_of, source

pytestmark = pytest.mark.django_db
YEAR = FinancialYear(2016)
YEARLY, SURVEY = SourceKind.YEARLY_CRIME, SourceKind.SURVEY
OFFENCES = (
    "Code,Borough,Year,Value\nE09000003,Barnet,2016-12-31,21549\n#N/A,Heathrow,2016-12-31,n/a\n"
)
RATES = 'Code,Borough,Year,Value\nE09000003,Barnet,12/31/2016,"55,81"\n'
ASKED = (
    "\ufeffNeighbourhood,Code,Group,How safe?,How safe?,Rate\n"
    ",,,Asian,Black,\n"
    ",,,% Safe,% Safe,\n"
    "Barnet - East,SX,1,71,N/A,9.5\n"
    "Barnet - West,SY,1,68,55%,\n"
    "Brent - North,QK,2,60,50,8\n"
)


def bring_in(text: str, kind: str = YEARLY, name: str = "published.csv", period: str = ""):
    return import_published(source(text, name), kind, by=None, period=period)


@pytest.fixture
def barnet(db) -> Area:
    add_london_areas()
    return Area.objects.get(code="E09000003")


def now(period, area) -> dict:
    figures, _ = figures_now(period, area)
    return {each.code: each for each in figures if each.period_start == period.starts}


def test_offences_and_rates_by_year_stand_beside_the_months(barnet):
    import_recorded_crime(source(flat_crime({"Barnet": 1}, months_of(2016))), by=None)
    bring_in(OFFENCES)
    bring_in(RATES, name="rates.csv")
    figures = now(YEAR, barnet)
    assert figures["published.offences"].value == 21549
    assert figures["published.rate"].value == 55.81
    _, notes = figures_now(YEAR, barnet)
    assert any(
        "Published by year are 21,549 offences in 2016/17, the months held add up to 48" in note
        for note in notes
    )


def test_a_newer_file_counts_until_it_is_taken_back(barnet, cast):
    bring_in(OFFENCES)
    newer = bring_in(OFFENCES.replace("21549", "26079"), name="newer.csv")
    assert now(YEAR, barnet)["published.offences"].value == 26079
    undo_published(newer, by=cast.analyst)
    assert now(YEAR, barnet)["published.offences"].value == 21549
    assert Entry.objects.filter(verb="yearly_crime.undone").count() == 1


def test_the_same_file_is_recognised(barnet):
    bring_in(OFFENCES)
    with pytest.raises(BadFile, match="The same file was imported"):
        bring_in(OFFENCES, name="renamed.csv")


def test_answers_are_told_apart_by_all_their_headings(barnet):
    bring_in(ASKED, SURVEY, period="2016")
    figures = [each for code, each in now(YEAR, barnet).items() if code.startswith("survey.")]
    assert {(each.name, each.value, each.unit) for each in figures} == {
        ("How safe?: Asian: % Safe, neighbourhood: East", 71, "percent"),
        ("How safe?: Asian: % Safe, neighbourhood: West", 68, "percent"),
        ("How safe?: Black: % Safe, neighbourhood: West", 55, "percent"),
        ("Rate, neighbourhood: East", 9.5, "as published"),
    }
    assert {each.note for each in figures} == {"Asked from 1 January 2016 to 31 December 2016."}
    assert not [code for code in now(FinancialYear(2017), barnet) if code.startswith("survey")]


def test_the_newest_survey_that_ends_in_the_period_is_used(barnet):
    bring_in(ASKED, SURVEY, period="2016")
    bring_in(ASKED.replace("71", "72"), SURVEY, "later.csv", "April 2015 to March 2017")
    east = [e for e in now(YEAR, barnet).values() if e.name.startswith("How safe?: Asian")]
    assert {each.value for each in east} == {72, 68}
    assert not [each for each in now(CalendarYear(2016), barnet).values() if each.value == 72]


def test_an_answer_stands_under_its_own_neighbourhood(barnet, cast):
    """East did not answer as the second group did: West's answer does not move into its column."""
    bring_in(ASKED, SURVEY, period="2016")
    answers = summary_page(take_figures(YEAR, barnet, by=cast.analyst)).answers
    assert answers.measures == ["East", "West"]
    shown = {
        question: [row.shown if row else None for row in rows]
        for question, rows in answers.rows.items()
    }
    assert shown["How safe?: Black: % Safe"] == [None, "55.0%"]
    assert shown["Rate"] == ["9.5", None]


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("", YEARLY, "is empty"),
        ("Borough,Value\nBarnet,1\n", YEARLY, "is not offences or rates by borough and year"),
        (OFFENCES.replace("21549", "many"), YEARLY, "line 2: “many” is not a number"),
        (OFFENCES.replace("2016-12-31,2", "yesterday,2"), YEARLY, "is not a year like 2016-12-31"),
        (OFFENCES + "E09000003,Barnet,31/12/2016,3\n", YEARLY, "line 4 repeats Barnet, 2016/17"),
        (OFFENCES.replace(",21549", ""), YEARLY, "has 3 cells, the heading 4"),
        (OFFENCES.replace("Barnet", ""), YEARLY, "line 2 names no area"),
        (OFFENCES.replace("21549", "n/a"), YEARLY, "holds no number"),
        ("Question,Value\nSafe?,1\n", SURVEY, "is no survey by neighbourhood"),
        (ASKED.replace("71", "171"), SURVEY, "171 is too large"),
        (ASKED.replace("Asian", "Black"), SURVEY, "in two columns that nothing tells apart"),
        (ASKED + "Barnet - East,SX,1,1,1,1\n", SURVEY, "line 7 repeats Barnet - East of line 4"),
        (ASKED + ",SX,1,1,1,1\n", SURVEY, "line 7 names no neighbourhood"),
        ("Neighbourhood,Code\nBarnet - East,SX\n", SURVEY, "has no question"),
    ],
)
def test_what_is_no_such_file_is_refused_whole(text, kind, said):
    with pytest.raises(BadFile, match=said):
        bring_in(text, kind, period="2016")
    assert not PublishedFile.objects.exists()
    assert not PublishedNumber.objects.exists()


def test_the_analyst_says_what_a_survey_is_of(barnet, cast, signed_in):
    client = signed_in(cast.analyst)
    url = reverse("import_source")

    def send(period: str):
        file = SimpleUploadedFile("survey.csv", ASKED.encode())
        return client.post(url, {"kind": SURVEY, "file": file, "period": period}, follow=True)

    assert "Enter a period like 2016/17" in send("soon").content.decode()
    page = send("2016")
    assert "How safe?: Asian: % Safe" in page.content.decode()
    client.post(page.request["PATH_INFO"], {"has_unknown": ""})
    assert import_confirmed() == 1
    run = take_figures(YEAR, barnet, by=cast.analyst)
    shown = client.get(reverse("show_run", args=[run.slug, "barnet", run.pk])).content.decode()
    assert "Public Attitude Survey" in shown
    assert "How safe?: Asian: % Safe" in shown
    assert client.get(reverse("run_pdf", args=[run.slug, "barnet", run.pk])).status_code == 200
    file = PublishedFile.objects.get()
    assert "survey.csv" in client.get(url).content.decode()
    client.post(reverse("undo_published", args=[file.pk]))
    assert "Taken back" in client.get(url).content.decode()


def test_the_public_reads_it_as_published(barnet, cast, signed_in):
    bring_in(ASKED.replace("71", "3"), SURVEY, period="2016")
    bring_in(OFFENCES.replace("21549", "2"))
    run = take_figures(YEAR, barnet, by=cast.analyst)
    publish_run(freeze_run(run, looked_at=run.digest, by=cast.analyst), by=cast.analyst)
    url = reverse("public_summary", args=[run.slug, "barnet", run.pk])
    page = signed_in(cast.officer).get(url).content.decode()
    assert "3.0%" in page
    assert "Public Attitude Survey" in page


@pytest.mark.skipif(not OPEN_DATA.is_dir(), reason="the open data is not beside this checkout")
def test_the_real_files(barnet):
    yearly = OPEN_DATA / "recorded-crime"
    for what in ("offences", "rates"):
        path = yearly / f"published_{what}_by_borough_1999_to_2016.csv"
        import_published(Source.of_path(path), YEARLY, by=None)
    figures = now(FinancialYear(2015), barnet)
    assert figures["published.offences"].value == 24978
    assert figures["published.rate"].value == pytest.approx(24978 / 379691 * 1000, abs=0.01)
    folder = OPEN_DATA / "perception"
    path = folder / "mps_neighbourhood_perceptions_2016.csv"
    surveyed = survey_published(Source.of_path(path), SURVEY, "2016")
    assert (len(surveyed.areas), len(surveyed.measures)) == (106, 18)
    import_published(Source.of_path(path), SURVEY, by=None, period="2016")
    [pooled] = folder.glob("*by_ethnicity*.csv")
    import_published(Source.of_path(pooled), SURVEY, by=None, period="April 2015 to March 2021")
    assert len([code for code in now(YEAR, barnet) if code.startswith("survey.")]) == 4 * 18
    later = [code for code in now(FinancialYear(2020), barnet) if code.startswith("survey.")]
    assert len(later) == 4 * 12
