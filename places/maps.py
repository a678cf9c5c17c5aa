"""Boundaries as drawn shapes: degrees to the page, one path an area."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from places.models import Area

WIDTH = 640
MARGIN = 4
Point = tuple[float, float]


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
    """A map: its size and its areas."""

    width: int
    height: int
    areas: list[DrawnArea]


def draw_map(areas: Iterable[Area]) -> AreaMap | None:
    """The areas that have boundaries, numbered in their order; None when there are none."""
    shapes = [(at, area, list(_rings(area.boundary))) for at, area in enumerate(areas, start=1)]
    shapes = [shape for shape in shapes if shape[2]]
    if not shapes:
        return None
    points = [point for _, _, rings in shapes for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    # A degree of longitude is shorter than one of latitude by the cosine of the latitude.
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / max((east - west) * squeeze, 1e-9)

    def place(point: Point) -> tuple[int, int]:
        x, y = point
        return (
            round(MARGIN + (x - west) * squeeze * scale),
            round(MARGIN + (north - y) * scale),
        )

    drawn = [
        _drawn(area, at, [[place(p) for p in ring] for ring in rings]) for at, area, rings in shapes
    ]
    return AreaMap(WIDTH, round((north - south) * scale) + 2 * MARGIN, drawn)


def _rings(boundary: dict[str, Any] | None) -> Iterator[list[Point]]:
    """The outer rings of a boundary."""
    if not boundary:
        return
    polygons = boundary["coordinates"]
    for polygon in polygons if boundary["type"] == "MultiPolygon" else [polygons]:
        yield [(position[0], position[1]) for position in polygon[0]]


def _drawn(area: Area, number: int, rings: list[list[tuple[int, int]]]) -> DrawnArea:
    path = " ".join(f"M{' '.join(f'{x},{y}' for x, y in _thinned(ring))}z" for ring in rings)
    largest = max(rings, key=lambda ring: abs(_doubled_size(ring)))
    x, y = _centre(largest)
    return DrawnArea(area, number, path, x, y)


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
