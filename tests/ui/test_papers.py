"""One paper, two renderings: the same words, marked and tagged, and nothing typed is a command."""

import datetime as dt
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ui.papers import (
    Bullets,
    Facts,
    Heading,
    NewPage,
    Paper,
    Paragraph,
    Picture,
    Table,
    pdf_bytes,
    word_bytes,
)

MADE = dt.datetime(2026, 7, 1, 13, 30, tzinfo=dt.UTC)


def _png() -> bytes:
    output = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(output, "PNG")
    return output.getvalue()


PAPER = Paper(
    "Papers for 2 December 2026",
    [
        Heading("CSM-2026-0001"),
        Paragraph("First line\nsecond line\n\nNew paragraph", source="Housing · fact"),
        Bullets(["One thing", "Another"]),
        Facts([("Ward", "Oakfield")]),
        Heading("Counted", 2),
        Table(("Year", "Crimes"), [("2016/17", "12,056")], "Crimes by year", (1,)),
        Picture(_png(), "A navy block", "A picture"),
        NewPage(),
        Heading("CSM-2026-0002"),
    ],
    MADE,
    subtitle="CS MARAC",
    reader="Amara Okafor",
    contents=True,
)


def _pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    texts = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    document.close()
    return texts


def _word(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as parts:
        return parts.read("word/document.xml").decode()


def test_every_page_is_marked_and_says_whose_it_is_and_when_it_was_made() -> None:
    pages = _pages(pdf_bytes(PAPER))
    assert len(pages) == 3
    for number, text in enumerate(pages, 1):
        assert "OFFICIAL-SENSITIVE" in text
        assert "Amara Okafor · 1 July 2026, 2:30pm" in text
        assert f"Page {number} of 3" in text


def test_a_pdf_is_tagged_has_a_title_and_leads_to_its_chapters() -> None:
    with pikepdf.open(BytesIO(pdf_bytes(PAPER))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.docinfo["/Title"] == "Papers for 2 December 2026"
        assert "CSM-2026-0002" in [entry.title for entry in pdf.open_outline().root]
        assert any("/Annots" in page for page in pdf.pages)


def test_both_renderings_say_the_same_words() -> None:
    printed = " ".join(_pages(pdf_bytes(PAPER)))
    written = _word(word_bytes(PAPER))
    for words in ("second line", "New paragraph", "Housing · fact", "Another", "12,056"):
        assert words in printed
        assert words in written


def test_a_word_document_has_real_headings_and_a_description_of_each_picture() -> None:
    document = Document(BytesIO(word_bytes(PAPER)))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == ["CSM-2026-0001", "Counted", "CSM-2026-0002"]
    assert "A navy block" in document.inline_shapes[0]._inline.docPr.get("descr")
    assert "OFFICIAL-SENSITIVE" in document.sections[0].header.paragraphs[0].text


def test_a_letter_has_addresses_instead_of_a_title() -> None:
    letter = Paper(
        "Letter to a victim",
        [Paragraph("Dear Ms Noor")],
        MADE,
        marking="OFFICIAL",
        letterhead=["Northbridge Council"],
        address=["Ms Noor", "1 Oak Street"],
    )
    (page,) = _pages(pdf_bytes(letter))
    assert "1 Oak Street" in page
    assert "Letter to a victim" not in page
    assert "Letter to a victim" not in _word(word_bytes(letter))


@pytest.mark.parametrize("typed", ['#panic("no")', "$x^2$", "*bold* @ref <label>", "\\ / // c"])
def test_what_people_type_is_words_and_never_a_command(typed: str) -> None:
    paper = Paper(typed, [Heading(typed), Paragraph(typed), Bullets([typed])], MADE)
    assert _pages(pdf_bytes(paper))[0].count(typed) >= 3


@settings(max_examples=15)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_makes_a_paper(typed: str) -> None:
    paper = Paper(
        "Any text", [Heading("Any"), Paragraph(typed, typed), Facts([(typed, typed)])], MADE
    )
    assert pdf_bytes(paper).startswith(b"%PDF")
    assert word_bytes(paper).startswith(b"PK")
