"""Recorded crime as figures: categories, majors, totals, the seven of MOPAC7, and rates."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from assessment.comparison import rate_per_1000
from assessment.crime.categories import MOPAC7, RESIDENTIAL, CategoryName, Measure, name_slug
from assessment.figures.figure import Figure
from assessment.figures.parts import WARD, part_code, part_name
from assessment.periods import Period

OFFENCES = "offences"
RATE = "offences per 1,000 residents"
PER_RESIDENTS = ", per 1,000 residents"
TOTAL_DEFINITION = "All offences recorded by the police in the area, whichever their category."
MOPAC7_DEFINITION = (
    "The seven crimes that the Mayor's Office for Policing and Crime set targets for, added."
)
MAJOR_DEFINITION = "All offences of this major category, whichever their minor category."
RATE_DEFINITION = (
    "Offences in twelve months for every thousand residents. Residents are those of the middle of "
    "the year in which most of the months lie: mid-2016 for 2016/17."
)

WARD_DEFINITION = (
    "All offences, each major category, and what police.uk places there, for each ward of which "
    "the whole period is held. Wards need not add up to the area: some offences lie in no known "
    "ward."
)


@dataclass(frozen=True)
class Place:
    """An area as figures name it."""

    code: str
    name: str


@dataclass(frozen=True)
class Residents:
    """How many people lived there, in which year, and who says so."""

    number: int
    year: int
    source: str


@dataclass
class YearOfCrime:
    """A whole period of one area: offences by category, and where they come from."""

    year: Period
    place: Place
    source: str
    offences: dict[CategoryName, int] = field(default_factory=dict)
    months_named: dict[CategoryName, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.offences.values())

    @property
    def majors(self) -> dict[str, int]:
        sums: dict[str, int] = {}
        for category, count in self.offences.items():
            sums[category.major] = sums.get(category.major, 0) + count
        return sums

    def of(self, measure: Measure) -> int:
        return sum(count for category, count in self.offences.items() if measure.counts(category))


def crime_figures(crime: YearOfCrime, residents: Residents | None) -> Iterator[Figure]:
    """Everything about one area's year: each category, then what `headline_figures` gives."""
    for category, count in crime.offences.items():
        named, all_of_it = crime.months_named[category], len(crime.year.months)
        is_partial = named < all_of_it
        note = f"The name was in use for {named} of the {all_of_it} months." if is_partial else ""
        yield count_of(crime, category.code, category.minor, count, note, partial=is_partial)
    yield from headline_figures(crime, residents)


def headline_figures(crime: YearOfCrime, residents: Residents | None) -> Iterator[Figure]:
    """Majors, totals and the seven, each as a count and, where residents are known, a rate."""
    for figure in _headline_counts(crime):
        yield figure
        if residents and (rate := rate_per_1000(figure.value or 0, residents.number)) is not None:
            yield Figure(
                code=f"rate.{figure.code}",
                name=figure.name + PER_RESIDENTS,
                area_code=figure.area_code,
                area=figure.area,
                period_start=figure.period_start,
                period_end=figure.period_end,
                value=rate,
                unit=RATE,
                source=f"{crime.source}; {residents.source}"[:500],
                numerator=figure.value,
                denominator=residents.number,
                note=f"Residents of mid-{residents.year}: {residents.number:,}.",
            )


def _headline_counts(crime: YearOfCrime) -> Iterator[Figure]:
    for major, count in sorted(crime.majors.items()):
        yield count_of(crime, f"crime.{name_slug(major)}", major, count)
    yield count_of(crime, "crime.total", "All offences", crime.total)
    seven = 0
    for measure in MOPAC7:
        count = crime.of(measure)
        seven += count
        yield count_of(crime, measure.code, measure.name, count)
    yield count_of(crime, "mopac7.total", "All seven (MOPAC7)", seven)
    yield count_of(crime, RESIDENTIAL.code, RESIDENTIAL.name, crime.of(RESIDENTIAL))


def count_of(
    crime: YearOfCrime, code: str, name: str, count: int, note: str = "", *, partial: bool = False
) -> Figure:
    """A count of a period as a figure."""
    return Figure(
        code=code,
        name=name,
        area_code=crime.place.code,
        area=crime.place.name,
        period_start=crime.year.starts,
        period_end=crime.year.ends,
        value=count,
        unit=OFFENCES,
        source=crime.source,
        note=note,
        is_partial=partial,
    )


def ward_counts(crime: YearOfCrime) -> Iterator[Figure]:
    """All offences and the major categories of a ward, without rates: residents of wards are not
    held."""
    yield count_of(crime, "crime.total", "All offences", crime.total)
    for major, count in sorted(crime.majors.items()):
        yield count_of(crime, f"crime.{name_slug(major)}", major, count)


def as_part(figure: Figure, own: Place) -> Figure:
    """A ward's figure as a part of that of the area it lies in."""
    code, name = figure.area_code, figure.area
    return figure._replace(
        code=part_code(figure.code, WARD, code),
        name=part_name(figure.name, WARD, name),
        area_code=own.code,
        area=own.name,
    )


def add_up(
    parts: Iterable[YearOfCrime], place: Place, residents: Mapping[str, Residents]
) -> tuple[YearOfCrime, Residents | None]:
    """Several areas as one: London as the sum of its boroughs, with their residents."""
    areas = list(parts)
    whole = YearOfCrime(areas[0].year, place, areas[0].source)
    for area in areas:
        for category, count in area.offences.items():
            whole.offences[category] = whole.offences.get(category, 0) + count
    known = [residents[area.place.code] for area in areas if area.place.code in residents]
    sources = {(one.year, one.source) for one in known}
    if len(known) < len(areas) or len(sources) != 1:
        return whole, None
    year, source = sources.pop()
    return whole, Residents(sum(one.number for one in known), year, source)


def crime_definitions() -> list[tuple[str, str, str]]:
    """Code, name and published definition of each recorded-crime figure."""
    rows = [
        ("crime.total", "All offences", TOTAL_DEFINITION),
        ("crime.<major>", "A major category", MAJOR_DEFINITION),
        (
            "crime.<major>.<minor>",
            "A minor category",
            "Offences of one minor category under its published name of the 2008 to 2016 "
            "edition. A name in use for part of the year is marked and never compared.",
        ),
    ]
    rows += [(measure.code, measure.name, measure.definition) for measure in MOPAC7]
    rows.append(("mopac7.total", "All seven (MOPAC7)", MOPAC7_DEFINITION))
    rows.append((RESIDENTIAL.code, RESIDENTIAL.name, RESIDENTIAL.definition))
    rows.append(("rate.<code>", "A rate", RATE_DEFINITION))
    rows.append((part_code("<code>", WARD, "<ward>"), "By ward", WARD_DEFINITION))
    return rows
