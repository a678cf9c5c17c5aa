"""Numbers over time as a drawn line, with its axis in words."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 220
LEFT, TOP, BOTTOM = 52, 12, 26


@dataclass(frozen=True)
class Tick:
    """A place on an axis: where it lies and what stands there."""

    at: float
    text: str


@dataclass(frozen=True)
class Line:
    """A line to draw: its path, the ticks of both axes, and the same in words."""

    title: str
    text: str
    path: str
    across: list[Tick]
    up: list[Tick]
    width: int = WIDTH
    height: int = HEIGHT


def line_of(
    title: str, points: Sequence[tuple[str, float | None]], *, every: int = 1
) -> Line | None:
    """A line through the points, broken where a number is missing; a name on the axis for each, or
    for `every` so many of them. None where there is nothing to draw."""
    known = [value for _, value in points if value is not None]
    if len(known) < 2:
        return None
    most = max(known) or 1
    step = (WIDTH - LEFT - 8) / max(len(points) - 1, 1)
    scale = (HEIGHT - TOP - BOTTOM) / most

    def place(at: int, value: float) -> str:
        return f"{LEFT + at * step:.1f} {HEIGHT - BOTTOM - value * scale:.1f}"

    parts, gap = [], True
    for at, (_, value) in enumerate(points):
        if value is None:
            gap = True
            continue
        parts.append(f"{'M' if gap else 'L'}{place(at, value)}")
        gap = False
    names = [name for name, value in points if value is not None]
    return Line(
        title,
        f"From {names[0]} to {names[-1]}: the fewest {min(known):,.0f}, the most {most:,.0f}, "
        f"at the end {known[-1]:,.0f}.",
        "".join(parts),
        [Tick(LEFT + at * step, name) for at, (name, _) in enumerate(points) if at % every == 0],
        [Tick(HEIGHT - BOTTOM - each * scale, f"{each:,.0f}") for each in (0, most / 2, most)],
    )
