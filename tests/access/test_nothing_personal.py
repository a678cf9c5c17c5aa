"""No name is in an address, an e-mail or a page's title; every page is closed by default."""

import re

from django.test import Client
from post_office.models import Email

from accounts.models import User
from people.models import Person
from tests.access.matrix import MATRIX
from tests.access.test_matrix import url_names

OPEN = {"help", "accessibility", "health"} | {
    "open_link",
    "own_page",
    "calendar_feed",
    "action_link",
}


def names_of(scene):
    """Every family name in the scene that is no ordinary word."""
    people = {person.family_name for person in Person.objects.all()}
    return {name for name in people if name not in {"Hidden", "Alleged"}} | {"Vera", "Dean"}


def test_no_address_has_a_name_in_it(scene):
    for name, row in MATRIX.items():
        address = row.address(scene)
        assert not any(each.lower() in address.lower() for each in names_of(scene)), name


def test_no_queued_email_has_a_name_in_it(scene):
    messages = Email.objects.exclude(subject="")
    assert messages.count() >= 5
    for message in messages:
        text = message.subject + message.message
        assert not any(name in text for name in names_of(scene)), message.subject


def test_every_queued_email_goes_to_one_person_and_has_a_link(scene):
    # The one other address is of a partner without an account, who was sent a link to an action.
    known = {*User.objects.values_list("email", flat=True), scene.link_sent.email}
    for message in Email.objects.exclude(subject=""):
        assert len(message.to) == 1
        assert set(message.to) <= known
        assert "http://" in message.message
        assert "\n" not in message.subject


def test_no_title_of_a_page_has_a_name_in_it_but_the_persons_own(scene, clients):
    for name, row in MATRIX.items():
        if row.method == "GET" and row.statuses["coordinator"] == 200:
            response = clients["coordinator"].get(row.address(scene))
            if not response["Content-Type"].startswith("text/html"):
                continue
            title = re.search(r"<title>(.*?)</title>", response.content.decode(), re.DOTALL)
            if title and name != "person":
                assert not any(each in title[1] for each in names_of(scene)), name


def test_every_page_of_ours_is_closed_but_help_and_health(scene):
    client = Client()
    ours = {name for name in url_names() if not name.startswith(("account_", "mfa_"))}
    answers = {name for name in ours if client.get(MATRIX[name].address(scene)).status_code != 302}
    assert answers == OPEN


def test_the_closed_door_remembers_where_one_wanted_to_go(scene):
    answer = Client().get(MATRIX["case"].address(scene))
    assert answer["Location"].endswith(f"?next={MATRIX['case'].address(scene)}")


def test_a_page_that_is_not_there_is_closed_too(scene):
    assert Client().get("/no/such/page/").status_code == 404
