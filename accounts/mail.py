"""Queue an e-mail in the caller's transaction; a job sends it. A reference and a link, never a name."""

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
