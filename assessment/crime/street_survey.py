"""What a file of street-level crime or outcomes holds, counted by area before anything is kept."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from assessment.crime.street_types import street_type
from assessment.crime.survey import KnownAreas, Survey
from assessment.readers.recorded_crime import NamedPlace
from assessment.readers.street_crime import Row, open_street_table
from places.models import Area
from places.placing import Placing
from places.readers.files import BadFile, TextFile, plain

MOST_NAMED = 5


class Group(NamedTuple):
    """Rows that lie in one place and tell of one thing."""

    month: date
    kind: str
    borough: str
    ward: Area | None
    has_place: bool


def survey_street_file(
    file: TextFile, known: KnownAreas, placing: Callable[[date], Placing] = Placing
) -> Survey:
    """Read a whole file, keeping nothing. A row counts in its borough, and in its ward where one is
    known. Those that lie in no borough held, or nowhere, are counted and named, not kept."""
    table = open_street_table(file)
    groups = _grouped(table.rows, placing)
    if not groups:
        raise BadFile(f"{file.name} holds a heading but no rows. Download it again.")
    survey = Survey(tuple(sorted({each.month for each in groups})), series=table.series)
    survey.rows = sum(groups.values())
    outside: Counter[str] = Counter()
    for group, number in groups.items():
        category = survey.labels.setdefault(
            (table.series, group.kind), street_type(table.series, group.kind)
        )
        borough = _borough(group, known)
        if borough is None:
            outside[_said_outside(group)] += number
            continue
        survey.total += number
        survey.categories[category] = survey.categories.get(category, 0) + number
        for place in (borough, _ward(group.ward)):
            if place is not None:
                survey.areas[place] = survey.areas.get(place, 0) + number
                survey.counts[place.key, category, group.month] += number
    if not survey.total:
        raise BadFile(
            f"No row of {file.name} lies in an area that is held. {_say_outside(outside)} Without "
            "small areas in the file, wards with their boundaries have to be imported first."
        )
    survey.doubts = list(_doubts(survey, outside))
    return survey


def _grouped(rows: Iterable[Row], placing: Callable[[date], Placing]) -> Counter[Group]:
    """How many rows of each group; as many groups as there are places and kinds, not rows."""
    places: dict[date, Placing] = {}
    keys: dict[tuple[object, ...], Group] = {}
    found: Counter[Group] = Counter()
    for row in rows:
        key = row[1:]
        group = keys.get(key)
        if group is None:
            at = places.get(row.month) or places.setdefault(row.month, placing(row.month))
            ward = at.ward(row.small_area, row.position)
            has_place = bool(row.small_area or row.position)
            group = keys[key] = Group(row.month, row.kind, row.borough, ward, has_place)
        found[group] += 1
    return found


def _borough(group: Group, known: KnownAreas) -> NamedPlace | None:
    """The borough that the small area is named after; else the one of the ward it is placed in."""
    if group.borough:
        return NamedPlace(group.borough) if plain(group.borough) in known.names else None
    parent = group.ward.parent if group.ward else None
    return NamedPlace(parent.name) if parent else None


def _ward(ward: Area | None) -> NamedPlace | None:
    if ward is None:
        return None
    return NamedPlace(ward.name, ward.code, ward.parent.name if ward.parent else "")


def _said_outside(group: Group) -> str:
    return group.borough or ("no area held" if group.has_place else "no place at all")


def _doubts(survey: Survey, outside: Counter[str]) -> Iterator[str]:
    if outside:
        yield _say_outside(outside)
    in_wards = sum(number for place, number in survey.areas.items() if place.code)
    if not in_wards:
        yield (
            "Nothing can be counted by ward: no small area of the file is known. An administrator "
            "brings in which ward each lies in (manage.py import_small_areas)."
        )


def _say_outside(outside: Counter[str]) -> str:
    most, all_of_them = outside.most_common(MOST_NAMED), sum(outside.values())
    named = [f"{name} {number:,}" for name, number in most]
    if rest := all_of_them - sum(number for _, number in most):
        named.append(f"others {rest:,}")
    return f"{all_of_them:,} rows are in no area held and not counted: {', '.join(named)}."
