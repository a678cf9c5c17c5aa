"""The fingerprint of what is kept as JSON."""

import hashlib
import json


def digest_of(content: object) -> str:
    """The SHA-256 of the content, in hexadecimal, written in one way only: its keys sorted, nothing
    between its parts."""
    said = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()
