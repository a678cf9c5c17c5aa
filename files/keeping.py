"""Bytes on disk: under their digest, written once, readable by Concord alone."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from django.conf import settings

CHUNK = 256 * 1024
# A file that no row names may belong to a transaction that has not ended yet.
GRACE = 24 * 3600


@dataclass(frozen=True)
class Kept:
    """What was written down: the digest is the name."""

    sha256: str
    size: int


def path_of(digest: str) -> Path:
    """Where the bytes with this digest lie."""
    return _root() / digest[:2] / digest


def preview_path(digest: str, page: int) -> Path:
    """Where the preview of a page lies."""
    return _root() / "previews" / digest[:2] / f"{digest}-{page}"


def keep(content: BinaryIO) -> Kept:
    """Write the bytes beside where they belong, sync them, then move them there: a crash leaves
    the whole file or none. OSError if the disk is full; nothing is left behind then."""
    content.seek(0)
    digest, size = sha256(), 0
    incoming = _folder(_root() / "incoming")
    with NamedTemporaryFile(dir=incoming, delete=False) as written:
        try:
            while chunk := content.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                written.write(chunk)
            written.flush()
            os.fsync(written.fileno())
            kept = Kept(digest.hexdigest(), size)
            with _alone():
                _put(Path(written.name), path_of(kept.sha256))
        except BaseException:
            Path(written.name).unlink(missing_ok=True)
            raise
    return kept


def forget(digest: str) -> None:
    """Delete the bytes and their previews."""
    path_of(digest).unlink(missing_ok=True)
    forget_previews(digest)


def forget_previews(digest: str) -> None:
    """Delete the previews of a file."""
    for path in preview_path(digest, 1).parent.glob(f"{digest}-*"):
        path.unlink(missing_ok=True)


def forget_if_unused(digest: str, is_used: Callable[[str], bool]) -> bool:
    """Delete bytes that no row names, unless they were given again within the day."""
    path = path_of(digest)
    with _alone():
        if not path.exists() or time.time() - path.stat().st_mtime < GRACE or is_used(digest):
            return False
        forget(digest)
    return True


def digests() -> Iterator[str]:
    """Every digest of which the bytes lie here."""
    for folder in sorted(_root().glob("??")):
        yield from (path.name for path in sorted(folder.iterdir()))


def sweep_incoming() -> int:
    """Delete what killed uploads left behind a day ago; returns how many."""
    left = [path for path in (_root() / "incoming").glob("*") if _age(path) > GRACE]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _age(path: Path) -> float:
    return time.time() - path.stat().st_mtime


def _root() -> Path:
    return Path(settings.FILES_ROOT)


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def _put(written: Path, place: Path) -> None:
    _folder(place.parent)
    written.chmod(0o600)
    written.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def only_one(work: str) -> Iterator[bool]:
    """Whether this process may do a piece of work that another may be doing. The lock is the
    kernel's: a killed worker frees it."""
    with (_folder(_root()) / f"{work}.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


@contextmanager
def _alone() -> Iterator[None]:
    """One at a time: bytes that are given again are not swept away at the same moment."""
    with (_folder(_root()) / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
