"""An agency that a case is not shared with finds none of it, by any way in."""

import dataclasses
import re

import pytest
from django.urls import reverse

from cases.models import CaseShare
from cases.queries import possible_people
from cases.services.content import PersonSaid
from people.models import Person
from people.queries import search
from tests.access.matrix import CASES, IN_FULL, MATRIX, OFFENDERS, PANELS, STAFF, VICTIMS
from tests.access.scene import HIDDEN

NAMED = {"officer", "cochair_police"}
WITHOUT_NAMES = ("outsider", "partner", "analyst", "dpo", "administrator")
CASE_PAGES = [
    name for name in {**CASES, **VICTIMS, **OFFENDERS, **PANELS} if name.startswith("case_")
] + ["case", "add_note", "add_incident", "add_action", "assess_risk", "set_review", "close_case"]


def read(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace")


def without_secrets(response):
    """A page without what is new in every answer: its nonce and its token."""
    return re.sub(r'(nonce|value)="[^"]+"', "", read(response))


# Whoever holds these secrets sees what they open; and to ask an agency what it knows about a
# person is to tell it the name, which the log writes down as a disclosure.
TOLD_ON_PURPOSE = {"calendar_feed", "action_link", "answer_information"}


def pages_of(who, scene, client):
    """Every page this person may open, with its address, but those that tell on purpose."""
    for name, row in MATRIX.items():
        if row.method == "GET" and row.statuses[who] == 200 and name not in TOLD_ON_PURPOSE:
            yield name, read(client.get(row.address(scene)))


def search_for(client, words):
    """What the search page shows, without the words that were typed into its box."""
    return read(client.post(reverse("search"), {"q": words})).replace(f'value="{words}"', "")


def test_no_page_of_the_outsider_tells_of_the_case(scene, clients):
    secrets = [
        scene.case.reference,
        scene.restricted.reference,
        scene.waiting.reference,
        scene.draft.reference,
        scene.support.reference,
        scene.nominal.reference,
        scene.held.reference,
        scene.case.postcode,
        scene.case.summary,
        scene.person.family_name,
        scene.person.reference,
    ]
    for name, text in pages_of("outsider", scene, clients["outsider"]):
        assert [secret for secret in secrets if secret in text] == [], name


@pytest.mark.parametrize("who", WITHOUT_NAMES)
def test_no_page_names_a_person_to_those_who_may_not_know_them(scene, clients, who):
    secrets = ["Holloway", "Marsh", HIDDEN]
    if who != "dpo":  # the log tells of whom by their reference
        secrets += Person.objects.values_list("reference", flat=True)
    for page, text in pages_of(who, scene, clients[who]):
        assert [secret for secret in secrets if secret in text] == [], page


@pytest.mark.parametrize("words", ["CSM-2026-0001", "csm 2026 1", "N11 1AA", "n11", "Holloway"])
def test_a_search_finds_it_for_those_it_is_shared_with_only(scene, clients, words):
    words = words.replace("2026", scene.case.reference[4:8])
    link = reverse("case", args=[scene.case.reference])
    person = reverse("person", args=[scene.person.reference])
    for who in ("outsider", "officer"):
        text = search_for(clients[who], words)
        assert (link in text or person in text) is (who == "officer")


def test_the_download_leaves_it_out(scene, clients):
    for who, seen in (("outsider", False), ("partner", True), ("officer", True)):
        text = read(clients[who].get(reverse("download_cases")))
        assert (scene.case.reference in text) is seen


@pytest.mark.parametrize("query", ["?status=open", "?risk_band=high", "?category=neighbours"])
def test_no_filter_brings_it_out(scene, clients, query):
    for name in ("list_cases", "download_cases"):
        text = read(clients["outsider"].get(reverse(name) + query))
        assert scene.case.reference not in text


def test_a_known_person_is_known_to_those_they_are_open_to_only(scene):
    said = PersonSaid("victim", "Vera", "Holloway")
    for who, user in scene.everyone().items():
        assert bool(possible_people(user, said)) is (who in IN_FULL), who
        assert bool(search(user, "Holloway")) is (who in IN_FULL), who


def test_only_those_named_are_warned_of_a_person_of_a_restricted_case(scene):
    for who, user in scene.everyone().items():
        found = possible_people(user, PersonSaid("victim", HIDDEN, "Hidden"))
        assert bool(found) == (who in NAMED), who


def test_a_restricted_case_is_there_for_those_named_on_it_only(scene, clients):
    share = CaseShare.objects.filter(case=scene.restricted)[0]
    inside = dataclasses.replace(scene, case=scene.restricted, share=share)
    for name in CASE_PAGES:
        row = MATRIX[name]
        address = row.address(inside)
        for who in STAFF - NAMED:
            got = clients[who].get(address).status_code
            assert got == 404, f"{who} at {address}"
    for name in ("case", "case_people", "case_chronology", "case_actions", "case_panel"):
        for who in NAMED:
            assert clients[who].get(MATRIX[name].address(inside)).status_code == 200, name


@pytest.mark.parametrize("who", sorted(STAFF - NAMED - {"dpo"}))
def test_no_page_tells_the_others_of_a_restricted_case(scene, clients, who):
    for name, text in pages_of(who, scene, clients[who]):
        assert scene.restricted.reference not in text, name
        assert HIDDEN not in text, name


def test_one_who_left_finds_nothing(scene):
    assert Person.objects.visible_to(scene.leaver).count() == 0
    assert search(scene.leaver, "Holloway").count() == 0


def test_a_missing_case_and_a_hidden_one_answer_alike(scene, clients):
    hidden = clients["outsider"].get(reverse("case", args=[scene.case.reference]))
    missing = clients["outsider"].get(reverse("case", args=["CSM-1999-0001"]))
    assert hidden.status_code == missing.status_code == 404
    assert without_secrets(hidden) == without_secrets(missing)
