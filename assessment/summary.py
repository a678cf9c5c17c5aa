"""The summary of a run: one row a figure with its comparisons, for page, sentence and download."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.comparison import Rank, change_to_say, percent_change, rank, say_change, say_rank
from assessment.crime.categories import MOPAC7, RESIDENTIAL
from assessment.figures.crime import PER_RESIDENTS
from assessment.figures.figure import WITHHELD, Figure, is_open_data
from assessment.figures.street import TOTALS
from assessment.periods import Period
from assessment.units import IN_PERCENT, PERCENT, counted, printed, shown
from places.reference import LONDON

HEADER = (
    "code", "name", "area", "period_start", "period_end", "value", "unit", "numerator",
    "denominator", "previous_value", "change_percent", "base_value", "base_change_percent",
    "rank", "rank_of", "source", "note",
)  # fmt: skip
RETURNED = "partner."
TOTAL_OF = {str(series): code for series, (code, _, _) in TOTALS.items()}
WHOLES = frozenset({"crime.total", *TOTAL_OF.values()})
"""The totals that tell whether anything is held of a year."""


@dataclass(frozen=True)
class Row:
    """One figure of the year beside its own past and its neighbours."""

    figure: Figure
    previous: float | None
    change: float | None
    base: float | None
    base_change: float | None
    rank: Rank | None
    london: Figure | None
    remarks: tuple[str, ...]
    previous_in: str
    base_in: str
    previous_note: str = ""
    base_note: str = ""

    @property
    def note(self) -> str:
        """All that is to be said beside the figure."""
        return " ".join(part for part in (self.figure.note, self.rank_note, *self.remarks) if part)

    @property
    def remark(self) -> str:
        """What is to be said of the number itself; that it is withheld stands in its place."""
        return "" if self.figure.note == WITHHELD else self.figure.note

    @property
    def rank_note(self) -> str:
        """Which end of the order the rank counts from."""
        if self.rank is None:
            return ""
        tied = f", tied with {self.rank.tied}" if self.rank.tied else ""
        return f"Rank 1 is the highest of {self.rank.of} boroughs{tied}."

    @property
    def statement(self) -> str:
        """The figure and its changes as a sentence: the table and it read the same numbers."""
        is_known = self.figure.value is not None
        number = counted(self.shown, self.figure.unit) if is_known else self.shown
        said = f"{self.figure.name}: {number}"
        changes = [
            say_change(change, than)
            for change, than in (
                (self.change, f"in {self.previous_in}"),
                (self.base_change, f"in {self.base_in}"),
            )
            if change is not None
        ]
        return f"{said}, {' and '.join(changes)}." if changes else f"{said}."

    @property
    def counted(self) -> str:
        """What a rate is a rate of, where a table's caption says that they are rates."""
        return self.figure.name.removesuffix(PER_RESIDENTS)

    @property
    def rank_words(self) -> str:
        return say_rank(self.rank) if self.rank else ""

    @property
    def shown(self) -> str:
        return shown(self.figure.value, self.figure.unit, self.figure.note)

    @property
    def shown_in_full(self) -> str:
        """A share with the counts it is of; blank where there was nothing to count."""
        figure = self.figure
        if figure.value is None and figure.note != WITHHELD:
            return ""
        if figure.unit == PERCENT and figure.numerator is not None:
            return f"{self.shown} ({figure.numerator:.0f} of {figure.denominator:.0f})"
        return self.shown

    @property
    def previous_shown(self) -> str:
        return shown(self.previous, self.figure.unit, self.previous_note)

    @property
    def base_shown(self) -> str:
        return shown(self.base, self.figure.unit, self.base_note)

    @property
    def london_shown(self) -> str:
        return shown(self.london.value, self.figure.unit) if self.london else ""

    @property
    def against_london(self) -> float | None:
        """How far a rate lies from London's, in percent of it."""
        if self.london is None or self.london.value is None or self.figure.value is None:
            return None
        return percent_change(self.figure.value, self.london.value)


