"""Exploring recorded crime: trend, seasons, heat and place, from the months that are held."""

import datetime as dt

import pytest
from django.urls import reverse

from assessment.explore import TOTAL, explore, kinds
from assessment.models import SourceKind
from assessment.periods import FinancialYear
from assessment.pictures.lines import line_of
from assessment.services import import_crime, import_recorded_crime, undo_edition
from places.models import Area, Population
from tests.assessment.invented import crime_text, months_of, source
from tests.assessment.test_street_crime import street
from tests.assessment.test_ward_crime import by_ward

MONTHS = [f"{year}{month:02}" for year in (2015, 2016) for month in range(1, 13)]


def edition(cast, name="one.csv", **burglaries: int):
    """Two calendar years: each month so many burglaries as its number times the borough's."""
    rows = [
        (borough, "Burglary", "Burglary in a Dwelling", [int(m[4:]) * times for m in MONTHS])
        for borough, times in burglaries.items()
    ]
    rows += [(borough, "Robbery", "Personal Property", [1] * len(MONTHS)) for borough in burglaries]
    text = crime_text(rows, MONTHS)
    return import_recorded_crime(source(text, name), by=cast.analyst)


def kind(code: str):
    return next(each for each in kinds() if each.code == code)


@pytest.fixture
def barnet(cast, db) -> Area:
    edition(cast, Barnet=2, Camden=1)
    return Area.objects.get(name="Barnet")


def test_months_years_and_seasons(barnet):
    found = explore(barnet, kind("mopac7.burglary"))
    assert found.monthly[dt.date(2016, 3, 1)] == 6
    assert [str(line.year) for line in found.years] == ["2016/17", "2015/16", "2014/15"]
    part, whole, first = found.years
    assert part.total is None
    assert part.months[-1] is None
    assert (whole.total, whole.change) == (2 * 78, None)
    assert first.months[:9] == [None] * 9
    assert found.season == [float(2 * month) for month in (*range(4, 13), 1, 2, 3)]
    assert whole.shades[8] == 5, "December has the most"
    assert whole.shades[9] == 1, "January has the fewest"
    assert found.source == "Recorded crime: one.csv"


def test_all_offences_are_every_category(barnet):
    assert explore(barnet, kind(TOTAL)).monthly[dt.date(2016, 3, 1)] == 7
    assert {"crime.burglary", "crime.robbery", "mopac7.total"} <= {each.code for each in kinds()}


def test_the_place_among_boroughs_by_rate_and_among_those_chosen(barnet):
    found = explore(barnet, kind("mopac7.burglary"))
    assert [(each.area.name, each.count) for each in found.neighbours] == [
        ("Barnet", 156), ("Camden", 78),
    ]  # fmt: skip
    for name, people in (("Barnet", 400_000), ("Camden", 100_000)):
        Population.objects.create(
            area=Area.objects.get(name=name), year=2015, residents=people, source="ONS"
        )
    found = explore(barnet, kind("mopac7.burglary"))
    assert [(each.area.name, each.rate) for each in found.neighbours] == [
        ("Camden", 0.78), ("Barnet", 0.39),
    ]  # fmt: skip
    alone = explore(barnet, kind("mopac7.burglary"), among=["hackney"])
    assert [each.area.name for each in alone.neighbours] == ["Barnet"]


def test_a_newer_edition_is_used_for_the_months_it_holds(barnet, cast):
    newer = edition(cast, "two.csv", Barnet=3)
    assert explore(barnet, kind("mopac7.burglary")).monthly[dt.date(2016, 3, 1)] == 9
    undo_edition(newer, by=cast.analyst)
    assert explore(barnet, kind("mopac7.burglary")).monthly[dt.date(2016, 3, 1)] == 6


def test_everybody_explores_and_takes_the_numbers_and_the_pictures(barnet, cast, signed_in):
    client = signed_in(cast.officer)
    asked = {"area": "Barnet", "kind": "mopac7.burglary"}
    page = client.get(reverse("explore"), asked).content.decode()
    assert "Burglary, Barnet" in page
    assert "not whole" in page
    assert "Barnet is number 1 of 2" in page
    text = b"".join(client.get(reverse("explore_csv"), asked).streaming_content).decode()
    assert "2016-03,Barnet,mopac7.burglary,Burglary,6,Recorded crime: one.csv" in text
    assert text.count("\n") == len(MONTHS) + 1
    picture = client.get(reverse("explore_picture", args=["trend"]), asked)
    assert picture.content.startswith(b"\x89PNG")
    assert client.get(reverse("explore_picture", args=["none"]), asked).status_code == 404


