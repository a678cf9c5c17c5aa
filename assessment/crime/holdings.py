"""Which months of recorded crime are held, and from which edition each is taken."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from assessment.crime.categories import CategoryName
from assessment.crime.series import Series
from assessment.figures.crime import Place, YearOfCrime
from assessment.models import Category, Edition, RecordedCrime
from assessment.periods import Period
from places.models import Area


@dataclass(frozen=True)
class Holding:
    """What one edition holds."""

    edition: int
    series: str
    name: str
    months: frozenset[date]
    areas: frozenset[int]
    categories: frozenset[int]


def held_editions(series: Series = Series.RECORDED) -> list[Holding]:
    """Every edition of a series that counts, newest first: the first that holds a month is the one
    to use."""
    editions = Edition.objects.of(series).newest_first().prefetch_related("areas", "categories")
    return [
        Holding(
            edition.pk,
            edition.get_series_display(),
            edition.name,
            frozenset(edition.month_dates),
            frozenset(area.pk for area in edition.areas.all()),
            frozenset(category.pk for category in edition.categories.all()),
        )
        for edition in editions
    ]


def months_held(holdings: Iterable[Holding], area: int) -> set[date]:
    """The months any edition holds for an area."""
    return {month for holding in holdings if area in holding.areas for month in holding.months}


def held_in(area: Area) -> set[date]:
    """The months of recorded crime any edition holds for one area, without reading more."""
    months = Edition.objects.of(Series.RECORDED).filter(areas=area).values_list("months", flat=True)
    return {date.fromisoformat(month) for held in months for month in held}


def newest(holdings: Iterable[Holding], area: int, months: Collection[date]) -> dict[date, Holding]:
    """For each month held of an area, the newest edition that holds it."""
    chosen: dict[date, Holding] = {}
    for holding in holdings:
        if area in holding.areas:
            for month in holding.months.intersection(months).difference(chosen):
                chosen[month] = holding
    return chosen


def years_of_crime(
    holdings: Collection[Holding], year: Period, areas: Iterable[Area]
) -> dict[int, YearOfCrime]:
    """The year of each area that is held whole; the others are left out, never shown in part."""
    names = _category_names()
    found: dict[int, YearOfCrime] = {}
    # (edition, its months to use) -> the areas that use them: one query for each.
    groups: dict[tuple[Holding, tuple[date, ...]], list[int]] = defaultdict(list)
    for area in areas:
        chosen = newest(holdings, area.pk, year.months)
        if len(chosen) < len(year.months):
            continue
        found[area.pk] = _empty_year(year, area, chosen, names)
        for holding in set(chosen.values()):
            months = tuple(month for month in year.months if chosen[month] is holding)
            groups[holding, months].append(area.pk)
    for (holding, months), members in groups.items():
        _add_sums(found, names, holding, months, members)
    return found


def _category_names() -> dict[int, CategoryName]:
    return {
        category.pk: CategoryName(category.major_name, category.minor_name, category.is_known)
        for category in Category.objects.all()
    }


def _empty_year(
    year: Period,
    area: Area,
    chosen: Mapping[date, Holding],
    names: Mapping[int, CategoryName],
) -> YearOfCrime:
    """Every category that an edition in use names starts at zero: an absent row is none."""
    in_order = [chosen[month] for month in year.months]
    files = "; ".join(dict.fromkeys(holding.name for holding in in_order))
    source = f"{in_order[0].series}: {files}"[:400]
    crime = YearOfCrime(year, Place(area.code, area.name), source)
    for holding in in_order:
        for pk in holding.categories:
            category = names[pk]
            crime.offences.setdefault(category, 0)
            crime.months_named[category] = crime.months_named.get(category, 0) + 1
    return crime


def _add_sums(
    found: Mapping[int, YearOfCrime],
    names: Mapping[int, CategoryName],
    holding: Holding,
    months: tuple[date, ...],
    areas: list[int],
) -> None:
    sums = (
        RecordedCrime.objects.filter(edition=holding.edition, month__in=months, area__in=areas)
        .values_list("area", "category")
        .annotate(offences_in_all=Sum("offences"))
    )
    for area, category, offences in sums:
        found[area].offences[names[category]] += offences
