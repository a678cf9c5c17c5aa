"""Boundaries from GeoJSON: the code and the name are found by the form of their property names."""

import json
import re
from typing import Any, NamedTuple

from places.readers.files import BadFile, TextFile, read_text

CODE_NAME = re.compile(r"(wd|lad)\d\dcd|onswardcode|wardcode|gss_code|code", re.ASCII)
NAME_NAME = re.compile(r"(wd|lad)\d\dnm|wardname|name", re.ASCII)
AREA_CODE = re.compile(r"[A-Z]\d{8}|X[A-Z0-9-]{2,19}", re.ASCII)
MAX_DEPTH = {"Polygon": 1, "MultiPolygon": 2}


class Shape(NamedTuple):
    """One area with its boundary."""

    code: str
    name: str
    geometry: dict[str, Any]


def read_boundaries(file: TextFile) -> list[Shape]:
    """Every area of the file; BadFile names the feature that cannot be taken."""
    try:
        document = json.loads(read_text(file))
    except (ValueError, RecursionError) as error:
        raise BadFile(
            f"{file.name} is not whole GeoJSON: another kind of file, or cut off. Get it again."
        ) from error
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features:
        raise BadFile(f"{file.name} is not a GeoJSON collection of areas.")
    shapes = [_shape(file.name, at, feature) for at, feature in enumerate(features, start=1)]
    repeated = {shape.code for shape in shapes if sum(s.code == shape.code for s in shapes) > 1}
    if repeated:
        raise BadFile(f"{file.name} holds {', '.join(sorted(repeated))} more than once.")
    return shapes


def _shape(file: str, at: int, feature: Any) -> Shape:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise BadFile(f"{file}: area {at} has no properties.")
    code = _property(properties, CODE_NAME)
    name = _property(properties, NAME_NAME)
    if not AREA_CODE.fullmatch(code):
        raise BadFile(f"{file}: area {at} has no code like E05013628.")
    if not name or len(name) > 150:
        raise BadFile(f"{file}: area {at} ({code}) has no usable name.")
    geometry = feature.get("geometry")
    if not _is_geometry(geometry):
        raise BadFile(f"{file}: area {at} ({code}, {name}) has no boundary in degrees (WGS 84).")
    return Shape(code, name, {part: geometry[part] for part in ("type", "coordinates")})


def _property(properties: dict[str, Any], form: re.Pattern[str]) -> str:
    for key, value in properties.items():
        if form.fullmatch(key.casefold()) and isinstance(value, str):
            return value.strip()
    return ""


def _is_geometry(geometry: Any) -> bool:
    if not isinstance(geometry, dict) or geometry.get("type") not in MAX_DEPTH:
        return False
    return _are_rings(geometry.get("coordinates"), MAX_DEPTH[geometry["type"]])


def _are_rings(rings: Any, depth: int) -> bool:
    if not isinstance(rings, list) or not rings:
        return False
    if depth:
        return all(_are_rings(ring, depth - 1) for ring in rings)
    return len(rings) >= 4 and all(_is_position(position) for position in rings)


def _is_position(position: Any) -> bool:
    return (
        isinstance(position, list)
        and len(position) >= 2
        and all(isinstance(number, int | float) for number in position[:2])
        and -180 <= position[0] <= 180
        and -90 <= position[1] <= 90
    )
