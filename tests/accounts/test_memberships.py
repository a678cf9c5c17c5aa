"""Joiners and leavers, and the agencies they act for."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.desk import CASEWORK_ROLES, Desk
from accounts.models import Agency, Membership, Role, User
from accounts.services import AlreadyMember, add_member, end_membership
from audit.models import Entry
from tests.people import person_of

TODAY = timezone.localdate
DAY = dt.timedelta(days=1)


def join(cast, **said):
    fields = {
        "email": "New.Person@Test.Example ",
        "given_name": "New",
        "family_name": "Person",
        "agency": cast.police,
        "role": Role.OFFICER,
        "starts": TODAY(),
    }
    return add_member(by=cast.administrator, **{**fields, **said})


def post_new(client, cast, **said):
    fields = {
        "email": "new@test.example",
        "given_name": "New",
        "family_name": "Person",
        "agency": cast.police.pk,
        "role": "officer",
        "starts": "today",
    }
    return client.post(reverse("add_person"), {**fields, **said})


@pytest.mark.django_db
def test_a_new_person_gets_an_account_and_a_desk(cast):
    membership = join(cast)
    user = User.objects.get(email="new.person@test.example")
    assert membership.user == user
    assert not user.has_usable_password()
    assert user.desk.roles == {"officer"}
    entry = Entry.objects.get(verb="membership.started")
    assert entry.changes["role"] == "officer"
    assert "Person" not in str(entry.changes) + entry.subject


@pytest.mark.django_db
def test_a_known_person_gets_one_more_role_and_keeps_their_name(cast):
    join(cast, email=cast.officer.email.upper(), given_name="Another", family_name="Name")
    officer = User.objects.get(pk=cast.officer.pk)
    assert officer.given_name == "Officer"
    assert officer.memberships.count() == 2


@pytest.mark.django_db
def test_the_same_role_twice_is_refused_whenever_it_starts(cast):
    join(cast, starts=TODAY() + 30 * DAY)
    for starts in (TODAY(), TODAY() + 30 * DAY, TODAY() + 60 * DAY):
        with pytest.raises(AlreadyMember):
            join(cast, starts=starts)
    assert Membership.objects.filter(agency=cast.police, role="officer").count() == 1


@pytest.mark.django_db
def test_a_role_taken_away_on_its_first_day_can_be_given_again_that_day(cast, signed_in):
    membership = join(cast)
    end_membership(membership, by=cast.administrator, ends=TODAY(), reason="A slip")
    answer = post_new(signed_in(cast.administrator), cast, email="new.person@test.example")
    assert answer.status_code == 302
    assert User.objects.get(email="new.person@test.example").desk.roles == {"officer"}


@pytest.mark.django_db
def test_a_role_ends_on_the_day_said_and_with_its_reason(cast, signed_in):
    membership = cast.officer.memberships.get()
    url = reverse("end_person", args=[membership.pk])
    answer = signed_in(cast.administrator).post(url, {"ends": "tomorrow", "reason": "New job"})
    assert answer.status_code == 302
    assert User.objects.get(pk=cast.officer.pk).desk.roles == {"officer"}
    membership.refresh_from_db()
    assert membership.ends == TODAY() + DAY
    entry = Entry.objects.get(verb="membership.ended")
    assert entry.reason == "New job"
    assert entry.changes == {"ends": [None, membership.ends.isoformat()]}


@pytest.mark.django_db
def test_a_role_does_not_end_before_it_began(cast):
    membership = join(cast, starts=TODAY() + 5 * DAY)
    end_membership(membership, by=cast.administrator, ends=TODAY(), reason="Never came")
    assert membership.ends == membership.starts


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("email", "no address"),
        ("email", "a\x00@test.example"),
        ("role", "king"),
        ("agency", "999999"),
        ("starts", "31 2 2026"),
        ("given_name", "x" * 101),
        ("family_name", ""),
    ],
)
def test_a_wrong_joiner_is_refused_with_a_message(cast, signed_in, field, typed):
    before = User.objects.count()
    page = post_new(signed_in(cast.administrator), cast, **{field: typed})
    assert page.status_code == 200
    assert page.context["form"].errors[field]
    assert User.objects.count() == before


@pytest.mark.django_db
def test_somebody_who_is_already_there_is_said_so(cast, signed_in):
    page = post_new(
        signed_in(cast.administrator), cast, email=cast.cochair_police.email, role="co_chair"
    )
    assert "already hold this role" in page.content.decode()


@pytest.mark.django_db
def test_an_agency_is_added_and_logged(cast, signed_in):
    client = signed_in(cast.administrator)
    data = {"name": "Oak Trust", "short_name": "Oak", "kind": "other", "is_core": ""}
    assert client.post(reverse("add_agency"), data).status_code == 302
    agency = Agency.objects.get(slug="oak-trust")
    assert not agency.is_core
    assert Entry.objects.get(verb="agency.added").subject == "agency oak-trust"
    assert "Oak Trust" in client.get(reverse("list_agencies")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Homes", "homes", " HOMES! ", "!!!", ""])
def test_an_agency_has_a_name_of_its_own(cast, signed_in, name):
    data = {"name": name, "short_name": "Oak", "kind": "other"}
    before = Agency.objects.count()
    page = signed_in(cast.administrator).post(reverse("add_agency"), data)
    assert page.context["form"].errors["name"]
    assert Agency.objects.count() == before


@pytest.mark.django_db
def test_a_desk_is_made_of_what_is_in_force_today(cast):
    user = person_of(Role.OFFICER, cast.housing)
    for agency, role, starts, ends in (
        (cast.police, Role.CO_CHAIR, TODAY() - DAY, TODAY()),
        (cast.council, Role.ANALYST, TODAY() + DAY, None),
        (cast.health, Role.ANALYST, TODAY(), TODAY() + DAY),
    ):
        Membership.objects.create(user=user, agency=agency, role=role, starts=starts, ends=ends)
    desk = User.objects.get(pk=user.pk).desk
    assert desk.roles == {"officer", "analyst"}
    assert desk.agency_ids() == {cast.housing.pk, cast.health.pk}
    assert desk.casework_agency_ids == {cast.housing.pk}
    assert not desk.oversees_cases


@given(st.lists(st.tuples(st.sampled_from(Role.values), st.integers(1, 4))))
def test_a_desk_says_of_each_agency_what_is_done_for_it(seats):
    desk = Desk([(role, Agency(pk=pk)) for role, pk in seats])
    assert desk.works_on_cases is any(role in CASEWORK_ROLES for role, _ in seats)
    assert desk.agency_ids() == {pk for _, pk in seats}
    for role in Role.values:
        assert desk.agency_ids(role) == {pk for held, pk in seats if held == role}
        assert desk.has(role) is (role in {held for held, _ in seats})
    if desk.works_on_cases:
        assert desk.casework_agency.pk in desk.casework_agency_ids
