"""Two runs figure by figure: what changed between one taking of the figures and another."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.figures.figure import Figure
from assessment.units import shown


@dataclass(frozen=True)
class Difference:
    """One figure that the two runs do not have alike: as the later has it, or else the earlier;
    None where a run does not have it."""

    figure: Figure
    before: Figure | None
    after: Figure | None

    @property
    def before_shown(self) -> str:
        """What the earlier run says."""
        return _shown(self.before)

    @property
    def after_shown(self) -> str:
        """What the later run says."""
        return _shown(self.after)

    @property
    def change(self) -> str:
        """The later number less the earlier, with its sign; blank where one of them is missing."""
        if self.before is None or self.after is None:
            return ""
        if self.before.value is None or self.after.value is None:
            return ""
        difference = self.after.value - self.before.value
        if not difference:
            return "same number, other source or note"
        said = f"{difference:+,.0f}" if difference == int(difference) else f"{difference:+,.4f}"
        return said.replace("-", "\N{MINUS SIGN}")


@dataclass(frozen=True)
class Comparison:
    """What two runs have alike, counted, and what they have not."""

    alike: int
    differences: list[Difference]


def compare(before: Iterable[Figure], after: Iterable[Figure]) -> Comparison:
    """Every figure of either run, by code, area and period."""
    old = {(each.code, each.area_code, each.period_start): each for each in before}
    new = {(each.code, each.area_code, each.period_start): each for each in after}
    either = {**old, **new}
    pairs = [Difference(each, old.get(key), new.get(key)) for key, each in either.items()]
    different = [pair for pair in pairs if pair.before != pair.after]
    return Comparison(len(pairs) - len(different), different)


def _shown(figure: Figure | None) -> str:
    return shown(figure.value, figure.unit) if figure else "not in it"