def test_an_earlier_year_is_compared_when_it_is_chosen(cast, db):
    rows = [("Barnet", "Robbery", "Personal Property", [1] * 12 + [2] * 12)]
    text = crime_text(rows, months_of(2014, 2015))
    import_recorded_crime(source(text), by=cast.analyst)
    barnet = Area.objects.get(name="Barnet")
    assert [
        explore(barnet, kind(TOTAL), (), year).neighbours[0].count
        for year in (None, FinancialYear(2014), FinancialYear(1999))
    ] == [24, 12, 24]


def test_the_wards_of_the_year_on_a_map_and_each_by_itself(barnet, cast, signed_in):
    square = [[0.0, 51.0], [1.0, 51.0], [1.0, 52.0], [0.0, 51.0]]
    ward = ("Abbey", "E05013628", "Barnet")
    months = months_of(2015)
    text = by_ward(("BURGLARY", "DOMESTIC BURGLARY", ward, [2] * 12), months=tuple(months))
    import_recorded_crime(source(text, "wards.csv"), by=cast.analyst)
    Area.objects.filter(code=ward[1]).update(boundary={"type": "Polygon", "coordinates": [square]})
    client = signed_in(cast.officer)
    page = client.get(reverse("explore"), {"area": "Barnet", "kind": TOTAL}).content.decode()
    assert "By ward in 2015/16" in page
    assert "The darker, the more: Abbey 24." in page
    asked = {"area": "Barnet", "kind": TOTAL}
    picture = client.get(reverse("explore_picture", args=["map"]), asked)
    assert picture.content.startswith(b"\x89PNG")
    numbers = b"".join(client.get(reverse("explore_wards"), asked).streaming_content).decode()
    assert "2015/16,E05013628,Abbey,crime.total,All offences,24,Recorded crime" in numbers
    alone = client.get(reverse("explore"), {"area": ward[1], "kind": TOTAL}).content.decode()
    gone = client.get(reverse("explore_picture", args=["map"]), {"area": ward[1], "kind": TOTAL})
    assert gone.status_code == 404, "a ward has no wards"
    assert "All offences, Abbey" in alone


def test_wards_are_shown_where_no_file_of_the_borough_is_held(cast, signed_in, db):
    ward = ("Abbey", "E05013628", "Barnet")
    text = by_ward(("BURGLARY", "DOMESTIC BURGLARY", ward, [2] * 12), months=tuple(months_of(2015)))
    import_recorded_crime(source(text, "wards.csv"), by=cast.analyst)
    asked = {"area": "Barnet", "kind": TOTAL}
    page = signed_in(cast.officer).get(reverse("explore"), asked).content.decode()
    assert "By ward in 2015/16" in page
    assert "wards.csv" in page
    assert "Year by year" not in page
    assert "Nothing to show" not in page


def test_what_police_uk_places_is_explored_beside_recorded_crime(barnet, cast):
    for month in FinancialYear(2015).months:
        rows = [("Anti-social behaviour", ("E01000001", "Barnet 001A"))] * 2
        text = street(*rows, month=f"{month:%Y-%m}")
        import_crime(source(text, f"{month}.csv"), SourceKind.STREET_CRIME, by=cast.analyst)
    asb = kind("street.anti-social-behaviour")
    assert asb.name == "Anti-social behaviour (police.uk)"
    found = explore(barnet, asb)
    assert (found.years[0].total, found.source[:19]) == (24, "Street-level crime:")
    assert explore(barnet, kind(TOTAL)).years[1].total == 156 + 12
    assert "crime.street-level-crime" not in {each.code for each in kinds()}


@pytest.mark.parametrize(
    "asked", [{"area": "Nowhere"}, {"year": "soon"}, {"kind": "nothing"}, {"among": "x\x00"}]
)
def test_what_nobody_could_have_chosen_breaks_nothing(barnet, cast, signed_in, asked):
    assert signed_in(cast.officer).get(reverse("explore"), asked).status_code == 200


def test_a_line_breaks_where_a_number_is_missing():
    line = line_of("Title", [("a", 1.0), ("b", None), ("c", 3.0), ("d", 2.0)])
    assert line.path.count("M") == 2
    assert line.text == "From a to d: the fewest 1, the most 3, at the end 2."
    assert line_of("Title", [("a", 1.0)]) is None
    assert line_of("Title", [("a", 0.0), ("b", 0.0)]).path
