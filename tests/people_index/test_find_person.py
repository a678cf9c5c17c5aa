"""Find a person: those who may be the same, and a search; only as far as one may see."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.models import Entry
from people.models import Person
from people.queries import MATCH_LIMIT, matches_of, search
from people.services import add_person, close_people_to, open_people_to

pytestmark = pytest.mark.django_db
BORN = dt.date(1961, 5, 4)
LONG_OPERATIONS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def a_person(given_name="Vera", family_name="Holloway", born=BORN, **more):
    return add_person(
        by=None, given_name=given_name, family_name=family_name, date_of_birth=born, **more
    )


def matching(user, given_name="Vera", family_name="Holloway", born=None):
    found = matches_of(user, given_name=given_name, family_name=family_name, date_of_birth=born)
    return set(found)


def test_each_person_has_the_next_number_and_an_entry(cast):
    first, second = a_person(), a_person()
    assert (first.reference, second.reference) == ("P-000001", "P-000002")
    entry = Entry.objects.filter(verb="person.added").first()
    assert entry.subject == "person P-000001"
    assert "Holloway" not in f"{entry.changes}{entry.trail}"


def test_the_same_sound_matches(cast):
    person = a_person()
    assert matching(cast.coordinator, "vera", "HOLOWAY") == {person}
    assert matching(cast.coordinator, "Dean", "Marsh") == set()


def test_another_birthday_is_another_person(cast):
    person, unknown = a_person(), a_person(born=None)
    assert matching(cast.coordinator, born=BORN) == {person, unknown}
    assert matching(cast.coordinator, born=BORN + dt.timedelta(days=1)) == {unknown}


def test_the_same_birthday_and_family_name_match_whatever_the_given_name(cast):
    person = a_person(given_name="Veronica")
    assert matching(cast.coordinator, "Ron", born=BORN) == {person}
    assert matching(cast.coordinator, "Ron") == set()


def test_names_in_other_scripts_are_compared_as_they_are_written(cast):
    person, other = a_person("小明", "王", None), a_person("国", "李", None)
    assert matching(cast.coordinator, "小明", "王") == {person}
    assert other not in matching(cast.coordinator, "小明", "王")


def test_no_more_are_offered_than_one_can_look_at(cast):
    for _ in range(MATCH_LIMIT + 5):
        a_person()
    assert len(matching(cast.coordinator)) == MATCH_LIMIT


@pytest.mark.parametrize(
    "words", ["holl", "Holloway", "Vera Holloway", "holloway vera", "Veera Holoway", " HOLLOWAY "]
)
def test_a_search_finds_by_beginning_either_order_and_sound(cast, words):
    person = a_person()
    a_person("Dean", "Marsh")
    assert list(search(cast.coordinator, words)) == [person]


@pytest.mark.parametrize("words", ["", " ", "%", "_", "\x00", "\N{FIRE}", "'; DROP TABLE", "*"])
def test_no_sign_stands_for_everybody(cast, words):
    a_person()
    assert list(search(cast.coordinator, words)) == []


@LONG_OPERATIONS
@given(st.text(max_size=400))
def test_no_words_make_a_search_fall_over(cast, words):
    list(search(cast.coordinator, words))
    list(search(cast.outsider, words))


@LONG_OPERATIONS
@given(st.text(max_size=100), st.text(max_size=100), st.none() | st.dates())
def test_no_name_makes_matching_fall_over(cast, given_name, family_name, born):
    matching(cast.coordinator, given_name, family_name, born)


@LONG_OPERATIONS
@given(st.text(alphabet=st.characters(categories=["L", "Zs"]), min_size=1, max_size=60))
def test_whoever_is_entered_is_found_by_their_name(cast, family_name):
    Person.objects.all().delete()
    person = a_person("Ann", family_name)
    assert matching(cast.coordinator, "Ann", family_name) == {person}
    assert list(search(cast.coordinator, family_name)) == [person] or not family_name.strip()


def test_a_person_is_seen_by_the_agencies_they_are_open_to_and_those_who_oversee(cast):
    person = a_person()
    open_people_to([person.pk], [cast.housing.pk])
    open_people_to([person.pk], [cast.housing.pk])
    see = {who for who, user in cast.everyone().items() if person in visible(user)}
    assert see == {"officer", "coordinator", "cochair_police", "cochair_council"}
    close_people_to([person.pk], cast.housing.pk)
    assert person not in visible(cast.officer)


def test_a_person_of_a_restricted_case_is_seen_by_no_passer_by(cast):
    person = a_person(is_restricted=True)
    assert not any(person in visible(user) for user in cast.everyone().values())
    assert matching(cast.coordinator) == set()
    assert list(search(cast.coordinator, "Holloway")) == []


def visible(user):
    return set(Person.objects.visible_to(user))
