"""Links to one action for partners without an account: off unless the partnership has days."""

import datetime as dt
import secrets
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.models import Action, ActionStatus
from cases.queries.settings import setting
from cases.services import end_action
from cases.workflow import WrongStatus
from panels import notices
from panels.models import ActionLink
from panels.queries.calendar import digest_of

DAYS = "action_link_days"


class LinksAreOff(Exception):
    """The partnership sends no such links, or not about this case."""


@transaction.atomic
def send_action_link(action: Action, *, by: User, email: str) -> ActionLink:
    """Send somebody without an account a link to one action. A link sent before to the same address
    for it stops working. Never for a restricted case."""
    days = setting(DAYS)
    if not days or action.case.is_restricted or action.status != ActionStatus.OPEN:
        raise LinksAreOff
    now = timezone.now()
    earlier = ActionLink.objects.live().filter(action=action, email=email)
    earlier.update(withdrawn_at=now)
    secret = secrets.token_urlsafe(32)
    link = ActionLink.objects.create(
        action=action,
        email=email,
        digest=digest_of(secret),
        sent_by=by,
        expires_at=now + dt.timedelta(days=days),
    )
    _record("action.link_sent", link, by, Operation.DISCLOSURE, recipients=[email])
    notices.action_link_sent(link, secret)
    return link


@transaction.atomic
def withdraw_action_link(link: ActionLink, *, by: User) -> None:
    """Make a link open nothing from now on."""
    rows = ActionLink.objects.filter(pk=link.pk, withdrawn_at=None, used_at=None)
    if rows.update(withdrawn_at=timezone.now()):
        _record("action.link_withdrawn", link, by, Operation.ALTERATION)


def note_link_opened(link: ActionLink) -> None:
    """Write down that somebody opened a link."""
    _record("action.link_opened", link, None, Operation.DISCLOSURE, recipients=[link.email])


@transaction.atomic
def answer_by_link(link: ActionLink, *, status: str, outcome: str) -> Action:
    """Say through a link what became of its action. It takes one answer: of two at once the second
    is refused."""
    rows = ActionLink.objects.live().filter(pk=link.pk)
    if rows.update(used_at=timezone.now()) != 1:
        raise WrongStatus("This link has been used, or no longer works.")
    action = end_action(link.action, by=None, status=status, outcome=outcome)
    _record("action.ended_by_link", link, None, Operation.ALTERATION)
    notices.action_link_answered(link)
    return action


def _record(
    verb: str, link: ActionLink, by: User | None, operation: str, *, recipients: Sequence[str] = ()
) -> None:
    record(
        verb,
        by=by,
        subject=f"case {link.action.case.reference}",
        trail=f"action {link.action_id}",
        operation=operation,
        recipients=recipients,
        changes={"link": link.pk},
    )
