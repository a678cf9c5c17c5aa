"""What stops a letter: each check over plain facts, and what a check says gives nothing away."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.checks import (
    Facts,
    Grade,
    OtherPerson,
    SafeWays,
    Secret,
    every_check,
    findings,
)
from letters.models import Sending
from tests.letters.test_spelling import homes

HOME = "12 Tannery Walk\nNB3 1AA"
PLAIN = Facts(text="Dear Vera, thank you.", sending="post", address=HOME, own_addresses=[HOME])


def found(**more):
    """The codes of what is found in the plain letter with these facts."""
    facts = dataclasses.replace(PLAIN, **more)
    return {finding.code: finding for finding in findings(every_check(facts))}


def test_a_plain_letter_passes_every_check():
    assert found() == {}
    assert len(every_check(PLAIN)) == 7


@given(st.sets(st.sampled_from(Sending.values)), st.sampled_from(Sending.values))
def test_only_a_way_that_safe_contact_allows_is_let_through(ways, sending):
    record = SafeWays(frozenset(ways), email="vera@example.org")
    stopped = "unsafe_way" in found(safe_contact=[record], sending=sending)
    assert stopped is (sending not in ways)


@given(st.lists(st.sets(st.sampled_from(Sending.values)), max_size=3))
def test_every_record_of_safe_contact_counts(records):
    safe = [SafeWays(frozenset(ways)) for ways in records]
    assert ("unsafe_way" in found(safe_contact=safe)) is any("post" not in w for w in records)


def test_text_messages_only_stops_every_letter():
    for sending in Sending.values:
        stop = found(safe_contact=[SafeWays(frozenset({"text"}))], sending=sending)["unsafe_way"]
        assert stop.grade == Grade.STOP
        assert "ask Victim Support" in stop.says


def test_post_to_another_place_than_safe_contact_names_is_stopped_without_naming_it():
    record = SafeWays(frozenset({"post"}), address="9 Harbour Street")
    stop = found(safe_contact=[record])["unsafe_place"]
    assert "Harbour" not in stop.says
    assert found(safe_contact=[SafeWays(frozenset({"post"}), address="12 Tannery Wlk")]) == {}


def test_email_to_another_address_than_safe_contact_names_is_stopped():
    record = SafeWays(frozenset({"email"}), email="safe@example.org")
    assert "unsafe_email" in found(safe_contact=[record], sending="email", email="old@example.org")
    assert found(safe_contact=[record], sending="email", email="SAFE@example.org") == {}
    assert found(safe_contact=[record], sending="email") == {}


@given(homes(), st.sampled_from(("text", "address")))
def test_a_letter_with_the_other_sides_address_in_any_spelling_is_stopped(home, where):
    kept, written = home
    secret = Secret("address", kept, "an alleged perpetrator")
    said = {"text": f"He is at {written}."} if where == "text" else {"address": written}
    stop = found(secrets=[secret], own_addresses=["1 Far Away"], **said)["other_side"]
    assert stop.grade == Grade.STOP
    assert stop.says == "The letter has the address of an alleged perpetrator. Take it out"


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("postcode", "NB7 2BB", "near nb72bb"),
        ("phone number", "020 7946 0000", "ring +44 20 7946 0000"),
        ("email address", "alan@example.org", "alan at example dot org"),
    ],
)
def test_so_is_one_with_their_postcode_phone_or_email(kind, text, said):
    stop = found(secrets=[Secret(kind, text, "a witness")], text=said)["other_side"]
    assert kind in stop.says
    assert text not in stop.says


@given(homes())
def test_an_address_that_is_the_readers_own_too_gives_nothing_away(home):
    kept, written = home
    secret = Secret("address", kept, "a victim")
    assert "other_side" not in found(
        secrets=[secret], own_addresses=[kept], address=written, text=f"You live at {written}."
    )


def test_the_readers_own_safe_place_is_not_posted_to_the_home_they_fled():
    secret = Secret("address", "9 Harbour Street", "a victim")
    stop = found(own_secrets=[secret], text="We will see you at 9 Harbour St")["own_safe_place"]
    assert stop.grade == Grade.STOP


def test_a_home_shared_with_the_other_side_is_warned_of_when_it_goes_by_post():
    assert found(opposite_homes=[HOME])["shared_home"].grade == Grade.WARNING
    assert found(opposite_homes=[HOME], sending="visit") == {}


def test_a_changed_address_stops():
    assert found(address_changed=True)["address_changed"].grade == Grade.STOP


def test_another_persons_name_asks_for_a_reason_and_says_only_the_role():
    other = OtherPerson("Wilma", "Watcher", "a witness")
    warning = found(others=[other], text="As Wilma Watcher told us")["names"]
    assert warning.grade == Grade.WARNING
    assert warning.says == "The letter names a witness of the case"


def test_a_restricted_case_and_a_kept_note_ask_for_the_coordinator():
    note = "He was seen to take money from the till on two nights."
    asked = found(is_restricted=True, kept_notes=[note], text=f"We hear that {note.lower()}")
    assert {finding.grade for finding in asked.values()} == {Grade.ASK_COORDINATOR}
    assert set(asked) == {"restricted", "kept_note"}


def test_nobody_is_written_to_when_telling_them_is_unsafe():
    assert found(unsafe_to_tell=True)["unsafe_to_tell"].grade == Grade.STOP
    assert found(not_told=True)["not_told"].grade == Grade.WARNING


def test_what_is_missing_is_named():
    assert found(text="On [[next meeting]]")["unfilled"].says == "Fill in or take out: next meeting"
    assert "no_address" in found(address="", own_addresses=[])
    assert "no_address" not in found(address="", own_addresses=[], sending="visit")
    assert "no_email" in found(sending="email")
    assert "no_desk" in found(lacks_desk=True)


SECRET = st.from_regex(r"\A[1-9][0-9]{0,2} [A-Z][a-z]{4,9} Road\Z")


@given(SECRET, SECRET, st.sampled_from(Sending.values))
def test_no_finding_ever_repeats_a_secret(his, safe, sending):
    facts = dataclasses.replace(
        PLAIN,
        text=f"{his} {safe}",
        sending=sending,
        secrets=[Secret("address", his, "an alleged perpetrator")],
        own_secrets=[Secret("address", safe, "a victim")],
        safe_contact=[SafeWays(frozenset(Sending.values), "safe@example.org", safe)],
        others=[OtherPerson("Alan", his, "an alleged perpetrator")],
    )
    for finding in findings(every_check(facts)):
        assert his not in finding.says
        assert safe not in finding.says
        assert "safe@example.org" not in finding.says
