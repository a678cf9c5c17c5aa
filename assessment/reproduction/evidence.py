"""What the figures rest on: yearly recorded crime by borough, residents and households.

Shipped as small tables, or added up anew from the published monthly files.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assessment.comparison import percent_change, rate_per_1000
from assessment.crime.categories import MOPAC7, RESIDENTIAL, CategoryName, category_named
from assessment.periods import FinancialYear
from assessment.readers.recorded_crime import open_table
from assessment.reproduction.printed import LONDON, TABLES
from places.readers.files import BadFile, Source, check_text, plain, read_rows
from places.readers.population import read_population

YEARS = tuple(FinancialYear(year) for year in (2011, 2015, 2016))
ALL = "crime.total"
SEVEN = "mopac7.total"
VIOLENCE = "crime.violence-against-the-person"
RESIDENTS_OF = 2015
"""Rates of 2016/17 as printed fit mid-2015 residents, and no other year that is held."""

_Key = tuple[str, str, FinancialYear]


@dataclass(frozen=True)
class Borough:
    """One of the 32 boroughs that are ranked."""

    code: str
    name: str
    residents: int
    households: int
    borders_barnet: bool


@dataclass(frozen=True)
class Evidence:
    """Counts by series, area and year, the boroughs, and the edition they come from."""

    edition: str
    crime: Mapping[_Key, int]
    boroughs: tuple[Borough, ...]

    def count(self, series: str, area: str, year: FinancialYear | None) -> int | None:
        """Offences, or None where none are held. The seven are added up, London from its 32."""
        if year is None:
            return None
        if area == LONDON:
            return _total(self.count(series, each.code, year) for each in self.boroughs)
        if series == SEVEN:
            return _total(self.count(each.code, area, year) for each in MOPAC7)
        return self.crime.get((series, area, year))

    def rate(self, series: str, area: str, year: FinancialYear | None, per: str) -> float | None:
        """Offences for every thousand residents or households."""
        count = self.count(series, area, year)
        among = sum(
            each.households if per == "households" else each.residents
            for each in self.boroughs
            if area in (each.code, LONDON)
        )
        return rate_per_1000(count, among) if count is not None else None

    def rates(self, series: str, year: FinancialYear, per: str) -> dict[str, float]:
        """The rate of each borough."""
        found = {each.code: self.rate(series, each.code, year, per) for each in self.boroughs}
        return {code: rate for code, rate in found.items() if rate is not None}

    def changes(
        self, series: str, year: FinancialYear, earlier: FinancialYear, *, in_percent: bool
    ) -> dict[str, float]:
        """How much each borough's count changed, in percent or in number."""
        found: dict[str, float] = {}
        for each in self.boroughs:
            now, then = self.count(series, each.code, year), self.count(series, each.code, earlier)
            if now is None or then is None:
                continue
            change = percent_change(now, then) if in_percent else now - then
            if change is not None:
                found[each.code] = change
        return found

    def name(self, code: str) -> str:
        """A borough's name."""
        return next(each.name for each in self.boroughs if each.code == code)

    @property
    def neighbours(self) -> tuple[Borough, ...]:
        """The boroughs around Barnet."""
        return tuple(each for each in self.boroughs if each.borders_barnet)


def shipped() -> Evidence:
    """The tables that ship with Concord."""
    with (TABLES / "recorded_crime.csv").open(newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        crime = {
            (row["series"], row["code"], year): int(row[str(year)])
            for row in rows
            for year in YEARS
        }
    return Evidence(
        "Metropolitan Police, recorded crime by borough, edition to December 2018",
        crime,
        boroughs(),
    )


def boroughs() -> tuple[Borough, ...]:
    """The 32, with ONS residents of mid-2015 and GLA households of 2015 (in hundreds)."""
    with (TABLES / "boroughs.csv").open(newline="", encoding="utf-8") as file:
        return tuple(
            Borough(
                row["code"],
                row["name"],
                int(row["residents_mid_2015"]),
                int(row["households_2015"]),
                row["borders_barnet"] == "yes",
            )
            for row in csv.DictReader(file)
        )


def from_files(folder: Path) -> Evidence:
    """The same from the published files in a folder, wherever in it they lie.

    BadFile says which file is missing or cannot be taken.
    """
    crime: Counter[_Key] = Counter()
    by_name = {plain(each.name): each.code for each in boroughs()}
    months: set[object] = set()
    files = sorted(folder.rglob("mps_borough_crime_*.csv"))
    for path in files:
        table = open_table(check_text(Source.of_path(path)))
        wanted = [(at, FinancialYear.of(month)) for at, month in enumerate(table.months)]
        wanted = [(at, year) for at, year in wanted if year in YEARS]
        months.update(month for month in table.months if FinancialYear.of(month) in YEARS)
        for row in table.rows:
            code = by_name.get(row.area.key)
            if code is None:
                continue
            for series in _series(category_named(row.major, row.minor)):
                for at, year in wanted:
                    crime[series, code, year] += row.counts[at]
    missing = [str(month) for year in YEARS for month in year.months if month not in months]
    if missing:
        raise BadFile(
            f"{folder}: the files of recorded crime by borough lack {len(missing)} months, "
            f"from {missing[0]}."
        )
    return Evidence(", ".join(path.name for path in files), crime, tuple(_people(folder)))


def _series(name: CategoryName) -> Iterator[str]:
    yield ALL
    if plain(name.major) == "violence against the person":
        yield VIOLENCE
    for measure in (*MOPAC7, RESIDENTIAL):
        if measure.counts(name):
            yield measure.code


def _people(folder: Path) -> Iterator[Borough]:
    """The boroughs with residents as the file has them; households only where its file is there."""
    residents = {
        row.code: row.residents
        for path in folder.rglob("ons_mid_year_estimates_*.csv")
        for row in read_population(check_text(Source.of_path(path)))
        if row.year == RESIDENTS_OF
    }
    households = dict(_households(folder))
    for each in boroughs():
        if each.code not in residents:
            raise BadFile(f"{folder} holds no mid-{RESIDENTS_OF} residents of {each.name}.")
        yield Borough(
            each.code,
            each.name,
            residents[each.code],
            households.get(each.code, each.households),
            each.borders_barnet,
        )


def _households(folder: Path) -> Iterator[tuple[str, int]]:
    for path in folder.rglob("gla_borough_profiles_2015.csv"):
        lines = read_rows(check_text(Source.of_path(path)))
        _, heading = next(lines)
        code, count = heading.index("Code"), heading.index("GLA_Household_Estimate_2015")
        for _, cells in lines:
            if cells[code].startswith("E09"):
                yield cells[code], int(cells[count])


def _total(counts: Iterable[int | None]) -> int | None:
    found = list(counts)
    if not found or any(count is None for count in found):
        return None
    return sum(count for count in found if count is not None)
