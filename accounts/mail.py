"""Queue an e-mail in the caller's transaction; a job sends it. A reference and a link, no name."""

import fcntl
from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from post_office import mail

from accounts.models import User


def queue_mail(
    people: Iterable[User], *, subject: str, template: str, path: str, **said: str
) -> int:
    """Queue one message a person from `templates/email/<template>.txt`; returns how many."""
    address = f"{settings.SITE_ADDRESS}{path}"
    messages = [
        {
            "recipients": [person.email],
            "subject": subject,
            "message": render_to_string(f"email/{template}.txt", {"address": address, **said}),
        }
        for person in people
    ]
    for message in messages:
        mail.send(**message)
    return len(messages)


def send_queue() -> int:
    """Send what is queued, each message marked as sent before the next begins; returns how many.

    The lock is the kernel's: unlike a file with a process number in it, a killed worker frees it.
    """
    with (settings.VAR / "mail-queue.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return 0
        sent = 0
        while mail.get_queued():
            sent += mail.send_queued()[0]
        return sent
