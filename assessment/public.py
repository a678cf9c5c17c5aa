"""A summary as the public reads it: small numbers withheld, others rounded if a setting says so."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from assessment.figures.figure import WITHHELD, Figure, digest_of
from assessment.figures.sums import counts_of, gives_away, is_derived, is_open, sums_of, unnamed
from assessment.models import FigureRun, Publication
from assessment.queries import figures_of, summary_of
from assessment.summary import Summary
from assessment.withholding import Cell, withhold
from cases.queries.settings import settings_on


@dataclass(frozen=True)
class Guard:
    """What is done to figures before the public reads them."""

    fewer_than: int
    round_to: int
    withheld: frozenset[Cell]

    @property
    def said(self) -> str:
        """What a reader is told of it."""
        words = (
            f"{WITHHELD}: withheld, because it is a count from 1 to {self.fewer_than - 1} or would "
            "give one away."
        )
        if self.round_to > 1:
            words += f" Other counts of the partnership's cases are rounded to {self.round_to}."
        return words


def guard_of(publication: Publication) -> Guard:
    """What was decided when a summary was published."""
    return Guard(publication.fewer_than, publication.round_to, publication.cells)


def guard_for(run: FigureRun) -> Guard:
    """What has to be withheld from a summary beside all that was published before, of whatever
    area: the partnership's own cases are in each. CannotWithhold if that cannot be done."""
    chosen = settings_on(run.period.ends, ("publish_fewer_than", "publish_round_to"))
    fewer_than = chosen["publish_fewer_than"]
    figures = figures_of(run)
    slugs = _slugs(run)
    counts = counts_of(figures, slugs)
    before, known = _published_before(run, counts)
    small = withhold(
        counts, sums_of(counts, run.period), fewer_than=fewer_than, before=before, known=known
    )
    derived = frozenset(_derived(figures, slugs, fewer_than, small))
    cells = {(figure.code, slugs[figure.period_start]) for figure in figures}
    return Guard(fewer_than, chosen["publish_round_to"], small | derived | (before & cells))


@dataclass(frozen=True)
class Reading:
    """A run as somebody reads it: the partnership every number, the public what is left of them.
    The public's digest is of what it is given: that of the run would prove a guess at the rest."""

    run: FigureRun
    kept: list[Figure]
    figures: list[Figure]
    notes: list[str]
    digest: str

    @property
    def summary(self) -> Summary:
        """The figures with their comparisons."""
        return summary_of(self.run, self.figures)


def read(run: FigureRun, guard: Guard | None = None) -> Reading:
    """Read a run once, for a page or a file."""
    kept = figures_of(run)
    if guard is None:
        return Reading(run, kept, kept, list(run.notes), run.digest)
    shown, notes = list(guarded(kept, run, guard)), [*run.notes, guard.said]
    return Reading(run, kept, shown, notes, digest_of(shown, notes))


def guarded(figures: Iterable[Figure], run: FigureRun, guard: Guard) -> Iterator[Figure]:
    """The figures as the public reads them: a withheld one has no number left in it."""
    slugs = _slugs(run)
    for figure in figures:
        if (figure.code, slugs.get(figure.period_start)) in guard.withheld:
            yield figure._replace(value=None, numerator=None, denominator=None, note=WITHHELD)
        else:
            yield _rounded(unnamed(figure), guard.round_to)


def _rounded(figure: Figure, to: int) -> Figure:
    """Counts to the nearest multiple; a share to whole percents of unrounded counts, which it then
    does not give away."""
    if to <= 1 or is_open(figure.code) or figure.value is None:
        return figure
    if is_derived(figure):
        return figure._replace(value=round(figure.value), numerator=None, denominator=None, note="")
    return figure._replace(value=to * ((2 * int(figure.value) + to) // (2 * to)))


def _slugs(run: FigureRun) -> dict[object, str]:
    return {each.starts: each.slug for each in run.period.compared}


def _derived(
    figures: Iterable[Figure], slugs: dict[object, str], fewer_than: int, withheld: Set[Cell]
) -> Iterator[Cell]:
    by_period: dict[object, dict[str, Figure]] = {}
    for figure in figures:
        by_period.setdefault(figure.period_start, {})[figure.code] = figure
    for when, of_period in by_period.items():
        counts = {code for code, slug in withheld if slug == slugs[when]}
        for code, figure in of_period.items():
            hides = is_derived(figure) and not is_open(code)
            if hides and gives_away(figure, of_period, fewer_than, counts):
                yield code, slugs[when]


def _published_before(
    run: FigureRun, counts: dict[Cell, int]
) -> tuple[frozenset[Cell], frozenset[Cell]]:
    """What earlier publications withheld, and the counts of now that they gave."""
    before: set[Cell] = set()
    known: set[Cell] = set()
    for publication in Publication.objects.exclude(run=run.pk).select_related("run"):
        before |= publication.cells
        then = counts_of(figures_of(publication.run), _slugs(publication.run))
        known |= {
            cell
            for cell, value in then.items()
            if cell not in publication.cells and counts.get(cell) == value
        }
    return frozenset(before), frozenset(known)
