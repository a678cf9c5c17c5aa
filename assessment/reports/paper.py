"""A report as a paper: what its page says, in the same order."""

from collections.abc import Iterator

from django.utils import timezone

from assessment.models import Report
from assessment.pictures.bars import chart_picture
from assessment.pictures.ward_map import map_picture
from assessment.reports.content import Content, chart_of, maps_of
from ui.papers import Block, Bullets, Facts, Heading, Paper, Paragraph, Table


def report_paper(report: Report, content: Content, *, is_public: bool) -> Paper:
    """The paper of a draft, of a frozen report, or of the public's reading of it."""
    marking = "OFFICIAL" if report.is_frozen else "OFFICIAL: draft, not for publication"
    return Paper(
        content["title"],
        list(_blocks(report, content, is_public=is_public)),
        timezone.now(),
        marking="" if is_public else marking,
        subtitle=content["days"],
        contents=True,
    )


def _blocks(report: Report, content: Content, *, is_public: bool) -> Iterator[Block]:
    frozen = f"{report.frozen_at:%-d %B %Y}" if report.frozen_at else "Not yet: a draft"
    yield Facts([("Frozen", frozen), ("Digest of the figures", content["figures_digest"])])
    for note in content["notes"]:
        yield Paragraph(note)
    for section in content["sections"]:
        yield Heading(section["title"])
        if section["objective"]:
            yield Paragraph(f"Objective: {section['objective']}. {section['agency']}".strip())
        if section["statements"]:
            yield Bullets(section["statements"])
        if chart := chart_of(section, content["years"]):
            yield chart_picture(chart)
        yield from map(map_picture, maps_of(section))
        if section["figures"]:
            yield _table(section, content)
        yield from _written(section, is_public=is_public)
    yield Heading("Sources")
    yield Bullets(
        sorted({each["source"] for part in content["sections"] for each in part["figures"]})
    )


def _table(section: Content, content: Content) -> Table:
    return Table(
        ("Figure", *content["years"], f"Change from {content['years'][1]}"),
        [
            (each["name"], each["base"], each["previous"], each["now"], each["change"])
            for each in section["figures"]
        ],
        section["title"],
        numeric=range(1, 5),
    )


def _written(section: Content, *, is_public: bool) -> Iterator[Block]:
    notes = [f"{each['name']}: {each['note']}" for each in section["figures"] if each["note"]]
    if notes:
        yield Bullets(notes)
    if section["plan"]:
        yield Paragraph(section["plan"])
    if section["activity"]:
        yield Heading("What the partnership has done", 2)
        yield Paragraph(section["activity"])
    if section["recommendation"]:
        yield Heading("Recommendation", 2)
        yield Paragraph(section["recommendation"])
    if section["signed"] and not is_public:
        yield Paragraph(f"Signed off: {section['signed']}")
