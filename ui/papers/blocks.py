"""What a paper is made of. Text is plain; a line break in it is a line break on paper."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ui.dates import LONDON, say_date, say_time

# XML refuses them, and no font has them.
_UNPRINTABLE = dict.fromkeys((*range(9), *range(11, 32), 127, 65534, 65535))


def printable(text: str) -> str:
    """The text without control characters; line breaks and tabs stay."""
    return text.translate(_UNPRINTABLE)


@dataclass(frozen=True)
class Heading:
    """A heading below the title: level 1 begins a chapter, 2 and 3 lie inside it."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running text, with a small line under it that says where it comes from, if any."""

    text: str
    source: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list of short texts."""

    items: Sequence[str]


@dataclass(frozen=True)
class Facts:
    """Names and what they stand at: two columns, no header."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Table:
    """Rows under a header that is repeated on every page; `numeric` columns align right."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    caption: str = ""
    numeric: Sequence[int] = ()


@dataclass(frozen=True)
class Picture:
    """A PNG with the words that say the same, its caption, and how much of the line it takes."""

    png: bytes
    alternative: str
    caption: str = ""
    width: int = 100
    """Percent of the width of the text."""


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Bullets | Facts | Table | Picture | NewPage


@dataclass(frozen=True)
class Paper:
    """One document.

    `marking` stands on every page; `reader` and `made_at` stand in the footer. A letter has a
    `letterhead` and an `address` instead of a title on the page; the title still names the file.
    `contents` lists the headings down to level `contents_depth`.
    """

    title: str
    blocks: Sequence[Block]
    made_at: dt.datetime
    marking: str = "OFFICIAL-SENSITIVE"
    subtitle: str = ""
    reader: str = ""
    contents: bool = False
    contents_depth: int = 2
    letterhead: Sequence[str] = ()
    address: Sequence[str] = ()

    @property
    def is_letter(self) -> bool:
        """Whether it is laid out as a letter."""
        return bool(self.letterhead or self.address)

    @property
    def footer(self) -> str:
        """Who it was made for and when, for the foot of each page."""
        made = self.made_at.astimezone(LONDON)
        words = f"{say_date(made.date())}, {say_time(made.time())}"
        return f"{self.reader} · {words}" if self.reader else words
