"""What the page of one summary shows, worked out from one reading of its figures."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from assessment.crime.series import Series
from assessment.crime.street_types import ASB
from assessment.figures.definitions import definitions
from assessment.figures.figure import Figure, digest_of
from assessment.figures.parts import WARD, is_part, key_of, part_of
from assessment.figures.published import SURVEY
from assessment.figures.street import street_code
from assessment.figures.support import KIND
from assessment.models import FigureRun
from assessment.notes import PublishedTable, published_table
from assessment.pictures.bars import Chart, bars_of, three_years
from assessment.pictures.ward_map import WardMap, ward_maps
from assessment.public import Guard, read
from assessment.summary import Row, Summary


@dataclass(frozen=True)
class PrintedRow:
    """A printed number beside ours."""

    name: str
    printed: int
    ours: str
    difference: str


@dataclass(frozen=True)
class Parts:
    """The parts of figures in the period itself: a row for each source or need, say, and in it one
    number of each measure."""

    title: str
    by: str
    measures: list[str] = field(default_factory=list)
    cells: dict[tuple[str, str], dict[str, Row]] = field(default_factory=dict)

    def add(self, part: tuple[str, str], measure: str, row: Row) -> None:
        """Put a number where its row, a label with its key, and its column meet."""
        if measure not in self.measures:
            self.measures.append(measure)
        self.cells.setdefault(part, {})[measure] = row

    @property
    def rows(self) -> dict[str, list[Row | None]]:
        """By label, a number for each measure; None where there is none. Of one label, as two wards
        of one name have, the keys tell them apart."""
        times = Counter(label for label, _ in self.cells)
        return {
            label if times[label] == 1 else f"{label} ({key})": [
                of_part.get(measure) for measure in self.measures
            ]
            for (label, key), of_part in self.cells.items()
        }

    @property
    def figures(self) -> Iterator[Figure]:
        """The figures of the table."""
        return (row.figure for of_part in self.cells.values() for row in of_part.values())

    @property
    def map(self) -> WardMap | None:
        """The first measure on a map, where these are wards with boundaries."""
        first = (each[0].figure for each in self.rows.values() if each[0])
        return next(iter(ward_maps((each.code, each.name, each.value) for each in first)), None)


@dataclass(frozen=True)
class SummaryPage:
    """One summary ready to be shown."""

    years: tuple[str, str, str]
    seven: list[tuple[Row, str]]
    rates: list[Row]
    has_london: bool
    majors: list[Row]
    minors: list[Row]
    cases: list[tuple[Row, str]]
    parts: list[Parts]
    crime_parts: list[Parts]
    street: list[Row]
    street_parts: list[Parts]
    outcomes: list[Row]
    by_year: list[Row]
    answers: Parts | None
    returned: list[tuple[Row, str]]
    case_area: str
    chart: Chart | None
    published: PublishedTable | None
    printed: list[PrintedRow]
    sources: list[str]
    notes: list[str]
    digest: str
    is_intact: bool


def summary_page(run: FigureRun, guard: Guard | None = None) -> SummaryPage:
    """Everything the page of a run shows: to the partnership, or to the public."""
    reading = read(run, guard)
    summary = reading.summary
    years = (str(run.period.five_years_earlier), str(run.period.previous), str(run.period))
    seven, crimes, cases = summary.seven(), summary.crime_rows("crime."), summary.case_rows()
    returned = summary.returned_rows()
    street, outcomes = summary.crime_rows("street."), summary.crime_rows("outcomes.")
    by_year, answers = summary.crime_rows("published."), summary.crime_rows(SURVEY)
    rates = summary.rates()
    table = published_table(run.period, run.area.code)
    return SummaryPage(
        years=years,
        seven=_with_meanings(seven),
        rates=rates,
        has_london=any(row.london for row in rates),
        majors=_total_last(row for row in crimes if row.figure.code.count(".") == 1),
        minors=[row for row in crimes if row.figure.code.count(".") == 2],
        cases=_with_meanings(row for row in cases if not is_part(row.figure)),
        parts=_parts(cases),
        crime_parts=_parts(_first(crimes, "crime.total"), "Recorded crime"),
        street=[row for row in street if not is_part(row.figure)],
        street_parts=_parts(_first(street, street_code(Series.STREET, ASB)), "Street-level crime"),
        outcomes=outcomes,
        by_year=by_year,
        answers=_answers(answers),
        returned=_with_meanings(returned),
        case_area=cases[0].figure.area if cases else "",
        chart=three_years(
            f"Seven crimes, {run.area.name}", years, [bars_of(row) for row in seven[:-1]]
        ),
        published=table,
        printed=_printed(table, summary) if table else [],
        sources=summary.sources,
        notes=reading.notes,
        digest=reading.digest,
        is_intact=digest_of(reading.kept, run.notes) == run.digest,
    )


def _parts(rows: Iterable[Row], of_ward: str = "Cases opened") -> list[Parts]:
    """The parts among these figures: one table for each thing that they are split by, in the order
    in which they were taken."""
    found: dict[str, Parts] = {}
    for row in rows:
        if not is_part(row.figure):
            continue
        by, label, measure = part_of(row.figure)
        what = {KIND: "Interventions", WARD: of_ward}.get(by, "Support")
        table = found.setdefault(by, Parts(f"{what} by {by}", by.capitalize()))
        table.add((label, key_of(row.figure.code)), measure, row)
    return list(found.values())


def _answers(rows: Iterable[Row]) -> Parts | None:
    """A survey: a row for each question, a column for each neighbourhood."""
    table = Parts("Public Attitude Survey", "Question and answers counted")
    for row in rows:
        _, place, question = part_of(row.figure)
        table.add((question, question), place, row)
    return table if table.cells else None


def _first(rows: Iterable[Row], code: str) -> list[Row]:
    """With the parts of one figure first: it is the one on the map."""
    return sorted(rows, key=lambda row: not row.figure.code.startswith(f"{code}."))


def _total_last(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.figure.code == "crime.total")


def _with_meanings(rows: Iterable[Row]) -> list[tuple[Row, str]]:
    meanings = {code: meaning for code, _, meaning in definitions()}
    return [(row, meanings.get(row.figure.code, "")) for row in rows]


def _printed(table: PublishedTable, summary: Summary) -> list[PrintedRow]:
    rows = []
    for printed in table.rows:
        row = summary.row(printed.code)
        if row is None or row.figure.value is None:
            continue
        difference = int(row.figure.value) - printed.value
        said = f"{difference:+,}".replace("-", "\N{MINUS SIGN}") if difference else "none"
        rows.append(PrintedRow(row.figure.name, printed.value, row.shown, said))
    return rows
