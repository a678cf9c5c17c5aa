"""The rows that made the difference between two takings of one figure: recorded since, changed or
merged. The keys of what was counted are kept with each taking, as far as they are not too many."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from accounts.models import User
from assessment.behind import KINDS, Link, measure_of, named
from assessment.figures.figure import Figure, Rows
from assessment.figures.parts import is_part
from assessment.models import CountedRows, FigureRun
from assessment.periods import Span
from cases.models import Case, CaseStatus

MOST_KEPT = 5000
MOST_LISTED = 200
NEW, CHANGED = "Recorded since", "Was there before, changed since"
MERGED, GONE = "Merged into another case", "Changed since, so that it counts no more"


@dataclass(frozen=True)
class MadeDifference:
    """The rows that came and went, each with why, as far as the reader may see them; and how many
    there are that they may not, or that are erased."""

    came: list[tuple[Link, str]]
    went: list[tuple[Link, str]]
    unseen: int


def counted_rows(run: FigureRun, figures: Iterable[Figure]) -> Iterator[CountedRows]:
    """What to keep of a taking: the keys of the rows of each whole figure of the period."""
    for figure in figures:
        measure = None if is_part(figure) else measure_of(figure)
        counted = figure.value if figure.numerator is None else figure.numerator
        wanted = figure.period_start == run.period.starts and (counted or 0) <= MOST_KEPT
        if measure is None or measure.rows is None or not wanted:
            continue
        rows = measure.rows.counted(run.period.span).order_by()
        keys = sorted(rows.values_list("pk", flat=True)[: MOST_KEPT + 1])
        if len(keys) <= MOST_KEPT:
            newest = rows.model.objects.aggregate(newest=Max("pk"))["newest"] or 0
            yield CountedRows(run=run, code=figure.code, keys=keys, newest=newest)


def kept_in_both(before: FigureRun, after: FigureRun) -> set[str]:
    """The codes of the figures whose rows are kept with both takings."""
    codes = [
        set(CountedRows.objects.filter(run=run).values_list("code", flat=True))
        for run in (before, after)
    ]
    return codes[0] & codes[1]


def made_difference(
    before: CountedRows, after: CountedRows, rows: Rows, span: Span, user: User
) -> MadeDifference:
    """The rows counted in one taking and not in the other."""
    came, went = set(after.keys) - set(before.keys), set(before.keys) - set(after.keys)
    seen = _seen(rows, span, user, came | went)
    return MadeDifference(
        [
            (named(row), NEW if row.pk > before.newest else CHANGED)
            for row in seen
            if row.pk in came
        ][:MOST_LISTED],
        [(named(row), _why_gone(row)) for row in seen if row.pk in went][:MOST_LISTED],
        len(came | went) - len(seen),
    )


def _seen(rows: Rows, span: Span, user: User, keys: set[int]) -> list[Any]:
    """Those that a person may see. Rows that are found through others, as people through the cases
    they are harmed in, are seen only while they count."""
    model = rows.counted(span).model
    visible = model.objects.visible_to(user).filter(pk__in=keys)
    if rows.of is not model:
        visible = visible.filter(pk__in=rows.seen(span, user).values("pk"))
    elif rows.told:
        visible = visible.filter(rows.told(user))
    return list(visible.prefetch_related(*KINDS[model].related).order_by("pk"))


def _why_gone(row: Any) -> str:
    return MERGED if isinstance(row, Case) and row.status == CaseStatus.MERGED else GONE
