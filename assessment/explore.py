"""Crime of one area and kind, month by month: trend, seasons, its place among others, its wards.
Everything is of the newest edition that holds a month; a year is one only when it is whole."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from statistics import mean

from django.db.models import Sum

from assessment.comparison import change_to_say, rate_per_1000
from assessment.crime.categories import MOPAC7, RESIDENTIAL, CategoryName, name_slug
from assessment.crime.holdings import Holding, held_editions, months_held, newest, years_of_crime
from assessment.crime.series import Series
from assessment.crime.street_types import MAJORS
from assessment.figures.crime import OFFENCES
from assessment.figures.parts import WARD, part_code
from assessment.figures.street import street_code
from assessment.models import Category, RecordedCrime
from assessment.periods import FinancialYear, complete_years
from assessment.pictures.ward_map import WardMap, ward_map
from places.models import Area
from places.queries import boroughs_beside, residents_by_area

TOTAL = "crime.total"
SHADES = 5


@dataclass(frozen=True)
class Kind:
    """Something to look at: a code, a name, and which categories it counts."""

    code: str
    name: str
    counts: Callable[[CategoryName], bool]
    series: Series = Series.RECORDED


@dataclass(frozen=True)
class YearLine:
    """One financial year: a number for each month held, the whole year's if it is held whole, and
    the change in percent from the year before."""

    year: FinancialYear
    months: list[int | None]
    total: int | None
    change: float | None
    shades: list[int]

    @property
    def cells(self) -> list[tuple[int, int | None]]:
        """Each month with its shade."""
        return list(zip(self.shades, self.months, strict=True))


@dataclass(frozen=True)
class Neighbour:
    """One borough or ward in a whole year: its count, its rate for every 1,000 residents, and the
    files that it is from."""

    area: Area
    count: int
    rate: float | None
    is_own: bool
    source: str


@dataclass(frozen=True)
class Explored:
    """Everything the page shows."""

    area: Area
    kind: Kind
    monthly: dict[date, int]
    years: list[YearLine]
    season: list[float]
    year: FinancialYear | None
    neighbours: list[Neighbour]
    wards: list[Neighbour]
    source: str

    @property
    def sources(self) -> list[str]:
        """Where the months come from, and the wards: these are files of their own."""
        named = dict.fromkeys([self.source, *(each.source for each in self.wards)])
        return [each for each in named if each]

    @property
    def whole_years(self) -> list[FinancialYear]:
        """The years that are held whole, the newest first."""
        return [line.year for line in self.years if line.total is not None]

    @property
    def map(self) -> WardMap | None:
        """The wards on a map."""
        counts = {part_code(self.kind.code, WARD, w.area.code): float(w.count) for w in self.wards}
        return ward_map(f"{self.kind.name} in {self.year}, by ward", counts)


def kinds() -> list[Kind]:
    """All offences, the seven of MOPAC7 and each of them, then every major category held."""
    seven = tuple(measure.counts for measure in MOPAC7)
    found = [
        Kind(TOTAL, "All offences", lambda _: True),
        Kind(
            "mopac7.total",
            "All seven (MOPAC7)",
            lambda category: any(counts(category) for counts in seven),
        ),
        *(Kind(each.code, each.name, each.counts) for each in (*MOPAC7, RESIDENTIAL)),
    ]
    held = Category.objects.values_list("major_name", "minor_name").order_by("minor_name")
    of_street = MAJORS[Series.STREET]
    majors = {major for major, _ in held} - set(MAJORS.values())
    found += [_major(name) for name in sorted(majors)]
    return found + [_street(minor) for major, minor in held if major == of_street]


def _street(name: str) -> Kind:
    return Kind(
        street_code(Series.STREET, name),
        f"{name} (police.uk)",
        lambda category: category.minor == name,
        Series.STREET,
    )


def _major(name: str) -> Kind:
    code = f"crime.{name_slug(name)}"
    return Kind(code, f"{name} (all)", lambda category: category.major == name)


def explore(
    area: Area, kind: Kind, among: Collection[str] = (), year: FinancialYear | None = None
) -> Explored:
    """An area's crime of one kind. `among`: the slugs of the boroughs to be set beside it; all of
    its region where none is named. `year`: the one to compare; the newest whole one if it is none
    of those held whole, be it of its wards alone."""
    holdings = held_editions(kind.series)
    chosen = newest(holdings, area.pk, months_held(holdings, area.pk))
    monthly = _monthly(area, kind, chosen)
    years = _years(monthly)
    whole = [line for line in years if line.total is not None]
    wholes = [line.year for line in whole]
    wards = list(Area.objects.wards().filter(parent=area).defer("boundary"))
    newest_whole = wholes[0] if wholes else _newest_of(holdings, wards)
    compared = year if year in wholes else newest_whole
    files = dict.fromkeys(each.name for each in chosen.values())
    beside = [
        each
        for each in boroughs_beside(area).defer("boundary")
        if not among or each.slug in among or each.pk == area.pk
    ]
    return Explored(
        area=area,
        kind=kind,
        monthly=monthly,
        years=years,
        season=_season(whole),
        year=compared,
        neighbours=_ranked(area, kind, holdings, compared, beside),
        wards=_ranked(area, kind, holdings, compared, wards),
        source=f"{kind.series.label}: {'; '.join(files)}" if files else "",
    )


def _newest_of(holdings: Collection[Holding], areas: Iterable[Area]) -> FinancialYear | None:
    """The newest year that is held whole of any of these areas."""
    years = {year for each in areas for year in complete_years(months_held(holdings, each.pk))}
    return max(years, default=None)


def _monthly(area: Area, kind: Kind, chosen: dict[date, Holding]) -> dict[date, int]:
    """The offences of each month held, none where no row is; one query for each edition."""
    wanted = [
        row.pk
        for row in Category.objects.all()
        if kind.counts(CategoryName(row.major_name, row.minor_name, row.is_known))
    ]
    monthly = dict.fromkeys(sorted(chosen), 0)
    by_edition: dict[int, list[date]] = defaultdict(list)
    for month, holding in chosen.items():
        by_edition[holding.edition].append(month)
    for edition, months in by_edition.items():
        rows = RecordedCrime.objects.filter(edition=edition, area=area, category__in=wanted)
        sums = rows.filter(month__in=months).values_list("month").annotate(Sum("offences"))
        monthly.update(sums)
    return monthly


def _years(monthly: dict[date, int]) -> list[YearLine]:
    """The newest first. The shade of a month, 1 to 5, is where it lies between the fewest and the
    most of all months."""
    whole = set(complete_years(monthly.keys()))
    totals = {year: sum(monthly[month] for month in year.months) for year in whole}
    low, high = min(monthly.values(), default=0), max(monthly.values(), default=0)
    years = sorted({FinancialYear.of(month) for month in monthly}, reverse=True)
    lines = []
    for year in years:
        counts = [monthly.get(month) for month in year.months]
        total, before = totals.get(year), totals.get(year.previous)
        change = change_to_say(OFFENCES, total, before)
        lines.append(
            YearLine(year, counts, total, change, [_shade(each, low, high) for each in counts])
        )
    return lines


def _shade(count: int | None, low: int, high: int) -> int:
    if count is None:
        return 0
    return 1 + round((SHADES - 1) * (count - low) / max(high - low, 1))


def _season(whole: Iterable[YearLine]) -> list[float]:
    """The mean of each month, April first, over the whole years."""
    columns = zip(*(line.months for line in whole), strict=True)
    return [round(mean(each or 0 for each in column), 1) for column in columns]


def _ranked(
    own: Area,
    kind: Kind,
    holdings: Collection[Holding],
    year: FinancialYear | None,
    areas: Iterable[Area],
) -> list[Neighbour]:
    """The areas of which the year is held whole, the highest rate first; where residents are not
    held for all, the most offences first."""
    if year is None:
        return []
    areas = list(areas)
    crimes = years_of_crime(holdings, year, areas)
    residents = residents_by_area(year.residents_of)
    found = []
    for each in areas:
        if each.pk in crimes:
            offences = crimes[each.pk].offences.items()
            count = sum(number for category, number in offences if kind.counts(category))
            people = residents.get(each.pk)
            rate = rate_per_1000(count, people.residents) if people else None
            is_own, source = each.pk == own.pk, crimes[each.pk].source
            found.append(Neighbour(each, count, rate, is_own, source))
    by_rate = all(each.rate is not None for each in found)
    return sorted(found, key=lambda each: -((each.rate if by_rate else each.count) or 0))
