"""The pages in front of the door."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["help", "accessibility"])
def test_they_are_read_by_all(cast, signed_in, name):
    assert Client().get(reverse(name)).status_code == 200
    assert signed_in(cast.officer).get(reverse(name)).status_code == 200


def test_health_asks_the_database_and_says_ok(django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = Client().get(reverse("health"))
    assert answer.content == b"ok"


def test_a_rehearsal_says_so_on_every_page(cast, signed_in):
    for client in (Client(), signed_in(cast.officer)):
        assert "rehearsal" in client.get(reverse("help")).content.decode().lower()


def test_a_real_installation_does_not(cast, signed_in):
    cast.partnership.is_rehearsal = False
    cast.partnership.save()
    assert "rehearsal" not in Client().get(reverse("help")).content.decode().lower()


def test_a_missing_page_is_a_page(cast, signed_in):
    page = signed_in(cast.officer).get("/no/such/page/")
    assert page.status_code == 404
    assert "<h1" in page.content.decode()
