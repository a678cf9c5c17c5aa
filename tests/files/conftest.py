"""A folder of its own for every test, and a scanner."""

import io
from collections.abc import Callable, Iterator

import pytest

from files.models import StoredFile
from files.services import add_file, take_in
from tests.files.clamd import FakeScanner, fake_clamd

__all__ = ["store"]


@pytest.fixture(autouse=True)
def files_root(settings, tmp_path):
    """Where bytes lie in this test."""
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


@pytest.fixture
def scanner(settings) -> Iterator[FakeScanner]:
    """A scanner that is set up and answers."""
    with fake_clamd() as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        yield scanner


@pytest.fixture
def store(db: None) -> Callable[..., StoredFile]:
    """Keep a file."""
    return lambda content, name="a.txt": add_file(take_in(io.BytesIO(content), name=name))
