"""Concord's own modules, parsed."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Lowest first. Apps on one floor do not know each other.
FLOORS = (
    ("ui",),
    ("audit",),
    ("accounts",),
    ("people", "places", "files"),
    ("cases",),
    ("victims", "offenders", "reviews"),
    ("panels", "strategy"),
    ("letters",),
    ("assessment", "governance"),
    ("home",),
)
FLOOR_OF = {app: number for number, apps in enumerate(FLOORS) for app in apps}
OURS = {*FLOOR_OF, "config"}


@dataclass(frozen=True)
class Module:
    """One of our Python files."""

    path: Path
    lines: int
    tree: ast.Module

    @property
    def room(self) -> str:
        """The room it belongs to: `cases/views/referrals.py` is in `views`."""
        parts = self.path.with_suffix("").parts
        return parts[1] if len(parts) > 1 else parts[0]

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        """Everything of these kinds in it."""
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def at(self, node: ast.AST) -> str:
        """Where a node stands, to be clicked on."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


@cache
def modules() -> tuple[Module, ...]:
    """All our modules but migrations, which Django writes."""
    found = []
    for top in sorted(OURS):
        for path in sorted((ROOT / top).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            text = path.read_text(encoding="utf-8")
            found.append(Module(path.relative_to(ROOT), text.count("\n"), ast.parse(text)))
    return tuple(found)
