"""Bringing in wards with their boundaries, old and new side by side."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Partnership
from places.models import Area, AreaKind, ImportedFile
from places.readers.files import BadFile, Source
from places.services import import_wards

SQUARE = [[[0, 51], [1, 51], [1, 52], [0, 52], [0, 51]]]


def geojson(*wards: tuple[str, str], code: str = "ONSWardCode", name: str = "WardName") -> str:
    features = [
        {
            "type": "Feature",
            "properties": {code: of_ward, name: named},
            "geometry": {"type": "Polygon", "coordinates": SQUARE},
        }
        for of_ward, named in wards
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def bring_in(text: str, **options):
    return import_wards(Source.of_bytes("wards.geojson", text.encode()), by=None, **options)


@pytest.mark.django_db
class TestWards:
    @pytest.mark.parametrize(
        ("code", "name"), [("ONSWardCode", "WardName"), ("WD13CD", "WD13NM"), ("WD22CD", "WD22NM")]
    )
    def test_codes_and_names_are_found_by_form(self, code, name):
        bring_in(geojson(("E05013628", "Barnet Vale"), code=code, name=name))
        ward = Area.objects.get(code="E05013628")
        assert (ward.name, ward.kind) == ("Barnet Vale", AreaKind.WARD)
        assert ward.boundary["type"] == "Polygon"

    def test_wards_of_one_name_and_two_codes_are_two(self):
        bring_in(geojson(("E05000060", "Underhill")), valid_to=dt.date(2022, 5, 4))
        bring_in(geojson(("E05013649", "Underhill")), valid_from=dt.date(2022, 5, 5))
        current = Area.objects.wards().current(dt.date(2026, 1, 1))
        assert [ward.code for ward in current] == ["E05013649"]
        assert Area.objects.wards().count() == 2

    def test_a_newer_boundary_replaces_the_older(self):
        bring_in(geojson(("E05013628", "Barnet Vale")))
        bring_in(geojson(("E05013628", "Barnet Vale and beyond")))
        assert Area.objects.get().name == "Barnet Vale and beyond"

    def test_they_lie_in_the_partnerships_area_unless_it_is_a_rehearsal(self):
        own = Area.objects.create(code="E09000003", name="Barnet", kind=AreaKind.BOROUGH)
        partnership = Partnership.objects.create(name="P", short_name="P", area_code=own.code)
        bring_in(geojson(("E05013628", "Barnet Vale")))
        assert Area.objects.get(code="E05013628").parent == own
        partnership.is_rehearsal = True
        partnership.save()
        bring_in(geojson(("E05013629", "Brunswick Park")))
        assert Area.objects.get(code="E05013629").parent is None

    def test_boroughs_get_their_outline_and_keep_what_they_are(self):
        bring_in(geojson(("E09000001", "City of London"), code="GSS_CODE", name="NAME"))
        city = Area.objects.get(code="E09000001")
        assert (city.kind, city.parent.name) == (AreaKind.FORCE_OTHER, "London")
        assert city.boundary

    def test_the_same_file_twice_changes_nothing(self):
        text = geojson(("E05013628", "Barnet Vale"))
        assert bring_in(text).is_new
        assert "nothing has changed" in bring_in(text).said

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "is empty"),
            ("[1, 2]", "not a GeoJSON collection"),
            ('{"features": []}', "not a GeoJSON collection"),
            (geojson(("E05013628", "Barnet Vale"))[:-40], "cut off"),
            ("[" * 100_000, "cut off"),
            ('{"features": [3]}', "area 1 has no properties"),
            (geojson(("Barnet Vale", "Barnet Vale")), "area 1 has no code"),
            (geojson(("E05013628", "")), "no usable name"),
            (geojson(("E05013628", "A"), ("E05013628", "B")), "E05013628 more than once"),
            (geojson(("E05013628", "A")).replace("51", "190696"), "degrees"),
            (geojson(("E05013628", "A")).replace("[0, 51]", '"x"'), "degrees"),
            (geojson(("E05013628", "A")).replace("Polygon", "Point"), "no boundary"),
        ],
    )
    def test_what_is_refused_leaves_nothing(self, text, said):
        with pytest.raises(BadFile, match=said):
            bring_in(text)
        assert not Area.objects.exists()
        assert not ImportedFile.objects.exists()

    @settings(
        max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["features", "properties", "geometry", "type", "coordinates"]),
                    inner,
                    max_size=4,
                )
            ),
            max_leaves=12,
        )
    )
    def test_any_other_json_is_refused_with_a_message(self, document):
        with pytest.raises(BadFile):
            bring_in(json.dumps(document))

    def test_the_command_reads_the_published_files(self, open_data, capsys):
        for name in ("barnet_wards_2013", "barnet_wards_2022", "london_boroughs"):
            call_command("import_wards", open_data / f"boundaries/{name}.geojson")
        said = capsys.readouterr().out
        assert "21 new areas" in said
        assert "24 new areas" in said
        assert "0 new areas, 33 known" in said

    def test_the_command_says_what_is_wrong(self, tmp_path):
        path = tmp_path / "wards.geojson"
        path.write_text("PK\x03\x04")
        with pytest.raises(CommandError, match="Excel workbook"):
            call_command("import_wards", path)
        with pytest.raises(CommandError, match="No borough is called Atlantis"):
            call_command("import_wards", path, "--parent", "Atlantis")
