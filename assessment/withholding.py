"""Which counts a summary for the public withholds, so that no small number can be worked out.

A count from 1 to one below the threshold is withheld (primary suppression), and further ones with
it (secondary) until each small count could also be another number. The reader is taken to know the
worst: which counts were small, every sum that figures make, and every summary published before.
Only where all counts around a small one are withheld already is the reader taken not to know which
of them were small: nothing on the page says so.
Practice: ONS guidance on tables of counts; Cambridgeshire Insight, small numbers (2013).
"""

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field

Cell = tuple[str, str]
"""A figure's code, and the slug of its period."""

Sum = Mapping[Cell, int]
"""The sign of each cell, +1 or -1, in something that comes to nothing."""

FURTHEST = 8
"""How many counts at most a reader has to imagine otherwise: more need not be searched."""


class CannotWithhold(ValueError):
    """Whatever is withheld now, an earlier publication gives this count away."""

    def __init__(self, cell: Cell) -> None:
        super().__init__(
            "What was published before would give small numbers of this summary away: "
            f"{cell[0]} ({cell[1]}) could be worked out."
        )
        self.cell = cell


def withhold(
    values: Mapping[Cell, int],
    sums: Collection[Sum],
    *,
    fewer_than: int,
    before: Set[Cell] = frozenset(),
    known: Set[Cell] = frozenset(),
) -> frozenset[Cell]:
    """The cells to withhold; CannotWithhold if no choice protects every small count. `before` are
    withheld by an earlier publication, and stay so; `known` were given by one as they are."""
    table, unlabelled = _Table(values, sums, fewer_than), _Table(values, sums, 1)
    small = {cell for cell, value in values.items() if 0 < value < fewer_than}
    hidden = small | (before & values.keys())
    for cell in sorted(small - known):
        while not table.may_differ(cell, hidden - known):
            if more := table.next_to_hide(cell, hidden, known):
                hidden.add(more)
            elif unlabelled.may_differ(cell, hidden - known):
                break
            else:
                raise CannotWithhold(cell)
    return frozenset(hidden)


@dataclass(frozen=True)
class _Table:
    values: Mapping[Cell, int]
    sums: Collection[Sum]
    fewer_than: int
    of_cell: dict[Cell, list[Sum]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for each in self.sums:
            for cell in each:
                self.of_cell.setdefault(cell, []).append(each)

    def may_differ(self, cell: Cell, hidden: Set[Cell]) -> bool:
        """Whether the count could be one more or one less, others hidden giving way for it."""
        return any(self._allows(cell, by) and self._settles({cell: by}, hidden) for by in (1, -1))

    def _allows(self, cell: Cell, by: int) -> bool:
        """A small count stays small and never becomes none; another stays large enough."""
        value = self.values[cell]
        if 0 < value < self.fewer_than:
            return 0 < value + by < self.fewer_than
        return value >= self.fewer_than and value + by >= self.fewer_than

    def _settles(self, moved: dict[Cell, int], hidden: Set[Cell]) -> bool:
        """Whether hidden counts can move so that every sum comes to nothing again."""
        broken = next(self._broken(moved), None)
        if broken is None:
            return True
        if len(moved) == FURTHEST:
            return False
        gap = sum(sign * moved.get(cell, 0) for cell, sign in broken.items())
        return any(
            self._allows(cell, -gap * sign) and self._settles({**moved, cell: -gap * sign}, hidden)
            for cell, sign in broken.items()
            if cell in hidden and cell not in moved
        )

    def _broken(self, moved: Mapping[Cell, int]) -> Iterator[Sum]:
        for cell in moved:
            for each in self.of_cell.get(cell, ()):
                if sum(sign * moved.get(other, 0) for other, sign in each.items()):
                    yield each

    def next_to_hide(self, cell: Cell, hidden: Set[Cell], known: Set[Cell]) -> Cell | None:
        """The smallest count that protects the cell alone, else the smallest that may help; none
        where nothing is left to hide."""
        choices = sorted(
            (each for each in self._around(cell) - hidden - known if self._allows(each, 0)),
            key=lambda each: (self.values[each], each),
        )
        enough = (c for c in choices if self.may_differ(cell, (hidden | {c}) - known))
        return next(enough, choices[0] if choices else None)

    def _around(self, cell: Cell) -> set[Cell]:
        """Every cell that sums join with this one, directly or through others."""
        found, edge = {cell}, [cell]
        while edge:
            for each in self.of_cell.get(edge.pop(), ()):
                edge += each.keys() - found
                found |= each.keys()
        return found
