"""The messages about referrals and cases: a reference and a link, nothing personal."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from accounts.mail import queue_mail
from accounts.models import Role, User
from accounts.queries import people_with_role
from cases.models import Action, Referral


@dataclass(frozen=True)
class Due:
    """One part of a digest: what it says, and the page that lists the same."""

    says: str
    path: str


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


def actions_handed_over(owner: User, actions: Sequence[Action]) -> int:
    """To whoever is given the actions of somebody else."""
    references = sorted({action.case.reference for action in actions})
    one = len(actions) == 1
    said = f"an action on {references[0]}" if one else f"{len(actions)} actions"
    return queue_mail(
        [owner],
        subject=f"You have been given {said}",
        template="action_handed_over",
        path=reverse("action", args=[actions[0].pk]) if one else f"{_actions()}?whose=mine",
        said=said,
        references=", ".join(references),
    )


def actions_due(person: User, parts: Sequence[Due]) -> int:
    """One digest to a person: their own actions that are due, and those overdue that they hear
    of as a manager. Each part counts what the page behind its link lists."""
    return queue_mail(
        [person],
        subject="Actions that are due or overdue",
        template="action_due",
        path=_actions(),
        digest="\n\n".join(f"{part.says}\n{settings.SITE_ADDRESS}{part.path}" for part in parts),
    )


def _actions() -> str:
    return reverse("list_actions")


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


def referral_acknowledged(referral: Referral) -> int:
    """To its author, when the coordinator has it in hand."""
    return queue_mail(
        [referral.author],
        subject=f"Your referral {referral.reference} has been received",
        template="referral_acknowledged",
        path=reverse("referral", args=[referral.reference]),
        reference=referral.reference,
    )
