"""A figure before it is kept: what was counted, where, when and from which source."""

import datetime as dt
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import Q, QuerySet

from accounts.models import User
from assessment.periods import Span
from ui import digests

T = TypeVar("T")
WITHHELD = "[c]"
"""A number that the public is not given (Government Analysis Function, symbols in tables)."""

OPEN_DATA = (
    "crime.",
    "mopac7.",
    "joined.",
    "rate.",
    "street.",
    "outcomes.",
    "published.",
    "survey.",
)
"""The beginnings of the codes of figures that are open data: anybody reads them elsewhere."""


class Figure(NamedTuple):
    """One observed value with everything a reader needs to judge it."""

    code: str
    name: str
    area_code: str
    area: str
    period_start: dt.date
    period_end: dt.date
    value: float | None
    unit: str
    source: str
    numerator: float | None = None
    denominator: float | None = None
    note: str = ""
    is_partial: bool = False


@dataclass(frozen=True)
class Count:
    """What a case-data figure came to."""

    value: float | None
    numerator: int | None = None
    denominator: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Rows:
    """The rows of one kind that a figure counts in a period.

    `find` gives them among rows of the model `of`, which says who sees those: the reader is given
    what the figure would count if there were nothing but what they may see. `part` narrows what is
    counted at all, for a figure that is a part of another; `told` what a reader is given. `beside`
    says what a figure counts that has no row."""

    find: Callable[[Span, Any], QuerySet[Any]]
    of: type[Any]
    part: Q = field(default_factory=Q)
    told: Callable[[User], Q] | None = None
    beside: str = ""

    def counted(self, span: Span) -> QuerySet[Any]:
        """All of them, whoever asks."""
        return self.find(span, self.of.objects.filter(self.part))

    def seen(self, span: Span, user: User) -> QuerySet[Any]:
        """Those that a person may see."""
        among = self.of.objects.visible_to(user).filter(self.part)
        rows = self.find(span, among.filter(self.told(user)) if self.told else among)
        if rows.model is self.of:
            return rows
        return rows.filter(pk__in=rows.model.objects.visible_to(user).values("pk"))

    def only(self, part: Q) -> "Rows":
        """A part of them."""
        return replace(self, part=self.part & part)


@dataclass(frozen=True)
class Measure(Generic[T]):
    """A case-data figure: its code and name, the function that takes it and, where it counts rows
    of one kind that have a page, these rows. Those of a share are its numerator, and `whole` is
    its denominator; those of a median are what it is the median of."""

    code: str
    name: str
    unit: str
    take: Callable[[T], Count]
    rows: Rows | None = None
    whole: Rows | None = None

    @property
    def definition(self) -> str:
        """The published definition: the docstring of the function that counts."""
        return " ".join(inspect.cleandoc(self.take.__doc__ or "").split())


def is_open_data(code: str) -> bool:
    """Whether a figure is open data, by its code."""
    return code.startswith(OPEN_DATA)


def percent_of(part: int, whole: int, *, of: str) -> Count:
    """A share in percent with both numbers kept; none where there is nothing to share."""
    if not whole:
        return Count(None, part, whole, f"No {of} in the period.")
    return Count(part / whole * 100, part, whole)


def digest_of(figures: Iterable[Figure], notes: Iterable[str]) -> str:
    """The fingerprint of a run: over canonical JSON of its figures and notes, in a fixed order."""
    ordered = sorted(
        figures, key=lambda figure: (figure.code, figure.area_code, figure.period_start)
    )
    rows = [[_canonical(cell) for cell in figure] for figure in ordered]
    return digests.digest_of([rows, list(notes)])


def _canonical(cell: object) -> object:
    """Numbers and days in the one form that every database gives back."""
    if isinstance(cell, str | bool) or cell is None:
        return cell
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return float(cell) if isinstance(cell, int) else cell
