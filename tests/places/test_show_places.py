"""The pages of wards and areas: a map and a table that say the same."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from places.maps import draw_map, names_touched
from places.models import Area, AreaKind

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[0, 51], [1, 51], [1, 52], [0, 52], [0, 51]]],
}


@pytest.fixture
def borough(db):
    return Area.objects.create(code="X09000001", name="Northbridge", kind=AreaKind.BOROUGH)


def ward(borough: Area, number: int, **fields) -> Area:
    return Area.objects.create(
        **{
            "code": f"X0500000{number}",
            "name": f"Ward {number}",
            "kind": AreaKind.WARD,
            "parent": borough,
            "boundary": SQUARE,
            **fields,
        }
    )


def test_the_map_and_the_table_list_the_same_wards(borough, cast, signed_in):
    for number in (1, 2):
        ward(borough, number)
    ward(borough, 3, boundary=None)
    ward(borough, 4, valid_to=dt.date(2020, 1, 1))
    page = signed_in(cast.officer).get(reverse("wards")).content.decode()
    svg, table = page.split("<table", 1)
    assert re.findall(r"aria-label=\"(\d, Ward \d)\"", svg) == ["1, Ward 1", "2, Ward 2"]
    assert [name in table for name in ("Ward 1", "Ward 2", "Ward 3", "Ward 4")] == [
        True,
        True,
        True,
        False,
    ]


def test_an_empty_list_says_what_to_do(cast, signed_in):
    assert "import_wards" in signed_in(cast.officer).get(reverse("wards")).content.decode()


def test_an_area_shows_what_it_is_part_of(borough, cast, signed_in):
    client = signed_in(cast.officer)
    page = client.get(reverse("show_area", args=[ward(borough, 1).code])).content.decode()
    assert "Northbridge" in page
    assert "Ward 1" in client.get(reverse("show_area", args=[borough.code])).content.decode()
    assert client.get(reverse("show_area", args=["none"])).status_code == 404


def test_without_a_desk_there_is_no_such_page(borough, cast, signed_in):
    cast.officer.memberships.update(ends=dt.date(2020, 2, 1))
    client = signed_in(cast.officer)
    for address in (reverse("wards"), reverse("show_area", args=[borough.code])):
        assert client.get(address).status_code in (302, 403, 404)


def test_the_list_costs_the_same_with_more_wards(borough, cast, signed_in):
    client = signed_in(cast.officer)

    def cost() -> int:
        client.get(reverse("wards"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("wards"))
        return len(queries)

    ward(borough, 1)
    before = cost()
    for number in range(2, 9):
        ward(borough, number)
    assert cost() == before <= 8


def test_north_is_up_and_a_degree_of_longitude_is_shorter():
    area = Area(code="X1", name="One", boundary=SQUARE)
    drawn = draw_map([area])
    assert drawn.width == 640
    assert 1000 < drawn.height < 1050
    assert (
        drawn.areas[0].path
        == f"M4,{drawn.height - 4} 636,{drawn.height - 4} 636,4 4,4 4,{drawn.height - 4}z"
    )
    assert drawn.areas[0].label_x == 320
    assert abs(drawn.areas[0].label_y - drawn.height / 2) <= 1


def test_shapes_without_size_are_survived():
    point = {"type": "Polygon", "coordinates": [[[0, 51]] * 4]}
    assert draw_map([Area(code="X1", boundary=point)])
    assert draw_map([Area(code="X1", boundary=None)]) is None


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.mark.parametrize(
    ("shape", "touched"),
    [
        (box(0.2, 0.2, 0.4, 0.4), ["Left"]),
        (box(-1, -1, 3, 3), ["Left", "Right"]),
        (box(0.9, 0.2, 1.1, 0.4), ["Left", "Right"]),
        (box(-1, 0.4, 3, 0.6), ["Left", "Right"]),
        (box(2.5, 0, 3, 1), []),
    ],
)
def test_a_shape_touches_what_it_shares_ground_with(shape, touched):
    """Inside, around, across, through without a corner in either, and beside."""
    areas = [
        Area(code="X1", name="Left", boundary=box(0, 0, 1, 1)),
        Area(code="X2", name="Right", boundary=box(1.01, 0, 2, 1)),
        Area(code="X3", name="Nowhere"),
    ]
    assert names_touched(shape, areas) == touched


def test_what_lies_beside_the_areas_is_on_the_map():
    drawn = draw_map([Area(code="X1", boundary=box(0, 50, 1, 51))], beside=[box(1, 50, 2, 51)])
    assert drawn.path_of(box(1, 50, 2, 51)).startswith(f"M320,{drawn.height - 4} ")
