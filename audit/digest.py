"""Keyed digests: whoever can write to the database but does not hold the key cannot forge them."""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterable

from django.conf import settings

from audit.models import Entry


def _keyed(text: str) -> str:
    key = hashlib.sha256(b"concord audit " + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def entry_digest(entry: Entry) -> str:
    """The digest of everything an entry says, its own number apart."""
    said = [
        str(entry.key),
        # A moment is the same in whichever zone it was said; the database gives back UTC.
        entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        entry.operation,
        entry.verb,
        entry.actor_id,
        entry.actor_name,
        entry.agency_name,
        entry.subject,
        entry.trail,
        entry.reason,
        entry.recipients,
        entry.changes,
    ]
    return _keyed(json.dumps(said, sort_keys=True, ensure_ascii=False))


def seal_digest(day: str, previous: str, digests: Iterable[str]) -> str:
    """The digest of one day: the day before it, then each entry of the day in order."""
    return _keyed("\n".join([day, previous, *digests]))
