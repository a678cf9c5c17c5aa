"""My work: what every app says a person owes, overdue first."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Action
from cases.services import add_action
from home.queries import work_today
from tests.cases.desk import sent_referral
from tests.people import a_case
from victims.services import refer_victim

pytestmark = pytest.mark.django_db


def due_in(days):
    return timezone.localdate() + dt.timedelta(days=days)


def an_action(case, cast, days):
    action = add_action(
        case,
        by=cast.coordinator,
        wording="Visit",
        owner=cast.officer,
        agency=cast.housing,
        due_on=due_in(max(days, 0)),
    )
    Action.objects.filter(pk=action.pk).update(due_on=due_in(days))
    return action


def test_overdue_comes_first_and_what_has_no_date_last(cast, signed_in):
    case = a_case(cast)
    for days in (3, -2, 0):
        an_action(case, cast, days)
    signed_in(cast.officer).post(reverse("start_referral"))
    items = work_today(cast.officer)
    assert [item.due for item in items] == [due_in(-2), due_in(0), due_in(3), None]
    page = signed_in(cast.officer).get(reverse("my_work")).content.decode()
    assert page.count("Overdue") == 1


def test_it_gathers_what_several_apps_say(cast):
    sent_referral(cast)
    refer_victim(a_case(cast).parties.get(role="victim"), by=cast.coordinator)
    assert {item.kind for item in work_today(cast.coordinator)} == {"Referral"}
    assert len(work_today(cast.victim_worker)) == 1
    assert work_today(cast.analyst) == []


def test_no_text_or_address_of_it_has_a_name(cast):
    sent_referral(cast)
    case = a_case(cast)
    an_action(case, cast, 1)
    refer_victim(case.parties.get(role="victim"), by=cast.coordinator)
    for user in cast.everyone().values():
        for item in work_today(user):
            said = item.text + item.url + item.kind
            assert not any(name in said for name in ("Vera", "Alan", "Harmed", "Dean"))


def test_whoever_owes_nothing_is_told_where_to_look(cast, signed_in):
    page = signed_in(cast.outsider).get(reverse("my_work")).content.decode()
    assert "Nothing is waiting for you" in page
    assert reverse("start_referral") in page


def test_the_navigation_offers_what_ones_roles_open(cast, signed_in):
    def places(user):
        return {link.label for link in signed_in(user).get("/").context["navigation"]}

    assert "Victims" in places(cast.victim_worker)
    assert "Victims" not in places(cast.coordinator)
    assert places(cast.dpo) >= {"The log", "Retention"}
    assert not places(cast.dpo) & {"Cases", "Referrals", "People and roles"}
    assert "Administration" in places(cast.administrator) & places(cast.coordinator)
    assert not places(cast.analyst) & {"Cases", "The log", "Administration"}


def test_behind_administration_is_what_ones_roles_open(cast, signed_in):
    def rooms(user):
        page = signed_in(user).get(reverse("administration"))
        return {room.place.label for room, _ in page.context["rooms"]}

    kept = {
        "Hand-over",
        "Settings",
        "Risk matrices",
        "Letter templates",
        "Parts of life",
        "Pathways",
    }
    assert rooms(cast.coordinator) == kept
    assert rooms(cast.administrator) == kept | {"People and roles", "Agencies", "Panels", "Jobs"}


def test_a_page_behind_administration_is_marked_there(cast, signed_in):
    page = signed_in(cast.coordinator).get(reverse("list_settings"))
    assert [link.label for link in page.context["navigation"] if link.current] == ["Administration"]


def test_every_place_of_the_navigation_opens(cast, signed_in):
    for name, user in cast.everyone().items():
        client = signed_in(user)
        for link in client.get("/").context["navigation"]:
            page = client.get(link.url)
            assert page.status_code == 200, (name, link.url)
            for _, url in page.context.get("rooms", ()):
                assert client.get(url).status_code == 200, (name, url)
