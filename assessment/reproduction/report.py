"""The whole report again, as a paper: every sentence and table from the same verdicts."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from assessment.comparison import ordinal
from assessment.crime.categories import MOPAC7
from assessment.reproduction.checks import Outcome, Verdict
from assessment.reproduction.evidence import Evidence
from assessment.reproduction.outline import SLOT, Passage, Section, outline
from assessment.reproduction.printed import PrintedFigure
from ui.papers import Block, Bullets, Heading, Paper, Paragraph, Table

_COLUMNS = (
    ("2011-12-VOL", "2011/12"),
    ("2015-16-VOL", "2015/16"),
    ("2016-17-VOL", "2016/17"),
    ("2016-17-CHG-1Y", "Against a year earlier"),
    ("2016-17-CHG-5Y", "Against five years earlier"),
)
_ROWS = ("ROB", "TFMV", "BUR", "TOMV", "CD", "TFP", "VWI")


def report_paper(
    verdicts: Iterable[Verdict],
    evidence: Evidence,
    *,
    made_at: dt.datetime,
    from_rows: bool = False,
) -> Paper:
    """The report with its sections in order, then what was contradicted and what is missing."""
    by_id = {verdict.figure.id: verdict for verdict in verdicts}
    blocks: list[Block] = []
    for section in outline().sections:
        blocks += _section(section, by_id, from_rows=from_rows)
    blocks += _contradictions(by_id.values())
    blocks += _not_derivable(by_id.values())
    blocks.append(Heading("What this rests on"))
    blocks.append(Paragraph(f"Recorded crime: {evidence.edition}. Residents: ONS, mid-2015."))
    return Paper(
        "Community Safety Strategic Assessment 2016/17, generated again",
        blocks,
        made_at,
        marking="OFFICIAL",
        subtitle="Barnet. Every number worked out from what the published report rests on.",
        contents=True,
    )


def stated_in_report() -> set[str]:
    """The figures that some sentence or table of the report states."""
    in_table = {f"{row}-{column}" for row in _ROWS for column, _ in _COLUMNS}
    slots = {slot for passage in outline().passages() for slot in passage.slots}
    has_table = any(passage.table == "seven" for passage in outline().passages())
    return slots | in_table if has_table else slots


def show(figure: PrintedFigure, value: float | None) -> str:
    """A number in words that fit it: 581 fewer, 15.0% lower, 8th lowest."""
    if value is None:
        return "not derivable"
    say = _WORDS.get(figure.kind)
    if say:
        return say(figure, value)
    over = "more than " if figure.stated == "over" else ""
    return f"{over}{value:,.0f}"


def _rank_rate(figure: PrintedFigure, value: float) -> str:
    end = "lowest" if figure.direction == "lowest_first" else "highest"
    return end if value == 1 else f"{ordinal(int(value))} {end}"


def _rank_fall(figure: PrintedFigure, value: float) -> str:
    return "largest" if value == 1 else f"{ordinal(int(value))} largest"


def _rank(figure: PrintedFigure, value: float) -> str:
    return ordinal(int(value))


def _rate(figure: PrintedFigure, value: float) -> str:
    return f"{value:.2f}"


def _difference(figure: PrintedFigure, value: float) -> str:
    return f"{abs(value):,.0f} {'fewer' if value < 0 else 'more'}"


def _share(figure: PrintedFigure, value: float) -> str:
    over = "over " if figure.stated == "over" else ""
    return f"{over}{value:.0f}%" if value == int(value) else f"{over}{value:.1f}%"


def _changed(figure: PrintedFigure, value: float) -> str:
    if value == 0:
        return "the same"
    return f"{abs(value):.1f}% {'higher' if value > 0 else 'lower'}"


_WORDS: dict[str, Callable[[PrintedFigure, float], str]] = {
    "against_london": _changed,
    "difference": _difference,
    "percent_change": _changed,
    "rank": _rank,
    "rank_fall": _rank_fall,
    "rank_rate": _rank_rate,
    "rank_within": _rank,
    "rate": _rate,
    "share": _share,
}


def _section(section: Section, by_id: Mapping[str, Verdict], *, from_rows: bool) -> Iterator[Block]:
    yield Heading(section.title, section.level)
    for passage in section.passages:
        if passage.table:
            yield _seven(by_id, from_rows=from_rows)
        else:
            yield Paragraph(_say(passage, by_id, from_rows=from_rows), source=passage.number)
        if passage.number == "1.2.1":
            yield Bullets(outline().objectives)
        if passage.number == "1.3.1":
            yield Bullets(outline().priorities)
        if notes := list(_notes(passage, by_id.values())):
            yield Bullets(notes)


def _say(passage: Passage, by_id: Mapping[str, Verdict], *, from_rows: bool) -> str:
    def fill(slot: str) -> str:
        verdict = by_id[slot]
        return show(verdict.figure, verdict.value(from_rows=from_rows))

    return SLOT.sub(lambda found: fill(found[1]), passage.say)


def _seven(by_id: Mapping[str, Verdict], *, from_rows: bool) -> Table:
    rows = []
    for row, measure in zip(_ROWS, _measures(), strict=True):
        cells = [by_id[f"{row}-{column}"] for column, _ in _COLUMNS]
        shown = [show(each.figure, each.value(from_rows=from_rows)) for each in cells]
        rows.append([measure, *shown])
    return Table(
        ("Crime", *(name for _, name in _COLUMNS)),
        rows,
        "Recorded crime in Barnet",
        (1, 2, 3, 4, 5),
    )


def _measures() -> list[str]:
    return [measure.name for measure in MOPAC7]


def _notes(passage: Passage, verdicts: Iterable[Verdict]) -> Iterator[str]:
    """What a reader of this paragraph has to know: what the printed one got wrong or left out."""
    for verdict in verdicts:
        if verdict.figure.paragraph != passage.number:
            continue
        if verdict.outcome == Outcome.CONTRADICTED:
            yield say_contradiction(verdict)
        elif verdict.outcome == Outcome.NOT_DERIVABLE:
            yield _say_gap(verdict)


def say_contradiction(verdict: Verdict) -> str:
    """What the report prints, and what there is against it."""
    figure, finding = verdict.figure, verdict.finding
    if finding.conflict:
        return finding.conflict
    source = "its own figures give" if finding.own is not None else "the open files give"
    name = f"{figure.measure[0].upper()}{figure.measure[1:]}"
    ours = show(figure, verdict.value())
    said = f"{name}: the report prints {_as_printed(figure)}, {source} {ours}."
    return " ".join((said, *verdict.remarks))


def _as_printed(figure: PrintedFigure) -> str:
    prefix = {"over": "over ", "about": "about "}.get(figure.stated, "")
    return prefix + show(figure, figure.value).removeprefix("more than ").removeprefix("over ")


def _say_gap(verdict: Verdict) -> str:
    figure = verdict.figure
    return f"Not derivable: {figure.measure} (printed: {figure.text} {figure.unit}). " + " ".join(
        verdict.remarks
    )


def _contradictions(verdicts: Iterable[Verdict]) -> Iterator[Block]:
    found = [each for each in verdicts if each.outcome == Outcome.CONTRADICTED]
    yield Heading("Contradictions found in the published report")
    yield Bullets([f"{each.figure.paragraph}: {say_contradiction(each)}" for each in found])


def _not_derivable(verdicts: Iterable[Verdict]) -> Iterator[Block]:
    found = [each for each in verdicts if each.outcome == Outcome.NOT_DERIVABLE]
    yield Heading("Printed figures that nobody can derive")
    yield Table(
        ("Paragraph", "Figure", "Printed", "Why not"),
        [
            (
                each.figure.paragraph,
                each.figure.measure,
                f"{each.figure.text} {each.figure.unit}",
                " ".join(each.remarks),
            )
            for each in found
        ],
    )
