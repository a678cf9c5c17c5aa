"""Bytes are written once, whole or not at all, and go when nothing names them."""

import datetime as dt
import hashlib
import io
import os
import stat
import time

import pytest
from django.utils import timezone

from audit.models import Entry
from cases.services import file_document
from files import keeping
from files.kinds import Refused
from files.models import StoredFile
from files.services import forget_unused_files, take_in
from tests.files.samples import PDF, picture
from tests.people import a_case

pytestmark = pytest.mark.django_db


def kept_in(root):
    return [path for path in root.rglob("*") if path.is_file() and not path.name.endswith("lock")]


def age(days=2):
    then = time.time() - days * 86400
    for digest in keeping.digests():
        os.utime(keeping.path_of(digest), (then, then))
    StoredFile.objects.update(stored_at=timezone.now() - dt.timedelta(days=days))


def test_a_file_lies_under_its_digest_and_says_what_it_is(store, files_root):
    file = store(PDF, "Letter.pdf")
    assert file.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (file.size, file.kind, file.name, file.status) == (
        len(PDF),
        "pdf",
        "Letter.pdf",
        "unscanned",
    )
    assert kept_in(files_root) == [keeping.path_of(file.sha256)]
    assert keeping.path_of(file.sha256).read_bytes() == PDF


def test_nobody_else_on_the_machine_can_read_it(store, files_root):
    file = store(PDF, "a.pdf")
    assert stat.S_IMODE(keeping.path_of(file.sha256).stat().st_mode) == 0o600
    for folder in (path for path in files_root.rglob("*") if path.is_dir()):
        assert not stat.S_IMODE(folder.stat().st_mode) & 0o077, folder


def test_the_same_bytes_are_kept_once_for_two_who_gave_them(store, files_root):
    store(PDF, "mine.pdf"), store(PDF, "yours.pdf")
    assert len(kept_in(files_root)) == 1
    assert sorted(StoredFile.objects.values_list("name", flat=True)) == ["mine.pdf", "yours.pdf"]


def test_its_name_is_nowhere_on_the_disk(store, files_root):
    store(PDF, "../../../Vera Holloway.pdf")
    assert not [path for path in files_root.rglob("*") if "Holloway" in path.name]


def test_a_file_that_is_too_large_leaves_nothing_behind(files_root):
    with pytest.raises(Refused, match="larger than 1 MB"):
        take_in(io.BytesIO(b"a" * (1024 * 1024 + 1)), name="a.txt", most=1024 * 1024)
    assert not files_root.exists()


def test_a_full_disk_is_said_in_words_and_leaves_nothing_behind(files_root, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="no room left"):
        take_in(io.BytesIO(PDF), name="a.pdf")
    assert kept_in(files_root) == []


def test_what_nothing_names_goes_after_a_day_and_the_log_says_so(store, files_root):
    store(PDF, "a.pdf")
    assert forget_unused_files() == 0
    age()
    assert forget_unused_files() == 1
    assert kept_in(files_root) == []
    assert Entry.objects.get(verb="file.erased").operation == "erasure"


def test_what_a_document_names_stays(cast, files_root):
    file_document(a_case(cast), by=cast.officer, agency=cast.housing, content=PDF, name="a.pdf")
    age()
    assert forget_unused_files() == 0
    assert len(kept_in(files_root)) == 1


def test_bytes_go_with_the_last_case_that_names_them(cast, files_root):
    cases = [a_case(cast, people=False) for _ in range(2)]
    for case in cases:
        file_document(case, by=cast.officer, agency=cast.housing, content=PDF, name="a.pdf")
    for case, left in zip(cases, (1, 0), strict=True):
        case.delete()
        age()
        assert forget_unused_files() == 1
        assert len(kept_in(files_root)) == left


def test_bytes_that_were_given_again_today_stay_although_their_row_is_not_there_yet(
    store, files_root
):
    store(PDF, "a.pdf")
    age()
    take_in(io.BytesIO(PDF), name="again.pdf")
    assert forget_unused_files() == 1
    assert len(kept_in(files_root)) == 1


def test_what_a_killed_upload_left_is_swept_up_after_a_day(files_root, store):
    store(picture(), "a.jpg")
    left = files_root / "incoming" / "tmpkilled"
    left.write_bytes(b"half")
    assert keeping.sweep_incoming() == 0
    os.utime(left, (0, 0))
    forget_unused_files()
    assert not left.exists()
