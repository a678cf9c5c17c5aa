"""What the page of one summary shows, worked out from one reading of its figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.charts import Chart, bars_of, three_years
from assessment.figures.definitions import definitions
from assessment.figures.figure import digest_of
from assessment.figures.parts import is_part, part_of
from assessment.figures.support import KIND
from assessment.figures.wards import WARD
from assessment.models import FigureRun
from assessment.notes import PublishedTable, published_table
from assessment.public import Guard, read
from assessment.summary import Row, Summary
from assessment.ward_map import WardMap, ward_map


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
    measures: list[str]
    rows: dict[str, list[Row]]

    @property
    def map(self) -> WardMap | None:
        """The same on a map, where they are wards with boundaries."""
        values = {row.figure.code: row.figure.value for rows in self.rows.values() for row in rows}
        return ward_map(self.title, values) if self.by.lower() == WARD else None


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
        parts=_parts(row for row in cases if is_part(row.figure)),
        returned=_with_meanings(returned),
        case_area=cases[0].figure.area if cases else "",
        chart=three_years(
            f"Seven crimes, {run.area.name}", years, [bars_of(row) for row in seven[:-1]]
        ),
        published=table,
        printed=_printed(table, summary) if table else [],
        sources=sorted({row.figure.source for row in (*seven, *cases, *returned)}),
        notes=reading.notes,
        digest=reading.digest,
        is_intact=digest_of(reading.kept, run.notes) == run.digest,
    )


def _parts(rows: Iterable[Row]) -> list[Parts]:
    """One table for each thing that figures are split by, in the order in which they were taken."""
    found: dict[str, Parts] = {}
    for row in rows:
        by, label, measure = part_of(row.figure)
        what = {KIND: "Interventions", WARD: "Cases opened"}.get(by, "Support")
        table = found.setdefault(by, Parts(f"{what} by {by}", by.capitalize(), [], {}))
        if measure not in table.measures:
            table.measures.append(measure)
        table.rows.setdefault(label, []).append(row)
    return list(found.values())


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
