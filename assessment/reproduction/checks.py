"""Each printed figure worked out anew: reproduced, contradicted, or not derivable and why.

The report's own figures come first: where they give a number, the printed one has to agree with
it to its last digit. Else the open files decide, within what later editions have revised. What a
partner, a survey or a national statistic supplied is entered as they supplied it, if the report
says of when.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from assessment.comparison import percent_change, rank
from assessment.crime.categories import MOPAC7
from assessment.reproduction.evidence import YEARS, Evidence
from assessment.reproduction.outline import outline
from assessment.reproduction.printed import BARNET, LONDON, PrintedFigure
from offenders.measure import YEAR_DAYS

REVISION = 0.01
"""How far a later edition may move a count of recorded crime: the seven of 2016/17 moved by up to
0.9% between the report and December 2018."""
CLEARLY_ABOVE = 5.0
"""Percent above London from which a rate is *well above* it; the report gives no number."""


class Outcome(StrEnum):
    """What became of a printed figure."""

    REPRODUCED = "reproduced"
    CONTRADICTED = "contradicted"
    NOT_DERIVABLE = "not derivable"


@dataclass(frozen=True)
class Finding:
    """What there is to say on a printed figure: from the report itself, and from the open files."""

    own: float | None = None
    later: float | None = None
    entered: bool = False
    conflict: str = ""
    reason: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Verdict:
    """A printed figure, what became of it, and the number that the new report states."""

    figure: PrintedFigure
    outcome: Outcome
    finding: Finding
    remarks: tuple[str, ...] = ()

    def value(self, *, from_rows: bool = False) -> float | None:
        """The number to state: from the report's own counts, or as far as possible from rows."""
        if self.outcome == Outcome.NOT_DERIVABLE:
            return None
        own, later = self.finding.own, self.finding.later
        if own is None and (self.figure.kind == "count" or later is None):
            own = self.figure.value
        first, second = (later, own) if from_rows else (own, later)
        return first if first is not None else second

    @property
    def origin(self) -> str:
        """Where the number comes from."""
        if self.outcome == Outcome.NOT_DERIVABLE:
            return ""
        if self.finding.own is not None:
            return "the report's own figures"
        return "open files" if self.finding.later is not None else self.figure.source


