"""Figures by ward on a map: the darker, the more."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string

from assessment.figures.parts import BY, WARD, key_of
from places.maps import DrawnArea, draw_map
from places.models import Area
from ui.papers import Picture
from ui.papers.drawing import png_of

SHADES = ("#ffffff", "#dbe8e9", "#b3cfd1", "#84b1b5", "#4f9197", "#1f7078")
WITHHELD = "#f3f2f1"


@dataclass(frozen=True)
class Shaded:
    """A ward with its colour, and the colour of its name."""

    drawn: DrawnArea
    fill: str
    ink: str


@dataclass(frozen=True)
class WardMap:
    """A map of the wards that figures were taken of."""

    title: str
    text: str
    width: int
    height: int
    wards: list[Shaded]


def is_of_ward(code: str) -> bool:
    """Whether a figure is of one ward."""
    return f"{BY}{WARD}." in code


def ward_maps(figures: Iterable[tuple[str, str, float | None]]) -> list[WardMap]:
    """A map for each figure that is given by ward. `figures`: code, name and number of each."""
    by_whole: dict[str, dict[str, float | None]] = {}
    for code, name, value in figures:
        if is_of_ward(code):
            title = f"{name.partition(f', {WARD}: ')[0]}, by ward"
            by_whole.setdefault(title, {})[key_of(code)] = value
    if not by_whole:
        return []
    keys = {key for values in by_whole.values() for key in values}
    areas = list(Area.objects.wards().filter(code__in=keys))
    maps = [_ward_map(title, values, areas) for title, values in by_whole.items()]
    return [each for each in maps if each]


def ward_map(title: str, values: Mapping[str, float | None]) -> WardMap | None:
    """The wards among these numbers of one figure, by code, each shaded by its number; None where
    none has a boundary. A number that is withheld is left without a shade."""
    of_ward = {key_of(code): value for code, value in values.items() if is_of_ward(code)}
    return _ward_map(title, of_ward, Area.objects.wards().filter(code__in=of_ward))


def _ward_map(
    title: str, of_ward: Mapping[str, float | None], among: Iterable[Area]
) -> WardMap | None:
    areas = [area for area in among if area.code in of_ward]
    drawn = draw_map(areas)
    if drawn is None:
        return None
    most = max((value or 0 for value in of_ward.values()), default=0)
    said = ", ".join(f"{area.name} {_said(of_ward[area.code])}" for area in areas)
    wards = [_shaded(each, of_ward[each.area.code], most) for each in drawn.areas]
    return WardMap(title, f"The darker, the more: {said}.", drawn.width, drawn.height, wards)


def map_png(drawn: WardMap) -> bytes:
    """A map of wards as a picture."""
    return png_of(render_to_string("assessment/_ward_map.svg", {"map": drawn}))


def map_picture(drawn: WardMap) -> Picture:
    """A map of wards on paper."""
    return Picture(map_png(drawn), drawn.text, drawn.title, width=60)


def _shaded(drawn: DrawnArea, value: float | None, most: float) -> Shaded:
    if value is None:
        return Shaded(drawn, WITHHELD, "#12262b")
    # One case is never drawn as none.
    shade = math.ceil((len(SHADES) - 1) * value / most) if most else 0
    return Shaded(drawn, SHADES[shade], "#ffffff" if shade >= len(SHADES) - 2 else "#12262b")


def _said(value: float | None) -> str:
    return "withheld" if value is None else f"{value:.0f}"
