"""Every address, tried by every person."""

import pytest
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from tests.access.matrix import MATRIX, PEOPLE

REFUSALS = {403, 404}


def url_names(resolver: URLResolver | None = None) -> list[str]:
    """The name of every address of the project."""
    names = []
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLPattern):
            names.append(each.name or str(each.pattern))
        else:
            names += url_names(each)
    return names


def visit(client: Client, method: str, address: str) -> int:
    return client.generic(method, address).status_code


def test_every_address_has_a_row_and_every_row_an_address():
    assert set(MATRIX) == set(url_names())


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", MATRIX)
def test_who_gets_in(scene, clients, name, who):
    row = MATRIX[name]
    address = row.address(scene)
    got, expected = visit(clients[who], row.method, address), row.statuses[who]
    assert got == expected, f"{who} at {address}: {got} instead of {expected}"


@pytest.mark.parametrize("name", [name for name, row in MATRIX.items() if row.method == "POST"])
def test_what_changes_something_takes_no_get(scene, clients, name):
    row = MATRIX[name]
    for who in PEOPLE:
        got = visit(clients[who], "GET", row.address(scene))
        assert got == {"anonymous": 302, "leaver": 403}.get(who, 405), who


@pytest.mark.parametrize("name", [name for name, row in MATRIX.items() if row.method == "GET"])
def test_who_may_not_look_may_not_post(scene, clients, name):
    row = MATRIX[name]
    for who in ("outsider", "partner", "analyst"):
        if row.statuses[who] in REFUSALS:
            got = visit(clients[who], "POST", row.address(scene))
            assert got in {row.statuses[who], 405}, f"{who}: {got}"
