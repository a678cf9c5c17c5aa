"""A null character in an address, which no database of ours could be asked for."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "field"),
    [("explore", "area"), ("explore", "kind"), ("search", "q"), ("list_cases", "text")],
)
def test_it_is_left_out(page, field, cast, signed_in):
    client = signed_in(cast.coordinator)
    answer = client.get(reverse(page), {field: "Barnet\x00"})
    assert answer.status_code == 200
    assert answer.wsgi_request.GET[field] == "Barnet"


def test_nothing_is_left_to_make_another(cast, signed_in):
    answer = signed_in(cast.coordinator).get(f"{reverse('explore')}?area=Barnet%0%000")
    assert (answer.status_code, answer.wsgi_request.GET["area"]) == (200, "Barnet")
