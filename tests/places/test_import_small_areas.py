"""Which ward each small area fits best, and where something lies by it or by its position."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from places.models import Area, AreaKind, ImportedFile, SmallArea
from places.placing import Placing
from places.readers.files import BadFile, Source
from places.services import import_small_areas

pytestmark = pytest.mark.django_db
OLD = "LSOA11CD,WD21CD,WD21NM,LAD21CD\nE01000115,E05000043,Brunswick Park,E09000003\n"
NEW = "ObjectId,LSOA21CD,WD22CD,WD22NM,LTLA22CD\n1,E01000115,E05013630,Brunswick Park,E09000003\n"
SQUARE = [[0.0, 51.0], [1.0, 51.0], [1.0, 52.0], [0.0, 52.0], [0.0, 51.0]]


def bring_in(text: str, name: str = "lookup.csv"):
    return import_small_areas(Source.of_bytes(name, text.encode("utf-8-sig")), by=None)


def test_wards_not_known_are_added_to_their_borough():
    barnet = Area.objects.create(code="E09000003", name="Barnet", kind=AreaKind.BOROUGH)
    outcome = bring_in(OLD)
    assert outcome.said == "1 small areas in 1 wards, 1 of them not known before"
    row = SmallArea.objects.select_related("ward").get()
    assert (row.code, row.ward.code, row.ward.parent) == ("E01000115", "E05000043", barnet)
    assert not bring_in(OLD).is_new
    assert ImportedFile.objects.count() == 1


def test_old_and_new_wards_stand_beside_each_other():
    bring_in(OLD)
    bring_in(NEW)
    Area.objects.filter(code="E05000043").update(valid_to=dt.date(2022, 5, 4))
    Area.objects.filter(code="E05013630").update(valid_from=dt.date(2022, 5, 5))
    then, now = Placing(dt.date(2017, 3, 1)), Placing(dt.date(2024, 4, 1))
    assert then.ward("E01000115", None).code == "E05000043"
    assert now.ward("E01000115", None).code == "E05013630"


def test_where_no_days_are_held_the_newest_ward_is_taken():
    bring_in(NEW)
    bring_in(OLD)
    assert Placing(dt.date(2017, 3, 1)).ward("E01000115", None).code == "E05013630"


def test_what_has_no_small_area_lies_where_its_position_is():
    ward = Area.objects.create(
        code="E05013630",
        name="Brunswick Park",
        kind=AreaKind.WARD,
        boundary={"type": "Polygon", "coordinates": [SQUARE]},
    )
    placing = Placing(dt.date(2024, 4, 1))
    assert placing.ward("", (0.5, 51.5)) == ward
    assert placing.ward("E01999999", (0.5, 51.5)) == ward
    assert placing.ward("", (1.5, 51.5)) is None
    assert placing.ward("", None) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("Postcode,Ward\nN1,Abbey\n", "does not look up wards"),
        (OLD.splitlines()[0], "no rows"),
        (OLD + "E01000115,E05000043,Brunswick Park,E09000003\n", "line 3 repeats E01000115"),
        (OLD.replace("E01000115", "N11 1AA"), "is no code like E01000115"),
        (OLD.replace("E05000043", "Brunswick"), "is no ward like E05013628"),
        (OLD.replace("Brunswick Park", ""), "names no ward"),
        (OLD.replace(",E09000003", ""), "has 3 cells, the heading 4"),
    ],
)
def test_what_is_no_lookup_is_refused_whole(text, said):
    with pytest.raises(BadFile, match=said):
        import_small_areas(Source.of_bytes("lookup.csv", text.encode()), by=None)
    assert not SmallArea.objects.exists()
    assert not Area.objects.filter(kind=AreaKind.WARD).exists()


def test_the_command_says_what_it_did(tmp_path, capsys):
    path = tmp_path / "lookup.csv"
    path.write_text(OLD)
    call_command("import_small_areas", path)
    assert "1 small areas in 1 wards" in capsys.readouterr().out
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_small_areas", tmp_path / "nothing.csv")


def test_the_real_lookups(open_data):
    for name in ("lsoa11_to_ward21_barnet", "lsoa21_to_ward22_barnet"):
        import_small_areas(Source.of_path(open_data / "lookups" / f"{name}.csv"), by=None)
    assert SmallArea.objects.count() == 211 + 220
    assert Area.objects.wards().count() == 21 + 24
