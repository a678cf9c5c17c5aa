"""A note is never edited: its author corrects it beside it; and it can become an action."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.models import Action, Note
from cases.queries import chronology
from cases.services import add_note, move_case, share_case
from tests.people import a_case

pytestmark = pytest.mark.django_db
SAID = {"text": "It was number 9", "is_opinion": "fact"}


@pytest.fixture
def case(cast):
    return a_case(cast, shared_with=(cast.council, cast.police))


@pytest.fixture
def note(cast, case):
    return add_note(case, by=cast.officer, agency=cast.housing, text="It was number 7")


def url(note, name="note"):
    return reverse(name, args=[note.case.reference, note.pk])


def test_its_author_corrects_it_and_both_are_shown(cast, case, note, signed_in):
    client = signed_in(cast.officer)
    assert client.post(url(note, "correct_note"), SAID).status_code == 302
    correction = Note.objects.get(corrects=note)
    note.refresh_from_db()
    assert (note.text, correction.text) == ("It was number 7", "It was number 9")
    assert (correction.handling, correction.agency) == (note.handling, note.agency)
    assert Entry.objects.get(verb="note.corrected").trail == f"note {note.pk}"
    events = {event.text: event.title for event in chronology(case, cast.officer, "note")}
    assert events == {
        "It was number 7": "Note, corrected since",
        "It was number 9": "Correction of a note",
    }
    assert "It was number 9" in client.get(url(note)).content.decode()
    assert url(note) in client.get(url(correction)).content.decode()


def test_nobody_else_corrects_it(cast, note, signed_in):
    for who, status in ((cast.coordinator, 403), (cast.outsider, 404), (cast.dpo, 404)):
        assert signed_in(who).post(url(note, "correct_note"), SAID).status_code == status
    assert not Note.objects.filter(corrects=note).exists()


def test_nothing_is_corrected_on_a_closed_case(cast, case, note, signed_in):
    move_case(case, by=cast.coordinator, to="closed", reason="Quiet")
    assert signed_in(cast.officer).post(url(note, "correct_note"), SAID).status_code == 403


def test_a_correction_stays_with_the_readers_of_its_note(cast, case, signed_in):
    share_case(case, by=None, agency=cast.probation, reason="Works on it")
    own = add_note(case, by=cast.officer, agency=cast.housing, text="Ours", handling="own")
    signed_in(cast.officer).post(url(own, "correct_note"), SAID)
    correction = Note.objects.get(corrects=own)
    client = signed_in(cast.offender_manager)
    assert client.get(url(own)).status_code == client.get(url(correction)).status_code == 404


def test_it_becomes_an_action_that_keeps_its_link(cast, case, note, signed_in):
    client = signed_in(cast.officer)
    address = f"{reverse('add_action', args=[case.reference])}?note={note.pk}"
    assert address in client.get(reverse("case_chronology", args=[case.reference])).content.decode()
    page = client.get(address)
    assert page.context["form"]["wording"].value() == "It was number 7"
    said = {"wording": "Visit number 7", "owner": cast.officer.pk, "due_on": "tomorrow"}
    assert client.post(address, said).status_code == 302
    action = Action.objects.get()
    assert action.note == note
    assert url(note) in client.get(reverse("action", args=[action.pk])).content.decode()
    assert "Visit number 7" in client.get(url(note)).content.decode()


def test_an_action_tells_nothing_of_a_note_that_its_reader_may_not_read(cast, case, signed_in):
    own = add_note(case, by=cast.officer, agency=cast.housing, text="Ours", handling="own")
    address = f"{reverse('add_action', args=[case.reference])}?note={own.pk}"
    share_case(case, by=None, agency=cast.probation, reason="Works on it")
    manager = signed_in(cast.offender_manager)
    assert manager.get(address).status_code == 404
    said = {"wording": "Visit", "owner": cast.offender_manager.pk, "due_on": "tomorrow"}
    signed_in(cast.officer).post(address, said)
    page = manager.get(reverse("action", args=[Action.objects.get().pk])).content.decode()
    assert url(own) not in page
    assert "Ours" not in page


@pytest.mark.parametrize("key", ["x", "", "9" * 30])
def test_an_address_with_no_such_note_is_the_plain_form(cast, case, signed_in, key):
    address = f"{reverse('add_action', args=[case.reference])}?note={key}"
    assert signed_in(cast.officer).get(address).status_code == 200
