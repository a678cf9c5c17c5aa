"""Queue an e-mail in the caller's transaction; a job sends it. A reference and a link, no name."""

import fcntl
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.template.loader import render_to_string
from post_office import mail

from accounts.models import User
from audit.models import Operation
from audit.services import record

_AS_IT_IS = "{%% autoescape off %%}{{ %s }}{%% endautoescape %%}"


@dataclass(frozen=True)
class Enclosed:
    """A file that goes with a message."""

    name: str
    content: bytes
    mimetype: str


def queue_mail(
    people: Iterable[User],
    *,
    subject: str,
    template: str,
    path: str,
    enclosed: Enclosed | None = None,
    **said: str,
) -> int:
    """Queue one message a person from `templates/email/<template>.txt`; returns how many."""
    return queue_mail_to(
        [person.email for person in people],
        subject=subject,
        template=template,
        path=path,
        enclosed=enclosed,
        **said,
    )


def queue_mail_to(
    addresses: Iterable[str],
    *,
    subject: str,
    template: str,
    path: str,
    enclosed: Enclosed | None = None,
    **said: str,
) -> int:
    """The same to addresses, for those who have no account."""
    address = f"{settings.SITE_ADDRESS}{path}"
    messages: list[dict[str, Any]] = [
        {
            "to": each,
            "subject": subject,
            "message": render_to_string(f"email/{template}.txt", {"address": address, **said}),
            "attachments": _attached(enclosed),
        }
        for each in addresses
    ]
    for message in messages:
        _queue(**message)
    return len(messages)


def queue_letter(to: str, *, subject: str, message: str) -> None:
    """Queue one message to somebody outside: its words have been checked by whoever calls."""
    _queue(to, subject=subject, message=message)


def _queue(
    to: str, *, subject: str, message: str, attachments: dict[str, Any] | None = None
) -> None:
    """The queue reads what it is given as templates, so what anybody typed goes in as values."""
    mail.send(
        recipients=[to],
        subject=_AS_IT_IS % "subject",
        message=_AS_IT_IS % "message",
        context={"subject": subject, "message": message},
        attachments=attachments,
    )


def _attached(enclosed: Enclosed | None) -> dict[str, Any] | None:
    if enclosed is None:
        return None
    return {enclosed.name: {"file": ContentFile(enclosed.content), "mimetype": enclosed.mimetype}}


def send_queue() -> int:
    """Send what is queued, each message marked as sent before the next begins; returns how many.

    The lock is the kernel's: unlike a file with a process number in it, a killed worker frees it.
    It keeps one sender to a machine; between machines each message is claimed in the database.
    """
    with (settings.VAR / "mail-queue.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return 0
        return sum(iter(_send_next, None))


def _send_next() -> int | None:
    """Send one message that nobody else is sending; 1 if it went, None if there is none.

    Where the database can lock a row, the row stays locked until the message is marked: another
    machine passes over it, and if this one dies the lock is gone and the message waits again. On
    SQLite there is but one machine, and a transaction would keep everybody else from writing.
    """
    can_claim = connection.features.has_select_for_update_skip_locked
    with transaction.atomic() if can_claim else nullcontext():
        waiting = mail.get_queued()
        claimed = list(waiting.select_for_update(skip_locked=True) if can_claim else waiting)
        if not claimed:
            return None
        sent = mail._send_bulk(claimed, uses_multiprocessing=False)[0]
        for message in claimed if sent else ():
            record(
                "mail.sent",
                by=None,
                subject=message.subject,
                trail=message.message_id or "",
                operation=Operation.DISCLOSURE,
                recipients=message.to,
            )
    return int(sent)
