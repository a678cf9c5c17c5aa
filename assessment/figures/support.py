"""What the measures of support come to for each source, priority and need, and interventions by
kind and by what became of them.

The parts of life are data, so these measures are made when figures are taken.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from assessment.figures.figure import Count, Measure, Rows
from assessment.figures.parts import part_code, part_name
from assessment.figures.victims import MEASURES, rows_of
from victims.models import DONE, Intervention, InterventionKind, InterventionStatus
from victims.queries import Splits, SupportCounts, counted

KIND = "kind"
PARTS: Mapping[str, Callable[[str], Q]] = {
    "source": lambda key: Q(source_kind=key),
    "priority": lambda key: Q(priority=key),
    "need": counted.with_need,
}
"""What support is split by, and the referrals that are of one part."""

SPLIT_BY = tuple(PARTS)
NOT_PROCEEDED = (InterventionStatus.NOT_PROCEEDED,)
UNDER_WAY = tuple(each for each in InterventionStatus if each not in DONE + NOT_PROCEEDED)
ENDINGS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "-done": ("Interventions held or completed", DONE),
    "-not-proceeded": ("Interventions not proceeded with", NOT_PROCEEDED),
    "-under-way": ("Interventions still under way", UNDER_WAY),
}
"""What becomes of an intervention, by the end of its code: a name, and the statuses that mean it.
Together they are all statuses."""

BY_KIND = {"": ("Interventions", tuple(InterventionStatus)), **ENDINGS}


def split_measures(splits: Splits) -> Iterator[Measure[Splits]]:
    """Each measure of support for each source, priority and need."""
    for by, lines in splits.items():
        for measure in MEASURES:
            for key, line in lines.items():
                yield of_one(measure, by, key, line.label)


def of_one(measure: Measure[SupportCounts], by: str, key: str, label: str) -> Measure[Splits]:
    """A measure of support for one source, priority or need."""

    def take(splits: Splits) -> Count:
        return measure.take(splits[by][key].counts)

    take.__doc__ = f"{measure.definition} Of these, {by}: {label}."
    name = part_name(measure.name, by, label)
    part = PARTS[by](key)
    return Measure(
        part_code(measure.code, by, key),
        name,
        measure.unit,
        take,
        measure.rows and measure.rows.only(part),
        measure.whole and measure.whole.only(part),
    )


def kind_measures() -> Iterator[Measure[SupportCounts]]:
    """Interventions proposed in the period, of each kind, and what had become of them when the
    figures were taken."""
    for ending, (name, statuses) in BY_KIND.items():
        for kind in InterventionKind:
            yield _of_kind(ending, name, kind, statuses)


def _of_kind(
    ending: str, name: str, kind: InterventionKind, statuses: tuple[str, ...]
) -> Measure[SupportCounts]:
    def take(counts: SupportCounts) -> Count:
        return Count(sum(counts["interventions"][kind, status] for status in statuses))

    take.__doc__ = f"{name}, of those proposed in the period, {KIND}: {kind.label}."
    code = f"{interventions_code(ending)}{kind}"
    rows = _proposed(kind, statuses)
    return Measure(code, part_name(name, KIND, kind.label), "interventions", take, rows)


def _proposed(kind: InterventionKind, statuses: tuple[str, ...]) -> Rows:
    def find(among: Any, start: dt.date, end: dt.date) -> QuerySet[Intervention]:
        return counted.proposed(among, start, end).filter(kind=kind, status__in=statuses)

    return rows_of(find)


def interventions_code(ending: str = "") -> str:
    """The beginning of the codes of interventions by kind."""
    return part_code(f"victims.interventions{ending}", KIND, "")


def split_definitions() -> list[tuple[str, str, str]]:
    """Code, name and definition of each family of parts, for all their keys."""
    each = f"{', '.join(SPLIT_BY[:-1])} or {SPLIT_BY[-1]}"
    return [
        *(
            (
                part_code(measure.code, "<split>", "<key>"),
                f"{measure.name}, by {each}",
                f"{measure.definition} Of each {each}; replies without a name are of none.",
            )
            for measure in MEASURES
        ),
        *(
            (
                f"{interventions_code(ending)}<key>",
                f"{name}, by {KIND}",
                f"{name}, of those proposed in the period, of each {KIND}.",
            )
            for ending, (name, _) in BY_KIND.items()
        ),
    ]
