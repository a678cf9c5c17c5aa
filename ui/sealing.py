"""Words that stand in an address without being read there: addresses are written down in logs."""

from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def seal(text: str) -> str:
    """The text as a token that only this installation can open; nothing for no text."""
    return _cipher(settings.SECRET_KEY).encrypt(text.encode()).decode() if text else ""


def unseal(token: str) -> str:
    """The text of a token; nothing if it is not ours."""
    try:
        return _cipher(settings.SECRET_KEY).decrypt(token.encode()).decode()
    except (InvalidToken, UnicodeEncodeError):
        return ""


@lru_cache
def _cipher(secret: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"ui.sealing {secret}".encode()).digest()))
