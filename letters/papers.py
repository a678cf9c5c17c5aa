"""A letter as a paper, and the files made of it."""

from dataclasses import dataclass

from django.utils import timezone

from letters.models import Letter
from letters.queries import letterhead_of
from ui.dates import say_date
from ui.downloads import DOCX, PDF
from ui.papers import Heading, Paper, Paragraph, pdf_bytes, word_bytes


@dataclass(frozen=True)
class File:
    """A file as it is kept and taken away. Its name says the case and the letter, and nobody."""

    name: str
    content: bytes
    content_type: str


def paper_of(letter: Letter) -> Paper:
    """The letter as it is laid out; the day is the one it was made, today while it is not."""
    made_at = letter.made_at or timezone.now()
    lines = [letter.recipient, *letter.address.splitlines()]
    return Paper(
        title=f"Letter about {letter.case.reference}",
        blocks=[
            Paragraph(
                f"{say_date(timezone.localdate(made_at))}\nOur reference: {letter.case.reference}"
            ),
            Heading(letter.subject),
            *(Paragraph(part) for part in letter.body.replace("\r\n", "\n").split("\n\n") if part),
        ],
        made_at=made_at,
        letterhead=letter.letterhead or letterhead_lines(letter),
        address=lines,
    )


def pdf_of(letter: Letter) -> File:
    """The letter as PDF."""
    return File(f"{_name(letter)}.pdf", pdf_bytes(paper_of(letter)), PDF)


def word_of(letter: Letter) -> File:
    """The letter as a Word document."""
    return File(f"{_name(letter)}.docx", word_bytes(paper_of(letter)), DOCX)


def _name(letter: Letter) -> str:
    return f"{letter.case.reference}-letter-{letter.pk}"


def letterhead_lines(letter: Letter) -> list[str]:
    """What the letter begins with as the agency's letterhead stands now."""
    head = letterhead_of(letter.agency)
    return [letter.agency.name, *(head.lines if head else [])]
