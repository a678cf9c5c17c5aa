"""A paper as a Word document with real headings, for those who go on writing it."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from ui.papers.blocks import (
    Block,
    Bullets,
    Facts,
    Heading,
    NewPage,
    Paper,
    Paragraph,
    Picture,
    Table,
    printable,
)

_PAGE_WIDTH = Cm(16.6)


def word_bytes(paper: Paper) -> bytes:
    """The document: marking in the header, reader, time and page number in the footer."""
    document = Document()
    _set_up(document, paper)
    if paper.is_letter:
        _lines(document, paper.letterhead, WD_ALIGN_PARAGRAPH.RIGHT)
        _lines(document, paper.address, WD_ALIGN_PARAGRAPH.LEFT)
    else:
        document.add_heading(printable(paper.title), level=0)
        if paper.subtitle:
            document.add_paragraph(printable(paper.subtitle), style="Subtitle")
    for block in paper.blocks:
        _add(document, block)
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def _set_up(document: Any, paper: Paper) -> None:
    document.core_properties.title = printable(paper.title)[:255]
    document.core_properties.author = "Concord"
    document.core_properties.language = "en-GB"
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.header.paragraphs[0].add_run(printable(paper.marking)).bold = True
    foot = section.footer.paragraphs[0]
    foot.add_run(printable(paper.footer) + "    Page ")
    _page_number(foot)


def _page_number(paragraph: Any) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _lines(document: Any, lines: Any, align: Any) -> None:
    if lines:
        document.add_paragraph("\n".join(printable(line) for line in lines)).alignment = align


def _add(document: Any, block: Block) -> None:
    match block:
        case Heading():
            document.add_heading(printable(block.text), level=block.level)
        case Paragraph():
            _paragraphs(document, block)
        case Bullets():
            for item in block.items:
                document.add_paragraph(printable(item), style="List Bullet")
        case Facts():
            _table(document, [], block.rows)
        case Table():
            _caption(document, block.caption)
            _table(document, block.header, block.rows, block.numeric)
        case Picture():
            document.add_picture(BytesIO(block.png), width=_PAGE_WIDTH * block.width // 100)
            drawn = document.inline_shapes[-1]._inline.docPr
            drawn.set("descr", printable(block.alternative))
            _caption(document, block.caption)
        case NewPage():
            document.add_page_break()


def _paragraphs(document: Any, block: Paragraph) -> None:
    for part in block.text.split("\n\n"):
        document.add_paragraph(printable(part))
    if block.source:
        document.add_paragraph().add_run(printable(block.source)).italic = True


def _caption(document: Any, text: str) -> None:
    if text:
        document.add_paragraph(printable(text), style="Caption")


def _table(document: Any, header: Any, rows: Any, numeric: Any = ()) -> None:
    everything = [header, *rows] if header else list(rows)
    if not everything:
        return
    table = document.add_table(rows=0, cols=len(everything[0]), style="Table Grid")
    for number, row in enumerate(everything):
        cells = table.add_row().cells
        for column, value in enumerate(row):
            paragraph = cells[column].paragraphs[0]
            paragraph.add_run(printable(value)).bold = bool(header and number == 0) or (
                not header and column == 0
            )
            if column in numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if header:
        repeat = OxmlElement("w:tblHeader")
        repeat.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(repeat)
