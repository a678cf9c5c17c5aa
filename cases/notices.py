"""The messages about referrals and cases: a reference and a link, nothing personal."""

from django.urls import reverse

from accounts.mail import queue_mail
from accounts.models import Role
from accounts.queries import people_with_role
from cases.models import Action, Referral


def action_set(action: Action) -> int:
    """To the owner of a new action."""
    return queue_mail(
        [action.owner],
        subject=f"You have an action on {action.case.reference}",
        template="action_set",
        path=reverse("action", args=[action.pk]),
        reference=action.case.reference,
        due=f"{action.due_on:%-d %B %Y}",
    )


def referral_sent(referral: Referral) -> int:
    """To the coordinators, when a referral waits for them."""
    return queue_mail(
        people_with_role(Role.COORDINATOR),
        subject=f"Referral {referral.reference} is waiting for you",
        template="referral_sent",
        path=reverse("referral", args=[referral.reference]),
        reference=referral.reference,
    )


def referral_answered(referral: Referral) -> int:
    """To its author, when a referral is accepted, returned or declined."""
    return queue_mail(
        [referral.author],
        subject=f"Your referral {referral.reference} has been answered",
        template="referral_answered",
        path=reverse("referral", args=[referral.reference]),
        reference=referral.reference,
    )
