"""The report's sections in its order, and the sentences that its figures are said in."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assessment.reproduction.printed import TABLES

SLOT = re.compile(r"\{([A-Z0-9-]+)\}")


@dataclass(frozen=True)
class Passage:
    """A numbered paragraph: sentences with a slot for each figure, or the table."""

    number: str
    say: str = ""
    table: str = ""

    @property
    def slots(self) -> list[str]:
        """The figures that it states."""
        return SLOT.findall(self.say)


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    title: str
    level: int
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Outline:
    """The whole report without its numbers."""

    objectives: tuple[str, ...]
    priorities: tuple[str, ...]
    vawg_objectives: tuple[str, ...]
    sections: tuple[Section, ...]

    def passages(self) -> Iterator[Passage]:
        """Every paragraph in order."""
        for section in self.sections:
            yield from section.passages


@cache
def outline() -> Outline:
    """The outline as shipped."""
    data = tomllib.loads((TABLES / "outline.toml").read_text(encoding="utf-8"))
    return Outline(
        tuple(data["objectives"]),
        tuple(data["priorities"]),
        tuple(data["vawg_objectives"]),
        tuple(
            Section(
                section["title"],
                section.get("level", 1),
                tuple(Passage(**passage) for passage in section.get("passage", [])),
            )
            for section in data["section"]
        ),
    )
