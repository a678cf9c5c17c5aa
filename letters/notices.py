"""The emails by which a letter leaves, or waits for somebody."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.mail import queue_letter, queue_mail
from accounts.models import Role
from accounts.queries import people_with_role
from letters.models import Letter
from letters.queries import letterhead_of


def letter_asked(letter: Letter) -> int:
    """To the coordinators who see the case, when a letter waits for them."""
    seeing = [
        person
        for person in people_with_role(Role.COORDINATOR)
        if Letter.objects.visible_to(person).filter(pk=letter.pk).exists()
    ]
    return queue_mail(
        seeing,
        subject=f"A letter on {letter.case.reference} is waiting for you",
        template="letter_asked",
        path=reverse("check_letter", args=[letter.pk]),
        reference=letter.case.reference,
    )


def letter_leaves(letter: Letter, *, to: str, in_words: bool) -> None:
    """To whom the letter is written: its words only where the person's safe contact allows email;
    otherwise a notice with a reference and the phone of the agency's desk, and no name."""
    head = letterhead_of(letter.agency)
    if in_words:
        queue_letter(to, subject="A letter for you", message=letter.body)
        return
    path = reverse("letter", args=[letter.pk]) if letter.to_agency else ""
    said = {
        "reference": letter.case.reference,
        "phone": head.phone if head else "",
        "address": f"{settings.SITE_ADDRESS}{path}" if path else "",
    }
    message = render_to_string("email/letter_leaves.txt", said)
    queue_letter(to, subject=f"A letter about {letter.case.reference}", message=message)
