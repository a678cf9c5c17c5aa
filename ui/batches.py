"""Many rows, some at a time, so that memory does not grow with them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """So many at a time, the last ones perhaps fewer."""
    rest = iter(rows)
    while some := list(islice(rest, size)):
        yield some
