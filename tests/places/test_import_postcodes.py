"""Bringing in postcodes, and finding the ward of one."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as st

from places.models import Area, AreaKind, ImportedFile, Postcode
from places.queries import ward_of
from places.readers.files import BadFile, Source
from places.readers.postcodes import canonical
from places.services import import_postcodes, import_wards
from tests.places.test_import_wards import geojson

pytestmark = pytest.mark.django_db
END = '"E92000001","E19000003","E18000007","","E09000003","E05000047"\r\n'
ROWS = f'"N10 1AA",10,528177,190696,{END}"N6  4TB",10,528187,190659,{END}"NW110AA",10,1,2,{END}'


def bring_in(text: str):
    return import_postcodes(Source.of_bytes("codepo.csv", text.encode()), by=None)


@pytest.fixture
def coppetts(db):
    return Area.objects.create(code="E05000047", name="Coppetts", kind=AreaKind.WARD)


def test_padded_postcodes_become_canonical_and_find_their_ward(coppetts):
    assert bring_in(ROWS).said == "3 postcodes"
    assert list(Postcode.objects.values_list("postcode", flat=True)) == [
        "N10 1AA",
        "N6 4TB",
        "NW11 0AA",
    ]
    assert ward_of("nw110aa") == ward_of(" N6 4TB ") == coppetts


@pytest.mark.parametrize("text", ["", "N10", "not a postcode", "N10 1A\0", "EC1A 1BBX"])
def test_the_ward_of_no_postcode_is_none(coppetts, text):
    bring_in(ROWS)
    assert ward_of(text) is None


def test_wards_brought_in_later_are_joined():
    assert "3 of them in wards not known yet" in bring_in(ROWS).said
    assert ward_of("N10 1AA") is None
    import_wards(Source.of_bytes("w.json", geojson(("E05000047", "Coppetts")).encode()), by=None)
    assert ward_of("N10 1AA").name == "Coppetts"


def test_a_newer_edition_moves_a_postcode(coppetts):
    bring_in(ROWS)
    bring_in(ROWS.replace("528177", "528999"))
    assert Postcode.objects.get(postcode="N10 1AA").easting == 528999
    assert Postcode.objects.count() == 3


def test_the_same_file_twice_changes_nothing(coppetts):
    bring_in(ROWS)
    assert not bring_in(ROWS).is_new


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        (ROWS + '"N10 1AB",10,528177\r\n', "line 4 has 3 cells"),
        (ROWS + f'"N10",10,1,2,{END}', "line 4: “N10” is not a postcode"),
        (ROWS + f'"N10 1AB",10,x,2,{END}', "line 4: “x” is not a whole number"),
        (ROWS + f'"N101AA",10,1,2,{END}', "line 4 repeats N10 1AA of line 1"),
        (ROWS.replace("E05000047", "Coppetts"), "line 1: “Coppetts” is not a ward code"),
    ],
)
def test_what_is_refused_leaves_nothing(coppetts, text, said):
    with pytest.raises(BadFile, match=said):
        bring_in(text)
    assert not Postcode.objects.exists()
    assert not ImportedFile.objects.exists()


@given(st.from_regex(r"\A[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}\Z"), st.integers(0, 4))
def test_any_spacing_and_case_is_one_postcode(bare, gap):
    spaced = f"{bare[:-3]}{' ' * gap}{bare[-3:]}".lower()
    assert canonical(spaced) == canonical(bare) == f"{bare[:-3]} {bare[-3:]}"


def test_the_command_reads_the_published_file(open_data, capsys):
    call_command("import_wards", open_data / "boundaries/barnet_wards_2013.geojson")
    call_command("import_postcodes", open_data / "postcodes/code_point_open_2014-08_barnet.csv")
    assert "8,822 postcodes." in capsys.readouterr().out
    assert not Postcode.objects.filter(ward=None).exists()
    assert ward_of("N10 1AA").name == "Coppetts"


def test_the_command_says_what_is_wrong(open_data):
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_postcodes", open_data / "postcodes/licence.txt")
