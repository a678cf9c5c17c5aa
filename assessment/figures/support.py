"""What the measures of support come to for each source, priority and need, and interventions by
kind and by what became of them.

The parts of life are data, so these measures are made when figures are taken.
"""

from collections.abc import Iterator, Mapping

from assessment.figures.figure import Count, Measure
from assessment.figures.parts import part_code, part_name
from assessment.figures.victims import MEASURES
from victims.models import DONE, InterventionKind, InterventionStatus
from victims.queries import Splits, SupportCounts

KIND = "kind"
SPLIT_BY = ("source", "priority", "need")
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
                yield _of_one(measure, by, key, line.label)


def _of_one(measure: Measure[SupportCounts], by: str, key: str, label: str) -> Measure[Splits]:
    def take(splits: Splits) -> Count:
        return measure.take(splits[by][key].counts)

    take.__doc__ = f"{measure.definition} Of these, {by}: {label}."
    name = part_name(measure.name, by, label)
    return Measure(part_code(measure.code, by, key), name, measure.unit, take)


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
    return Measure(code, part_name(name, KIND, kind.label), "interventions", take)


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
