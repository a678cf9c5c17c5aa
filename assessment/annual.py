"""The annual summary as a paper: the numbers of its page, for committees and for the file."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone

from assessment.figures.street import STREET_DEFINITION
from assessment.models import FigureRun
from assessment.pages import Parts, SummaryPage, summary_page
from assessment.pictures.bars import chart_picture
from assessment.pictures.ward_map import map_picture
from assessment.public import Guard
from assessment.summary import Row
from ui.papers import Block, Bullets, Facts, Heading, Paper, Paragraph, Table
from ui.templatetags.concord import signed_percent

COLUMNS = 4


def annual_paper(run: FigureRun, guard: Guard | None = None) -> Paper:
    """Everything that the page of a run shows, in its order, with the meaning of each figure."""
    page = summary_page(run, guard)
    return Paper(
        f"{run.area.name}: {'annual summary' if run.period.is_a_year else 'summary'} {run.period}",
        list(_blocks(run, page)),
        timezone.now(),
        marking="OFFICIAL" if run.is_frozen else "OFFICIAL: draft, not for publication",
        subtitle=run.period.days_said,
        contents=True,
    )


def _blocks(run: FigureRun, page: SummaryPage) -> Iterator[Block]:
    yield from _state(run, page)
    if page.seven:
        yield from _seven(run, page)
    if page.rates:
        yield from _rates(run, page)
    if page.cases:
        yield Heading(f"The partnership's own cases, {page.case_area}")
        yield _three_years(page.years, [row for row, _ in page.cases], "Figure", "Case data")
        yield from _all_parts(page.parts)
    if page.returned:
        yield Heading("What partner services report")
        reported = [row for row, _ in page.returned]
        yield _three_years(page.years, reported, "Service", "Returns of partner services")
        yield Bullets([f"{row.figure.name}: {row.note}" for row in reported if row.note])
    yield from _open_data(page)
    if page.published:
        yield from _published(page)
    yield from _meanings(page)
    yield Heading("Sources")
    yield Bullets(page.sources)


def _open_data(page: SummaryPage) -> Iterator[Block]:
    if page.majors:
        yield Heading("All recorded crime")
        yield _three_years(page.years, page.majors, "Category", "Major categories")
        yield _three_years(page.years, page.minors, "Category", "Minor categories")
        yield from _all_parts(page.crime_parts)
    if page.street:
        yield Heading("Street-level crime and anti-social behaviour")
        yield Paragraph(STREET_DEFINITION)
        yield _three_years(page.years, page.street, "Type", "Street-level crime")
        yield from _all_parts(page.street_parts)
    if page.outcomes:
        yield _three_years(page.years, page.outcomes, "Outcome", "Outcomes of crime")
    if page.by_year:
        yield _three_years(page.years, page.by_year, "Measure", "As published by year")
    if page.answers:
        yield Heading(page.answers.title)
        yield from _parts(page.answers)


def _state(run: FigureRun, page: SummaryPage) -> Iterator[Block]:
    frozen = f"Frozen on {run.frozen_at:%-d %B %Y}" if run.frozen_at else "Draft: may still change"
    yield Facts(
        [
            ("State", frozen),
            ("Figures taken", f"{run.taken_at:%-d %B %Y}"),
            ("Digest", page.digest),
        ]
    )
    for note in page.notes:
        yield Paragraph(note)


def _seven(run: FigureRun, page: SummaryPage) -> Iterator[Block]:
    rows = [row for row, _ in page.seven]
    yield Heading("Recorded crime: the seven crimes of MOPAC7")
    yield Bullets([row.statement for row in rows])
    if page.chart:
        yield chart_picture(page.chart)
    yield _three_years(page.years, rows, "Crime", f"Offences in {run.area.name}", five=True)


def _three_years(
    years: Sequence[str], rows: Iterable[Row], name: str, caption: str, *, five: bool = False
) -> Table:
    header = [name, *years, *(f"Change from {each}" for each in (years[1], years[0])[: 1 + five])]
    return Table(
        header,
        [
            [
                row.figure.name,
                row.base_shown,
                row.previous_shown,
                row.shown,
                signed_percent(row.change),
                *([signed_percent(row.base_change)] if five else []),
            ]
            for row in rows
        ],
        caption,
        numeric=range(1, len(header)),
    )


def _all_parts(tables: Iterable[Parts]) -> Iterator[Block]:
    for parts in tables:
        if drawn := parts.map:
            yield map_picture(drawn)
        yield from _parts(parts)


def _parts(parts: Parts) -> Iterator[Table]:
    """A page is too narrow for all measures beside each other."""
    for first in range(0, len(parts.measures), COLUMNS):
        part = slice(first, first + COLUMNS)
        yield Table(
            [parts.by, *parts.measures[part]],
            [
                [label, *(row.shown_in_full if row else "" for row in rows[part])]
                for label, rows in parts.rows.items()
            ],
            parts.title + (", continued" if first else ""),
            numeric=range(1, 1 + COLUMNS),
        )


def _rates(run: FigureRun, page: SummaryPage) -> Iterator[Block]:
    yield Heading("Rates for every 1,000 residents, and ranks")
    yield Paragraph(page.rates[0].figure.note)
    beside = ["London", "Against London"] if page.has_london else []
    yield Table(
        ["Crime", run.area.name, *beside, "Rank"],
        [
            [
                row.counted,
                row.shown,
                *([row.london_shown, signed_percent(row.against_london)] if beside else []),
                row.rank_words.capitalize(),
            ]
            for row in page.rates
        ],
        f"Offences for every 1,000 residents in {run.period}",
        numeric=range(1, 2 + len(beside)),
    )


def _published(page: SummaryPage) -> Iterator[Block]:
    if page.published is None:
        return
    yield Heading(page.published.title)
    yield Paragraph(page.published.source)
    yield Table(
        ("Crime", "Printed", "Here", "Difference"),
        [(row.name, f"{row.printed:,}", row.ours, row.difference) for row in page.printed],
        numeric=(1, 2, 3),
    )
    yield Bullets(page.published.reasons)


def _meanings(page: SummaryPage) -> Iterator[Block]:
    rows = (*page.seven, *page.cases, *page.returned)
    meant = [
        (row.figure.name, f"{meaning} {row.remark}".strip()) for row, meaning in rows if meaning
    ]
    if meant:
        yield Heading("What each figure counts")
        yield Facts(meant)
