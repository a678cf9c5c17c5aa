"""Every address is named and has a row in the access matrix."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.matrix import MATRIX


def addresses(resolver: Any = None, space: str = "") -> Iterator[tuple[str, str]]:
    """(name, pattern) of every address of the project."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from addresses(each, inner)
        elif isinstance(each, URLPattern):
            yield f"{space}{each.name or ''}", str(each.pattern)


def test_every_address_is_named() -> None:
    assert [pattern for name, pattern in addresses() if not name] == []


def test_every_address_has_a_row_in_the_access_matrix() -> None:
    assert {name for name, _ in addresses()} - set(MATRIX) == set()


def test_the_matrix_has_no_row_for_an_address_that_is_gone() -> None:
    assert set(MATRIX) - {name for name, _ in addresses()} == set()
