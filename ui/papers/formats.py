"""The files that a paper is given as."""

from collections.abc import Callable, Mapping

from ui.downloads import DOCX, PDF
from ui.papers.blocks import Paper
from ui.papers.pdf import pdf_bytes
from ui.papers.word import word_bytes

FORMATS: Mapping[str, tuple[str, Callable[[Paper], bytes]]] = {
    "pdf": (PDF, pdf_bytes),
    "docx": (DOCX, word_bytes),
}
"""By the end of its name: its content type, and what writes it."""
