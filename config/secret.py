"""The installation's secret key: made once, kept beside its data, readable only by its owner."""

import os
import secrets
from pathlib import Path


def secret_key(path: Path) -> str:
    """The key in the file at `path`; made there first if the file does not exist."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key
