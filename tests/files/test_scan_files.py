"""With a scanner nobody opens a file before it was looked at; without one the file says so."""

import datetime as dt

import pytest
from django.utils import timezone

from audit.models import Entry
from files import keeping
from files.models import StoredFile
from files.queries import scan_state
from files.services import draw_due_previews, scan_due_files
from tests.files.samples import EICAR, PDF, picture

pytestmark = pytest.mark.django_db
BAD = b"Read this: " + EICAR


def fresh(file):
    return StoredFile.objects.get(pk=file.pk)


def test_without_a_scanner_a_file_is_marked_and_can_be_opened(store):
    file = store(PDF, "a.pdf")
    assert (file.status, file.is_open) == ("unscanned", True)
    assert scan_due_files() == 0


def test_with_a_scanner_it_waits_until_it_was_looked_at(scanner, store):
    file = store(PDF, "a.pdf")
    assert (file.status, file.is_open) == ("waiting", False)
    assert draw_due_previews() == 0
    assert scan_due_files() == 1
    file = fresh(file)
    assert (file.status, file.is_open, scanner.seen) == ("clean", True, [PDF])
    assert file.scanned_at
    assert scan_due_files() == 0


def test_a_harmful_file_loses_its_bytes_and_keeps_its_row(
    scanner, store, django_capture_on_commit_callbacks
):
    file = store(BAD)
    with django_capture_on_commit_callbacks(execute=True):
        scan_due_files()
    file = fresh(file)
    assert (file.status, file.scanner_said) == ("refused", "Eicar-Signature")
    assert not file.is_open
    assert not keeping.path_of(file.sha256).exists()
    entry = Entry.objects.get(verb="file.found_harmful")
    assert (entry.subject, entry.operation) == (f"file {file.pk}", "erasure")
    assert (scan_due_files(), draw_due_previews()) == (0, 0)


def test_the_same_bytes_are_looked_at_once_and_judged_for_all_who_gave_them(scanner, store):
    files = [store(BAD, f"{number}.txt") for number in range(3)]
    assert scan_due_files() == 1
    assert {fresh(file).status for file in files} == {"refused"}
    assert Entry.objects.filter(verb="file.found_harmful").count() == 3


def test_a_scanner_that_is_down_leaves_files_waiting_and_is_asked_again(settings, store, scanner):
    address, settings.CLAMD_ADDRESS = settings.CLAMD_ADDRESS, "127.0.0.1:1"
    file = store(PDF, "a.pdf")
    assert scan_due_files() == 0
    assert fresh(file).status == "waiting"
    settings.CLAMD_ADDRESS = address
    assert scan_due_files() == 1
    assert fresh(file).status == "clean"


def test_a_scanner_that_breaks_off_leaves_files_waiting(scanner, store):
    scanner.answer = b""
    file = store(PDF, "a.pdf")
    assert scan_due_files() == 0
    assert fresh(file).status == "waiting"


def test_what_it_cannot_judge_stays_shut_and_is_tried_again_later(scanner, store):
    scanner.limit = 10
    file = store(b"a" * 400_000)
    assert scan_due_files() == 1
    file = fresh(file)
    assert (file.status, file.is_open) == ("failed", False)
    assert "size limit" in file.scanner_said
    assert file.next_scan_at > timezone.now() + dt.timedelta(minutes=50)
    scanner.limit = 10**9
    assert scan_due_files() == 0
    StoredFile.objects.update(next_scan_at=timezone.now())
    assert scan_due_files() == 1
    assert fresh(file).status == "clean"


def test_what_was_never_scanned_is_looked_at_once_there_is_a_scanner(store, settings, scanner):
    address, settings.CLAMD_ADDRESS = settings.CLAMD_ADDRESS, ""
    file = store(BAD)
    settings.CLAMD_ADDRESS = address
    assert fresh(file).is_open
    scan_due_files()
    assert fresh(file).status == "refused"


def test_a_scanner_that_is_taken_away_opens_nothing(store, settings, scanner):
    file = store(PDF, "a.pdf")
    settings.CLAMD_ADDRESS = ""
    assert scan_due_files() == 0
    assert not fresh(file).is_open


def test_the_same_bytes_found_harmful_later_are_taken_from_those_who_have_them(scanner, store):
    first = store(picture(), "a.jpg")
    scan_due_files()
    scanner.answer = b"stream: Win.Late FOUND\0"
    store(picture(), "b.jpg")
    scan_due_files()
    assert fresh(first).status == "refused"


def test_the_jobs_page_says_how_many_wait_and_since_when(scanner, store):
    assert (scan_state().waiting, scan_state().oldest) == (0, None)
    file = store(PDF, "a.pdf")
    assert (scan_state().has_scanner, scan_state().waiting) == (True, 1)
    assert scan_state().oldest == fresh(file).stored_at


def test_a_scanner_behind_a_socket_of_the_machine(settings, store, tmp_path):
    import socket
    import threading

    path = str(tmp_path / "clamd.ctl")
    door = socket.socket(socket.AF_UNIX)
    door.bind(path)
    door.listen()

    def answer():
        caller, _ = door.accept()
        with caller:
            caller.recv(10**6)
            caller.sendall(b"stream: OK\0")

    threading.Thread(target=answer, daemon=True).start()
    settings.CLAMD_ADDRESS = path
    file = store(PDF, "a.pdf")
    scan_due_files()
    assert fresh(file).status == "clean"
