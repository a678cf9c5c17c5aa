"""Boundaries as drawn shapes: degrees to the page, one path an area."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from places.models import Area

WIDTH = 640
MARGIN = 4
Point = tuple[float, float]
Line = tuple[Point, Point]
Rings = Sequence[Sequence[Point]]


@dataclass(frozen=True)
class Frame:
    """How degrees become points of a drawing: its west and north edges in degrees, and how many
    points a degree is across and down."""

    west: float
    north: float
    across: float
    down: float

    def point(self, position: Sequence[float]) -> tuple[int, int]:
        """Where a longitude and latitude lie."""
        return (
            round(MARGIN + (position[0] - self.west) * self.across),
            round(MARGIN + (self.north - position[1]) * self.down),
        )


@dataclass(frozen=True)
class DrawnArea:
    """One area as a path, with where its number stands."""

    area: Area
    number: int
    path: str
    label_x: int
    label_y: int


@dataclass(frozen=True)
class AreaMap:
    """A map: its size, its areas, and how degrees lie on it."""

    width: int
    height: int
    areas: list[DrawnArea]
    frame: Frame

    def path_of(self, geometry: dict[str, Any]) -> str:
        """Another shape on the same map, as the data of a path."""
        return _path([[self.frame.point(p) for p in ring] for ring in rings_of(geometry)])


def draw_map(areas: Iterable[Area], *, beside: Sequence[dict[str, Any]] = ()) -> AreaMap | None:
    """The areas that have boundaries, numbered in their order, on a map that also holds what lies
    `beside` them; None when there are none."""
    shapes = [(at, area, rings_of(area.boundary)) for at, area in enumerate(areas, start=1)]
    shapes = [shape for shape in shapes if shape[2]]
    if not shapes:
        return None
    rings = [ring for _, _, rings in shapes for ring in rings]
    rings += [ring for geometry in beside for ring in rings_of(geometry)]
    frame, height = _frame([point for ring in rings for point in ring])
    drawn = [
        _drawn(area, at, [[frame.point(p) for p in ring] for ring in rings])
        for at, area, rings in shapes
    ]
    return AreaMap(WIDTH, height, drawn, frame)


def names_touched(geometry: dict[str, Any], areas: Iterable[Area]) -> list[str]:
    """The areas that a shape has any ground in common with."""
    drawn = rings_of(geometry)
    return [area.name for area in areas if _touch(drawn, rings_of(area.boundary))]


def _touch(one: Rings, other: Rings) -> bool:
    if not one or not other or _apart(_edges(one), _edges(other)):
        return False
    if is_within(one[0][0], other) or any(is_within(ring[0], one) for ring in other):
        return True
    lines = [line for ring in one for line in pairwise(ring)]
    return any(_cross(line, edge) for ring in other for edge in pairwise(ring) for line in lines)


def _edges(rings: Rings) -> tuple[float, float, float, float]:
    xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
    return min(xs), max(xs), min(ys), max(ys)


def _apart(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] > other[1] or other[0] > one[1] or one[2] > other[3] or other[2] > one[3]


def is_within(point: Point, rings: Rings) -> bool:
    """Whether a point lies inside, by how often a line to the east crosses the outline."""
    x, y = point
    crossings = sum(
        (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        for ring in rings
        for (x1, y1), (x2, y2) in pairwise(ring)
    )
    return crossings % 2 == 1


def _cross(one: Line, other: Line) -> bool:
    """Whether each line has the ends of the other on its two sides."""
    return _sides(one, other) < 0 and _sides(other, one) < 0


def _sides(line: Line, ends: Line) -> float:
    (x1, y1), (x2, y2) = line
    first, second = ((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) for x, y in ends)
    return first * second


def _frame(points: Sequence[Point]) -> tuple[Frame, int]:
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    # A degree of longitude is shorter than one of latitude by the cosine of the latitude.
    squeeze = math.cos(math.radians((south + north) / 2))
    down = (WIDTH - 2 * MARGIN) / max((east - west) * squeeze, 1e-9)
    frame = Frame(west, north, squeeze * down, down)
    return frame, round((north - south) * down) + 2 * MARGIN


def rings_of(boundary: dict[str, Any] | None) -> list[list[Point]]:
    """The outer rings of a boundary."""
    if not boundary:
        return []
    many = boundary["type"] == "MultiPolygon"
    polygons = boundary["coordinates"] if many else [boundary["coordinates"]]
    return [[(position[0], position[1]) for position in polygon[0]] for polygon in polygons]


def _drawn(area: Area, number: int, rings: list[list[tuple[int, int]]]) -> DrawnArea:
    largest = max(rings, key=lambda ring: abs(_doubled_size(ring)))
    x, y = _centre(largest)
    return DrawnArea(area, number, _path(rings), x, y)


def _path(rings: Iterable[Sequence[tuple[int, int]]]) -> str:
    return " ".join(f"M{' '.join(f'{x},{y}' for x, y in _thinned(ring))}z" for ring in rings)


def _thinned(ring: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without the points that fall on the pixel before them."""
    return [point for at, point in enumerate(ring) if at == 0 or point != ring[at - 1]]


def _doubled_size(ring: Sequence[tuple[int, int]]) -> float:
    return sum(
        x * next_y - next_x * y
        for (x, y), (next_x, next_y) in zip(ring, [*ring[1:], ring[0]], strict=True)
    )


def _centre(ring: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The centre of gravity of a ring; of one without size, the mean of its points."""
    size = _doubled_size(ring)
    if not size:
        return sum(x for x, _ in ring) // len(ring), sum(y for _, y in ring) // len(ring)
    x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    return round(x / (3 * size)), round(y / (3 * size))
