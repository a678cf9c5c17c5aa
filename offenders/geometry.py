"""A drawn area: whether a text is one GeoJSON polygon that could be a place in these islands."""

import json
from typing import Any

WEST, EAST, SOUTH, NORTH = -9.0, 3.0, 49.5, 61.0
MOST_POINTS = 500
LEAST_POINTS = 4


class BadArea(ValueError):
    """A text that is no area; the message says what to do."""


def read_area(text: str) -> dict[str, Any]:
    """One GeoJSON polygon from a text, in longitude and latitude; BadArea says what is wrong."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise BadArea("Paste the area as GeoJSON, as a map program saves it") from None
    shape = said.get("geometry", said) if isinstance(said, dict) else None
    if not isinstance(shape, dict) or shape.get("type") != "Polygon":
        raise BadArea("Draw one closed area: a GeoJSON polygon")
    rings = shape.get("coordinates")
    if not isinstance(rings, list) or not rings:
        raise BadArea("The polygon has no corners. Draw it again")
    return {"type": "Polygon", "coordinates": [_ring(ring) for ring in rings]}


def _ring(ring: Any) -> list[list[float]]:
    if not isinstance(ring, list) or not LEAST_POINTS <= len(ring) <= MOST_POINTS:
        raise BadArea(f"Draw an area with 3 to {MOST_POINTS - 1} corners")
    points = [_point(point) for point in ring]
    if points[0] != points[-1]:
        raise BadArea("The area is not closed: its last corner must be its first")
    if len({tuple(point) for point in points}) < LEAST_POINTS - 1:
        raise BadArea("Draw an area with at least three different corners")
    return points


def _point(point: Any) -> list[float]:
    is_pair = isinstance(point, list) and len(point) >= 2
    if not is_pair or not all(type(each) in (int, float) for each in point[:2]):
        raise BadArea("Each corner is a longitude and a latitude")
    longitude, latitude = float(point[0]), float(point[1])
    if not (WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH):
        raise BadArea(
            "A corner lies outside the United Kingdom: give longitude first, then latitude, in "
            "degrees"
        )
    return [longitude, latitude]