class Summary:
    """The figures of a run, found by code; everything is worked out from the same observations."""

    def __init__(self, year: Period, area_code: str, figures: Iterable[Figure]) -> None:
        self.year = year
        self.area_code = area_code
        self._by_key = {(f.code, f.area_code, f.period_start): f for f in figures}
        self._now: dict[str, dict[str, float]] = {}
        for (code, area, when), figure in self._by_key.items():
            if when == year.starts and area != LONDON.code and figure.value is not None:
                self._now.setdefault(code, {})[area] = figure.value

    def rows(self) -> list[Row]:
        """The area's own figures of the year and the partnership's case data, by code."""
        own = self._own_figures()
        codes = sorted(own, key=lambda code: (not is_open_data(code), code))
        return [self._row(own[code]) for code in codes]

    def rows_of(self, codes: Iterable[str]) -> dict[str, Row]:
        """Those of some codes, as far as they were taken."""
        own = self._own_figures()
        return {code: self._row(own[code]) for code in dict.fromkeys(codes) if code in own}

    def _own_figures(self) -> dict[str, Figure]:
        return {
            code: figure
            for (code, area, when), figure in self._by_key.items()
            if when == self.year.starts and (area == self.area_code or not is_open_data(code))
        }

    def case_rows(self) -> list[Row]:
        """The partnership's case-data figures, in the order they were taken."""
        return self._own(is_returned=False)

    def returned_rows(self) -> list[Row]:
        """What partner services report, in the order it was taken."""
        return self._own(is_returned=True)

    def _own(self, *, is_returned: bool) -> list[Row]:
        return [
            self._row(figure)
            for (code, _, when), figure in self._by_key.items()
            if when == self.year.starts
            and not is_open_data(code)
            and code.startswith(RETURNED) == is_returned
        ]

    def crime_rows(self, prefix: str) -> list[Row]:
        """The area's own recorded-crime figures whose code starts so."""
        own = self._own_figures()
        return [self._row(own[code]) for code in sorted(own) if code.startswith(prefix)]

    @property
    def sources(self) -> list[str]:
        """Where the figures of the period come from, each once."""
        return sorted({figure.source for figure in self._own_figures().values()})

    def seven(self) -> list[Row]:
        """The seven crimes of the published table and their total, in its order."""
        codes = [*(measure.code for measure in MOPAC7), "mopac7.total"]
        return [row for code in codes if (row := self.row(code))]

    def rates(self) -> list[Row]:
        """The rates of all offences, of the seven and of residential burglary."""
        codes = ["crime.total", "mopac7.total", *(measure.code for measure in MOPAC7)]
        rows = [self.row(f"rate.{code}") for code in (*codes, RESIDENTIAL.code)]
        return [row for row in rows if row]

    def row(self, code: str) -> Row | None:
        """The area's figure of one code."""
        figure = self._by_key.get((code, self.area_code, self.year.starts))
        return self._row(figure) if figure else None

    def _row(self, figure: Figure) -> Row:
        previous = self._earlier(figure, self.year.previous)
        base = self._earlier(figure, self.year.five_years_earlier)
        return Row(
            figure=figure,
            previous=previous.value if previous else None,
            change=_change(figure, previous),
            base=base.value if base else None,
            base_change=_change(figure, base),
            rank=self._rank(figure),
            london=self._london(figure),
            remarks=tuple(self._remarks(figure, previous, base)),
            previous_in=str(self.year.previous),
            base_in=str(self.year.five_years_earlier),
            previous_note=previous.note if previous else "",
            base_note=base.note if base else "",
        )

    def _london(self, figure: Figure) -> Figure | None:
        if not figure.code.startswith("rate."):
            return None
        return self._by_key.get((figure.code, LONDON.code, self.year.starts))

    def _held_in(self, code: str, year: Period) -> bool:
        """Whether anything of the same count of crime is held of a year."""
        total = TOTAL_OF.get(code.partition(".")[0], "crime.total")
        return (total, self.area_code, year.starts) in self._by_key

    def _earlier(self, figure: Figure, year: Period) -> Figure | None:
        return self._by_key.get((figure.code, figure.area_code, year.starts))

    def _rank(self, figure: Figure) -> Rank | None:
        values = self._now.get(figure.code, {})
        if len(values) < 2 or not is_open_data(figure.code):
            return None
        return rank(values, figure.area_code)

    def _remarks(
        self, figure: Figure, previous: Figure | None, base: Figure | None
    ) -> Iterable[str]:
        earlier = ((self.year.previous, previous), (self.year.five_years_earlier, base))
        missing = [year for year, figure_then in earlier if figure_then is None]
        held = [
            year
            for year in missing
            if is_open_data(figure.code) and self._held_in(figure.code, year)
        ]
        if held:
            yield f"The name was not in use in {_and(held)}."
        if unheld := [year for year in missing if year not in held]:
            yield f"Nothing is held for {_and(unheld)}."
        if figure.unit in IN_PERCENT:
            what = "A share" if figure.unit == PERCENT else "A change"
            yield f"{what}: its change would be in percentage points and is not given in percent."


def table(rows: Iterable[Row]) -> list[list[object]]:
    """The rows of the download, in the order of `HEADER`; percentages to four decimals."""
    return [
        [
            row.figure.code,
            row.figure.name,
            row.figure.area,
            row.figure.period_start,
            row.figure.period_end,
            printed(row.figure.value),
            row.figure.unit,
            printed(row.figure.numerator),
            printed(row.figure.denominator),
            printed(row.previous),
            printed(row.change),
            printed(row.base),
            printed(row.base_change),
            row.rank.place if row.rank else "",
            row.rank.of if row.rank else "",
            row.figure.source,
            row.note,
        ]
        for row in rows
    ]


def _and(years: Iterable[Period]) -> str:
    return " and ".join(str(year) for year in years)


def _change(figure: Figure, earlier: Figure | None) -> float | None:
    if earlier is None or figure.is_partial or earlier.is_partial or figure.unit in IN_PERCENT:
        return None
    return change_to_say(figure.unit, figure.value, earlier.value)