@dataclass(frozen=True)
class Desk:
    """Everything that a figure can be checked against."""

    printed: tuple[PrintedFigure, ...]
    evidence: Evidence
    _by_key: dict[tuple[str, ...], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for each in self.printed:
            key = (each.kind, each.series, each.area, each.period_start, each.period_end)
            self._by_key.setdefault(key, each.value)

    def said(self, kind: str, series: str, area: str, start: str, end: str) -> float | None:
        """What the report prints of this kind, series, area and period."""
        return self._by_key.get((kind, series, area, start, end))

    def counts(self, figure: PrintedFigure) -> tuple[float, float] | None:
        """The report's own counts in the figure's period and in the one it is compared with."""
        now = self.total(figure.series, figure.area, figure.period_start, figure.period_end)
        then = self.total(figure.series, figure.area, figure.earlier_start, figure.earlier_end)
        return None if now is None or then is None else (now, then)

    def total(self, series: str, area: str, start: str, end: str) -> float | None:
        """One printed count; that of the seven is the sum of its seven rows."""
        if series != "mopac7.total":
            return self.said("count", series, area, start, end)
        rows = [self.said("count", each.code, area, start, end) for each in MOPAC7]
        return sum(row for row in rows if row is not None) if None not in rows else None

    def later_counts(self, figure: PrintedFigure) -> tuple[int, int] | None:
        """The same two counts in the open files."""
        now = self.evidence.count(figure.series, figure.area, figure.year)
        then = self.evidence.count(figure.series, figure.area, figure.earlier_year)
        return None if now is None or then is None else (now, then)


def check_all(printed: Iterable[PrintedFigure], evidence: Evidence) -> list[Verdict]:
    """A verdict on every printed figure, in the report's order."""
    desk = Desk(tuple(printed), evidence)
    return [_judge(figure, _find(figure, desk)) for figure in desk.printed]


def agrees(figure: PrintedFigure, value: float, allowance: float = 0.0) -> bool:
    """Whether a number may be printed so: rounded to the last digit, or above what is *over*."""
    if figure.kind == "rank_within":
        return value <= figure.value
    room = figure.half_digit + allowance + 1e-9
    if figure.stated == "over":
        same_way = value * figure.value >= 0
        return same_way and abs(value) + allowance > abs(figure.value)
    return abs(value - figure.value) <= room


def _judge(figure: PrintedFigure, finding: Finding) -> Verdict:
    if finding.conflict:
        return Verdict(figure, Outcome.CONTRADICTED, finding, (finding.conflict,))
    if finding.own is not None:
        right = agrees(figure, finding.own)
    elif finding.later is not None:
        right = agrees(figure, finding.later, _allowance(figure, finding.later))
    elif finding.entered:
        return Verdict(figure, Outcome.REPRODUCED, finding, _said(finding.remark))
    else:
        return Verdict(figure, Outcome.NOT_DERIVABLE, finding, (finding.reason,))
    return Verdict(
        figure,
        Outcome.REPRODUCED if right else Outcome.CONTRADICTED,
        finding,
        _said(finding.remark, _revised(figure, finding)),
    )


def _allowance(figure: PrintedFigure, later: float) -> float:
    """How far revision may have moved a number since: none for a place in an order."""
    if figure.kind in ("count", "rate"):
        return REVISION * later
    if figure.kind in ("percent_change", "against_london"):
        return 2 * REVISION * (100 + later)
    return 0.0


def _revised(figure: PrintedFigure, finding: Finding) -> str:
    shown = finding.own if finding.own is not None else figure.value
    if finding.later is None or figure.kind not in ("count", "difference"):
        return ""
    if round(finding.later) == round(shown):
        return ""
    return f"{abs(finding.later):,.0f} in the open files, which hold a later edition."


def _said(*remarks: str) -> tuple[str, ...]:
    return tuple(remark for remark in remarks if remark)


def _find(figure: PrintedFigure, desk: Desk) -> Finding:
    if figure.gap:
        return Finding(reason=figure.gap)
    return FINDERS[figure.kind](figure, desk)


def _count(figure: PrintedFigure, desk: Desk) -> Finding:
    later = desk.evidence.count(figure.series, figure.area, figure.year)
    return Finding(later=later) if later is not None else _entered(figure, desk)


def _entered(figure: PrintedFigure, desk: Desk) -> Finding:
    if not figure.is_dated:
        return Finding(reason="The report does not say of when it is.")
    return Finding(entered=True)


def _percent_change(figure: PrintedFigure, desk: Desk) -> Finding:
    own, later = desk.counts(figure), desk.later_counts(figure)
    return Finding(
        own=percent_change(*own) if own else None,
        later=percent_change(*later) if later else None,
        reason="The earlier count is not given.",
    )


def _difference(figure: PrintedFigure, desk: Desk) -> Finding:
    own, later = desk.counts(figure), desk.later_counts(figure)
    return Finding(
        own=own[0] - own[1] if own else None,
        later=later[0] - later[1] if later else None,
        reason="The earlier count is not given.",
    )


def _point_change(figure: PrintedFigure, desk: Desk) -> Finding:
    return Finding(reason="The earlier value is not given.")


def _rate(figure: PrintedFigure, desk: Desk) -> Finding:
    rate = desk.evidence.rate(figure.series, figure.area, figure.year, figure.per)
    return Finding(later=rate, reason="No residents are held.")


def _against_london(figure: PrintedFigure, desk: Desk) -> Finding:
    year = figure.year or YEARS[-1]
    period = (year.starts.isoformat(), year.ends.isoformat())
    ours = desk.said("rate", figure.series, figure.area, *period)
    londons = desk.said("rate", figure.series, LONDON, *period)
    rate = desk.evidence.rate(figure.series, figure.area, year, figure.per)
    london = desk.evidence.rate(figure.series, LONDON, year, figure.per)
    return Finding(
        own=percent_change(ours, londons) if ours and londons else None,
        later=percent_change(rate, london) if rate and london else None,
        reason="No rates are held.",
        remark=_undated(figure),
    )


def _rank_rate(figure: PrintedFigure, desk: Desk) -> Finding:
    """The place among the 32, from the end that the report counts from."""
    rates = desk.evidence.rates(figure.series, figure.year or YEARS[-1], figure.per)
    place = rank(rates, figure.area)
    if place is None:
        return Finding(reason="No rates are held.")
    lowest = figure.direction == "lowest_first"
    ours = place.from_lowest if lowest else place.place
    remark = "" if ours == figure.value else _at_that_place(figure, desk, rates, lowest=lowest)
    return Finding(later=ours, remark=f"{remark} {_undated(figure)}".strip())


def _at_that_place(
    figure: PrintedFigure, desk: Desk, rates: dict[str, float], *, lowest: bool
) -> str:
    order = sorted(rates, key=lambda code: rates[code] if lowest else -rates[code])
    there = order[int(figure.value) - 1]
    return (
        f"At that place is {desk.evidence.name(there)} with {rates[there]:.3f} per 1,000 "
        f"{figure.per}; {desk.evidence.name(figure.area)} has {rates[figure.area]:.3f}."
    )


def _rank_fall(figure: PrintedFigure, desk: Desk) -> Finding:
    """The place by the size of the fall in percent, as the sentence gives it."""
    if figure.year is None or figure.earlier_year is None:
        return Finding(reason="The report does not say of when it is.")
    places = {}
    for way in (True, False):
        falls = desk.evidence.changes(
            figure.series, figure.year, figure.earlier_year, in_percent=way
        )
        place = rank({code: -change for code, change in falls.items()}, figure.area)
        places[way] = place.place if place else None
    remark = (
        ""
        if places[True] == places[False]
        else f"By number of offences it is in place {places[False]}."
    )
    return Finding(later=places[True], remark=remark, reason="No counts are held.")


def _neighbours_above(figure: PrintedFigure, desk: Desk) -> Finding:
    rates = desk.evidence.rates(figure.series, figure.year or YEARS[-1], figure.per)
    above = [each for each in desk.evidence.neighbours if rates[each.code] > rates[figure.area]]
    return Finding(later=len(above), remark=", ".join(each.name for each in above) + ".")


def _share(figure: PrintedFigure, desk: Desk) -> Finding:
    key = (figure.area, figure.period_start, figure.period_end)
    part = desk.total(figure.series, *key)
    whole = desk.total(figure.of, *key) if figure.of else None
    if part is None or not whole:
        return _entered(figure, desk)
    return Finding(own=part / whole * 100)


def _rank_within(figure: PrintedFigure, desk: Desk) -> Finding:
    places = [
        each.value for each in desk.printed if (each.kind, each.series) == ("rank", figure.series)
    ]
    return Finding(own=places[0]) if places else _entered(figure, desk)


def _window(figure: PrintedFigure, desk: Desk) -> Finding:
    """A period that ends after everything else in the report cannot have been counted."""
    others = [each.period_end for each in desk.printed if each.kind != "window"]
    newest = max(others)
    if figure.period_end <= newest:
        return Finding(entered=True)
    return Finding(
        conflict=f"The section is said to run to {figure.period.partition(' to ')[2]}, but nothing "
        f"in the report is newer than {newest[:7]}: its counts are of the year to March 2017."
    )


def _tally(figure: PrintedFigure, desk: Desk) -> Finding:
    return Finding(own=TALLIES[figure.series](desk.evidence))


def _above_london(evidence: Evidence) -> int:
    return sum(
        (percent_change(own, london) or 0) >= CLEARLY_ABOVE
        for each in MOPAC7
        if (own := evidence.rate(each.code, BARNET, YEARS[-1], "residents"))
        and (london := evidence.rate(each.code, LONDON, YEARS[-1], "residents"))
    )


def _undated(figure: PrintedFigure) -> str:
    return "" if figure.is_dated else f"No period is printed; {YEARS[-1]} is taken."


TALLIES: dict[str, Callable[[Evidence], int]] = {
    "strategy.objectives": lambda _: len(outline().objectives),
    "strategy.priorities": lambda _: len(outline().priorities),
    "vawg.objectives": lambda _: len(outline().vawg_objectives),
    "boroughs": lambda evidence: len(evidence.boroughs),
    "neighbours": lambda evidence: len(evidence.neighbours),
    "mopac7.types": lambda _: len(MOPAC7),
    "mopac7.above-london": _above_london,
    "iom.baseline-months": lambda _: YEAR_DAYS * 12 // 365,
}
FINDERS: dict[str, Callable[[PrintedFigure, Desk], Finding]] = {
    "count": _count,
    "percent_change": _percent_change,
    "difference": _difference,
    "point_change": _point_change,
    "rate": _rate,
    "against_london": _against_london,
    "rank_rate": _rank_rate,
    "rank_fall": _rank_fall,
    "rank": _entered,
    "rank_within": _rank_within,
    "neighbours_above": _neighbours_above,
    "share": _share,
    "stated": _entered,
    "tally": _tally,
    "window": _window,
}
