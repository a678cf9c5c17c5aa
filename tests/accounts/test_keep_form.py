"""What is typed is kept until the form is accepted or the person discards it."""

import json

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import KeptForm
from tests.people import a_case

pytestmark = pytest.mark.django_db
PATH = "/referrals/new/"


def keep(client, data):
    body = data if isinstance(data, bytes | str) else json.dumps(data)
    return client.post(reverse("keep_form"), body, content_type="application/json")


def kept_in(client, path):
    kept = client.get(path).context.get("kept_form")
    return kept() if callable(kept) else kept


def test_it_is_kept_and_comes_back_on_its_page(cast, signed_in):
    client = signed_in(cast.officer)
    answer = keep(client, {"path": PATH, "fields": {"text": ["Half a sen"]}})
    assert answer.status_code == 200
    assert "kept_at" in answer.json()
    assert kept_in(client, PATH)["fields"] == {"text": ["Half a sen"]}
    assert "Half a sen" in client.get(PATH).content.decode()
    assert kept_in(client, reverse("my_work")) is None


def test_keeping_again_replaces_it(cast, signed_in):
    client = signed_in(cast.officer)
    for text in ("Half", "Half a sentence"):
        keep(client, {"path": PATH, "fields": {"text": [text]}})
    assert KeptForm.objects.get().fields == {"text": ["Half a sentence"]}


def test_it_is_nobody_elses(cast, signed_in):
    keep(signed_in(cast.officer), {"path": PATH, "fields": {"text": ["Secret"]}})
    other = signed_in(cast.partner)
    assert kept_in(other, PATH) is None
    keep(other, {"path": PATH, "discard": True})
    assert KeptForm.objects.count() == 1


def test_it_goes_when_the_form_is_accepted(cast, signed_in):
    case = a_case(cast)
    path = reverse("add_note", args=[case.reference])
    client = signed_in(cast.officer)
    keep(client, {"path": path, "fields": {"text": ["Half"]}})
    client.post(path, {"text": ""})
    assert KeptForm.objects.exists()
    client.post(path, {"text": "Whole", "is_opinion": "fact", "handling": "share"})
    assert not KeptForm.objects.exists()


def test_it_goes_when_the_person_discards_it(cast, signed_in):
    client = signed_in(cast.officer)
    keep(client, {"path": PATH, "fields": {"text": ["Half"]}})
    assert keep(client, {"path": PATH, "discard": True}).status_code == 204
    assert not KeptForm.objects.exists()


def test_a_password_and_the_token_are_never_kept(cast, signed_in):
    fields = {"password": ["x"], "csrfmiddlewaretoken": ["x"], "text": ["y"]}
    keep(signed_in(cast.officer), {"path": PATH, "fields": fields})
    assert KeptForm.objects.get().fields == {"text": ["y"]}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '"text"',
        "NaN",
        b"\xff\xfe",
        "[" * 100_000,
        {},
        {"path": PATH},
        {"path": 7, "fields": {}},
        {"path": "https://evil.example", "fields": {}},
        {"path": PATH, "fields": []},
        {"path": PATH, "fields": {"text": [7]}},
        {"path": PATH, "fields": {f"field{n}": ["x"] for n in range(501)}},
    ],
)
def test_what_is_no_form_is_refused(cast, signed_in, body):
    assert keep(signed_in(cast.officer), body).status_code == 400
    assert not KeptForm.objects.exists()


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(st.sampled_from(["path", "fields", "discard"]), json_values))
def test_no_body_makes_it_fall_over(cast_client, said):
    assert keep(cast_client, said).status_code in {200, 204, 400}


@pytest.fixture
def cast_client(cast, signed_in):
    return signed_in(cast.officer)


@pytest.mark.parametrize("text", ["\x00", "\ud800", "\N{FIRE}", "x" * 100_000])
def test_any_text_can_be_kept(cast, signed_in, text):
    client = signed_in(cast.officer)
    assert keep(client, {"path": PATH, "fields": {"text": [text]}}).status_code == 200
    assert client.get(PATH).status_code == 200


def test_what_is_kept_is_no_script(cast, signed_in):
    client = signed_in(cast.officer)
    keep(client, {"path": PATH, "fields": {"text": ["</script><script>alert(1)</script>"]}})
    assert "<script>alert(1)" not in client.get(PATH).content.decode()


def test_a_path_of_any_length_is_taken(cast, signed_in):
    client = signed_in(cast.officer)
    path = "/" + "x" * 5000
    assert keep(client, {"path": path, "fields": {"text": ["Half"]}}).status_code == 200
    assert keep(client, {"path": path, "discard": True}).status_code == 204
    assert not KeptForm.objects.exists()
