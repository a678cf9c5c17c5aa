"""Previews of pictures and PDFs: made anew by a worker, so that nothing of the upload is shown as
it came."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from files import keeping
from files.kinds import KINDS
from files.models import StoredFile

TIMEOUT = 60
# What the drawing process sees of our environment: no address, no key.
ENVIRONMENT = ("PATH", "LANG", "LC_ALL")


def has_preview(kind: str) -> bool:
    """Whether a kind of file can be shown without opening it."""
    return kind == "pdf" or KINDS[kind].is_image


def preview_type(kind: str) -> str:
    """What the preview of a kind of file is made as."""
    return "image/png" if kind == "pdf" else "image/jpeg"


def draw_preview(file: StoredFile) -> int:
    """Draw the previews of a file; returns how many pages, 0 if it could not be drawn. A failure
    is no error: the file is still there to be downloaded."""
    if not has_preview(file.kind):
        return 0
    target = keeping.preview_path(file.sha256, 1)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    how = "pdf" if file.kind == "pdf" else "image"
    stem = str(target).removesuffix("-1")
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "files.drawing",
        how,
        keeping.path_of(file.sha256),
        stem,
    ]
    try:
        done = subprocess.run(  # noqa: S603
            command,
            cwd=settings.BASE_DIR,
            env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
            umask=0o077,
        )
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode or not done.stdout.isdigit():
        keeping.forget_previews(file.sha256)
        return 0
    return int(done.stdout)


def open_preview(file: StoredFile, page: int) -> Path | None:
    """The preview of a page, if there is one."""
    path = keeping.preview_path(file.sha256, page)
    return path if page in file.pages and path.exists() else None
