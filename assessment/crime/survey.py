"""What a recorded-crime file holds, said before anything of it is kept."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from assessment.crime.categories import CategoryName, category_named
from assessment.crime.series import Series
from assessment.periods import say_months
from assessment.readers.recorded_crime import NamedPlace, Row, open_table
from places.readers.files import BadFile, TextFile, plain


@dataclass(frozen=True)
class KnownAreas:
    """The areas an import may name: plain names, and which of them are boroughs."""

    names: Collection[str]
    boroughs: Collection[str]

    def has(self, place: NamedPlace) -> bool:
        """Whether it is known. A ward is, if its borough is: the code says which ward."""
        return plain(place.borough or place.name) in self.names


Cell = tuple[str, CategoryName, date]
"""The key of an area, a category, a month."""


@dataclass
class Survey:
    """Areas, months, categories and totals of one file. `counts` of a file that has a row for each
    crime; one that holds counts itself is read once more."""

    months: tuple[date, ...]
    areas: dict[NamedPlace, int] = field(default_factory=dict)
    categories: dict[CategoryName, int] = field(default_factory=dict)
    labels: dict[tuple[str, str], CategoryName] = field(default_factory=dict)
    unknown_areas: dict[NamedPlace, int] = field(default_factory=dict)
    rows: int = 0
    total: int = 0
    doubts: list[str] = field(default_factory=list)
    series: Series = Series.RECORDED
    counts: Counter[Cell] = field(default_factory=Counter)

    @property
    def unknown_categories(self) -> dict[CategoryName, int]:
        return {name: count for name, count in self.categories.items() if not name.known}

    @property
    def has_unknown(self) -> bool:
        return bool(self.unknown_areas or self.unknown_categories)

    @property
    def renamed(self) -> list[tuple[str, CategoryName]]:
        """Labels that are counted under another published name."""
        return sorted(
            (minor, category)
            for (_, minor), category in self.labels.items()
            if category.known and plain(minor) != plain(category.minor)
        )

    def say_unknown(self) -> str:
        """Each unknown name and how many offences it holds."""
        names = [
            f"category “{category.major}, {category.minor}” ({count:,} offences)"
            for category, count in sorted(self.unknown_categories.items())
        ]
        names += [
            f"area “{name}” ({count:,} offences)"
            for name, count in sorted(self.unknown_areas.items())
        ]
        return "; ".join(names)


class UnknownNames(BadFile):
    """A file with names outside the published ones, to be accepted or stopped as a whole."""


def survey_file(file: TextFile, known: KnownAreas) -> Survey:
    """Read a whole file, keeping nothing; BadFile for what no choice could put right."""
    table = open_table(file)
    survey = Survey(table.months)
    shape = _Shape()
    seen: dict[tuple[str, tuple[str, str]], int] = {}
    for row in table.rows:
        category = survey.labels.setdefault(
            (row.major, row.minor), category_named(row.major, row.minor)
        )
        area = row.area.key
        if before := seen.get((area, category.slugs)):
            same = f"{row.area}, {category.minor}"
            raise BadFile(f"{file.name}: line {row.line} repeats {same} of line {before}.")
        seen[area, category.slugs] = row.line
        _add(survey, row, category, known.has(row.area))
        shape.add(area)
    _refuse_cut_off(file, shape, known)
    survey.doubts = [*_doubts_about_place(survey, known), *_doubts(file, survey)]
    return survey


def _add(survey: Survey, row: Row, category: CategoryName, known: bool) -> None:
    count = sum(row.counts)
    survey.rows += 1
    survey.total += count
    survey.areas[row.area] = survey.areas.get(row.area, 0) + count
    survey.categories[category] = survey.categories.get(category, 0) + count
    if not known:
        survey.unknown_areas[row.area] = survey.unknown_areas.get(row.area, 0) + count


class _Shape:
    """How many rows each area has, while the file keeps an area's rows together."""

    def __init__(self) -> None:
        self.sizes: Counter[str] = Counter()
        self.last = ""
        self.together = True

    def add(self, area: str) -> None:
        if area != self.last and area in self.sizes:
            self.together = False
        self.sizes[area] += 1
        self.last = area


def _refuse_cut_off(file: TextFile, shape: _Shape, known: KnownAreas) -> None:
    """A file cut between two lines shows only in its last borough having few rows."""
    if not shape.together or len(shape.sizes) < 4 or shape.last not in known.boroughs:
        return
    usual = median(shape.sizes.values())
    if shape.sizes[shape.last] < usual * 3 / 4:
        raise BadFile(
            f"{file.name} looks cut off: its last area has {shape.sizes[shape.last]} categories "
            f"where the others have {usual:.0f}. Download it again."
        )


def _doubts_about_place(survey: Survey, known: KnownAreas) -> Iterator[str]:
    held, of = len({area.key for area in survey.areas} & set(known.boroughs)), len(known.boroughs)
    if 0 < held < of:
        yield f"{held} of the {of} boroughs are in the file. Ranks are among those held."


def _doubts(file: TextFile, survey: Survey) -> Iterator[str]:
    if not file.ends_with_line_end:
        yield "The last line has no line end. Check that the file was downloaded whole."
    gaps = [month for month in _span(survey.months) if month not in survey.months]
    if gaps:
        yield f"The file skips {say_months(gaps)}."


def _span(months: tuple[date, ...]) -> Iterator[date]:
    first, last = months[0], months[-1]
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield date(number // 12, number % 12 + 1, 1)
