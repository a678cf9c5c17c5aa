"""Which figures add up to which, and which of them are too small to publish as they are."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from assessment.figures.completeness import for_the_public
from assessment.figures.figure import OPEN_DATA, Figure
from assessment.figures.offenders import LEFT_OUT
from assessment.figures.parts import WARD, is_part, part_code
from assessment.figures.returns import SUPPLIED
from assessment.figures.support import ENDINGS, interventions_code
from assessment.figures.wards import OPENED
from assessment.periods import Period
from assessment.withholding import Cell, Sum
from victims.models import MEETING_KINDS, InterventionKind

_ONCE_EACH = ("source", "priority")
_BY_KIND = {
    f"{interventions_code()}{kind}": tuple(f"{interventions_code(end)}{kind}" for end in ENDINGS)
    for kind in InterventionKind
}
PARTS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    **{
        code: tuple((part_code(code, by, ""),) for by in _ONCE_EACH)
        for code in ("victims.referred", "victims.accepted", "victims.supported")
    },
    "victims.interventions": (
        *((part_code("victims.interventions", by, ""),) for by in _ONCE_EACH),
        (interventions_code(),),
    ),
    **{kind: (endings,) for kind, endings in _BY_KIND.items()},
    OPENED: ((part_code(OPENED, WARD, ""),),),
    "iom.left": (("iom.left.",),),
    "iom.cohort": (("iom.rag.",),),
}
"""A count, and for each way to split it without rest, the beginnings of the codes of its parts. By
need is none: somebody counts in each that they have."""

TOLD_BY: Mapping[str, tuple[str, ...]] = {
    "victims.panels-held": tuple(
        f"{interventions_code(end)}{kind}" for end in ("", "-done") for kind in MEETING_KINDS
    ),
}
"""A share, and the counts that its two numbers add up."""

STOCKS: Mapping[str, tuple[str, str]] = {
    "iom.cohort": ("iom.joined", "iom.left"),
    "cases.open-at-end": ("cases.opened", "cases.closed"),
}
"""A count on the last day, and what was added to the one a year before and taken from it."""

OPEN = (*OPEN_DATA, "case_review.", "panel.meetings-held")
"""Published as they are: recorded crime is open data already; the numbers of ASB Case Reviews must
be published (Anti-social Behaviour, Crime and Policing Act 2014, section 104); how often a panel
met tells of nobody."""

_DERIVED = ("percent", "median")
_OF_PEOPLE = {"iom.offending-change": "iom.cohort"}
"""A figure that tells of as many people as another one counts."""


def is_open(code: str) -> bool:
    """Whether a figure is published as it is, however small."""
    return code.startswith(OPEN)


def is_derived(figure: Figure) -> bool:
    """Whether it is worked out from counts: a share, a median."""
    return any(word in figure.unit for word in _DERIVED)


def counts_of(figures: Iterable[Figure], periods: Mapping[object, str]) -> dict[Cell, int]:
    """The counts that may be too small to publish. `periods`: the slug of each first day."""
    return {
        (figure.code, periods[figure.period_start]): int(figure.value)
        for figure in figures
        if figure.period_start in periods
        and figure.value is not None
        and not is_open(figure.code)
        and not is_derived(figure)
    }


def sums_of(counts: Mapping[Cell, int], period: Period) -> list[Sum]:
    """Every sum between counts of a period, and with those a year before, that comes out."""
    found: list[Sum] = []
    for when in period.compared:
        found += _splits(counts, when.slug)
        found += _stocks(counts, when.slug, when.previous.slug)
    return [each for each in found if not sum(sign * counts[cell] for cell, sign in each.items())]


def _splits(counts: Mapping[Cell, int], slug: str) -> Iterator[Sum]:
    for total, ways in PARTS.items():
        for beginnings in ways:
            parts = [c for c in counts if c[1] == slug and c[0].startswith(beginnings)]
            if parts and (total, slug) in counts:
                yield {(total, slug): 1, **dict.fromkeys(parts, -1)}


def _stocks(counts: Mapping[Cell, int], slug: str, before: str) -> Iterator[Sum]:
    for stock, (added, taken) in STOCKS.items():
        signs = {(stock, slug): 1, (added, slug): -1, (taken, slug): 1}
        if signs.keys() <= counts.keys():
            # Where none is held a year before, a reader may know that there was none.
            yield signs | ({(stock, before): -1} if (stock, before) in counts else {})


def unnamed(figure: Figure) -> Figure:
    """Without what stands beside a number for the partnership alone: who supplied it, how many
    people a measure was taken of, and of how many rows something is missing."""
    source = figure.source.partition(SUPPLIED)[0]
    note = figure.note
    if figure.code in _OF_PEOPLE:
        note = note.partition(f"{LEFT_OUT} ")[2]
    return figure._replace(source=source, note=for_the_public(note))


def gives_away(
    figure: Figure, figures: Mapping[str, Figure], fewer_than: int, withheld: Collection[str]
) -> bool:
    """Whether a derived figure tells of too few: its numerator, its denominator, or the difference
    of the two of a share, which are those for whom the answer was the other one; whether it adds up
    counts that are `withheld`; or is a part, which the whole and the other parts would give away.
    `figures`: those of the same period by code."""
    if is_part(figure) or any(code in withheld for code in TOLD_BY.get(figure.code, ())):
        return True
    part, whole = figure.numerator, figure.denominator
    told = [part, whole]
    if part is not None and whole is not None and figure.unit == "percent":
        told.append(whole - part)
    people = figures.get(_OF_PEOPLE.get(figure.code, ""))
    told.append(people.value if people else None)
    return any(number is not None and 0 < number < fewer_than for number in told)
