"""Papers that people take away: written once, as blocks, and rendered to PDF, Word and HTML.

What a reader may not see is left out before a paper is made; a rendering adds and hides nothing.
"""

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
)
from ui.papers.formats import FORMATS
from ui.papers.pdf import PaperRefused, pdf_bytes
from ui.papers.word import word_bytes

__all__ = [
    "FORMATS",
    "Block",
    "Bullets",
    "Facts",
    "Heading",
    "NewPage",
    "Paper",
    "PaperRefused",
    "Paragraph",
    "Picture",
    "Table",
    "pdf_bytes",
    "word_bytes",
]
