"""Figures that are parts of another one: how their codes and names are made and read.

The code of a part is that of the figure it is a part of, `.by-`, what it is split by, and a key:
`victims.referred.by-source.police`, named *Victims referred for support, source: The police*.
"""

from assessment.figures.figure import Figure

BY = ".by-"
WARD = "ward"


def part_code(code: str, by: str, key: str) -> str:
    """The code of a part; without a key, the beginning that all parts of one kind share."""
    return f"{code}{BY}{by}.{key}"


def part_name(name: str, by: str, label: str) -> str:
    """The name of a part."""
    return f"{name}, {by}: {label}"


def is_part(figure: Figure) -> bool:
    """Whether a figure is a part of another one."""
    return BY in figure.code


def part_of(figure: Figure) -> tuple[str, str, str]:
    """What a part is split by, what it is called there, and the name of the figure: `source`,
    `The police`, `Victims referred for support`."""
    by = figure.code.partition(BY)[2].partition(".")[0]
    name, _, label = figure.name.partition(f", {by}: ")
    return by, label, name


def key_of(code: str) -> str:
    """The key of a part; empty for a figure that is none."""
    return code.partition(BY)[2].partition(".")[2]
