"""One search over cases and people, posted, so that no name is in an address."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.models import Entry
from home.queries import MOST_FOUND, search
from tests.people import a_case

pytestmark = pytest.mark.django_db


def post(client, words):
    return client.post(reverse("search"), {"q": words})


def test_the_page_without_words_says_what_can_be_typed(cast, signed_in):
    page = signed_in(cast.officer).get(reverse("search"))
    assert page.status_code == 200
    assert page.context["found"] is None


def test_words_in_the_address_are_not_looked_for(cast, signed_in):
    case = a_case(cast)
    page = signed_in(cast.officer).get(reverse("search") + f"?q={case.reference}")
    assert page.context["found"] is None


def test_a_reference_is_found_however_it_is_typed(cast, signed_in):
    case = a_case(cast)
    year, number = case.reference[4:8], int(case.reference[9:])
    for words in (case.reference, f"csm {year} {number}", f" csm-{year}-{number:04d} "):
        assert post(signed_in(cast.officer), words).context["found"].cases == [case]


def test_a_person_is_found_by_name_and_the_search_is_logged_without_it(cast, signed_in):
    person = a_case(cast).parties.first().person
    found = post(signed_in(cast.officer), person.full_name).context["found"]
    assert found.people == [person]
    entry = Entry.objects.get(verb="search.made")
    assert person.family_name not in f"{entry.subject}{entry.trail}{entry.reason}{entry.changes}"


def test_nothing_found_says_so_and_repeats_the_words_as_text(cast, signed_in):
    page = post(signed_in(cast.officer), "<script>alert(1)</script>")
    assert "Nothing that you may see matches" in page.content.decode()
    assert b"<script>alert(1)" not in page.content


def test_no_more_is_shown_than_one_can_look_at(cast):
    for _ in range(MOST_FOUND + 3):
        a_case(cast)
    assert len(search(cast.coordinator, "Harmed").people) <= MOST_FOUND


def test_those_without_casework_have_no_search(cast, signed_in):
    for user in (cast.analyst, cast.dpo, cast.administrator):
        assert post(signed_in(user), "Harmed").status_code == 403


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=500))
def test_no_words_make_it_fall_over(cast, words):
    search(cast.coordinator, words)


@pytest.mark.parametrize(
    "words", ["\x00", "x" * 3_000_000, "\N{FIRE}", "%", "CSM-2026-" + "9" * 99]
)
def test_no_words_make_the_page_fall_over(cast, signed_in, words):
    assert post(signed_in(cast.officer), words).status_code == 200
