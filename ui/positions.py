"""Rows that stand in an order of their own, by `position`."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

Row = TypeVar("Row", bound=Any)


def move_one(order: Iterable[Row], row: Row, *, up: bool) -> list[Row]:
    """The order with a row one place earlier or later; the first and the last stay where they
    are."""
    moved = list(order)
    place = moved.index(row)
    other = place - 1 if up else place + 1
    if 0 <= other < len(moved):
        moved[place], moved[other] = moved[other], moved[place]
    return moved


def renumber(order: Sequence[Any]) -> None:
    """Save the places of these rows, all of one model, as they are in this order, from 1."""
    for position, row in enumerate(order, start=1):
        row.position = position
    if order:
        type(order[0]).objects.bulk_update(order, ["position"])
