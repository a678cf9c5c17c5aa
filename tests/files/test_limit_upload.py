"""An upload that is too large stops being written while it still comes in."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.test.utils import override_settings

from files.uploading import LimitedUpload

LIMIT = 1024 * 1024


@pytest.fixture
def received(settings):
    """What a request with a file of a size comes out as."""
    settings.LARGEST_UPLOAD = LIMIT

    def receive(size):
        upload = SimpleUploadedFile("a.txt", b"a" * size)
        return RequestFactory().post("/", {"file": upload, "title": "Typed"})

    return receive


@pytest.mark.parametrize("size", [0, 1, 100_000, LIMIT - 1, LIMIT])
def test_a_file_of_a_permitted_size_comes_in_whole(received, size):
    assert received(size).FILES["file"].size == size


@pytest.mark.parametrize("size", [LIMIT + 1, 3 * LIMIT, 30 * LIMIT])
def test_of_a_larger_file_no_more_is_written_than_shows_that_it_is_too_large(received, size):
    request = received(size)
    file = request.FILES["file"]
    assert LIMIT < file.size <= LIMIT + 2 * LimitedUpload.chunk_size
    assert request.POST["title"] == "Typed"
    path = getattr(file, "temporary_file_path", None)
    if path:
        assert Path(path()).stat().st_size == file.size


@override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=0)
def test_a_large_file_goes_to_disk_and_not_into_memory(received):
    assert hasattr(received(500_000).FILES["file"], "temporary_file_path")
