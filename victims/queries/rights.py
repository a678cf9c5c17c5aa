"""The Victims' Code checklist of one person, their complaints, and their own page."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from victims.models import (
    Complaint,
    LinkKind,
    OneTimeLink,
    Right,
    RightCheck,
    SupportReferral,
)


@dataclass(frozen=True)
class RightLine:
    """One right, and what became of it."""

    code: str
    label: str
    check: RightCheck | None


def rights_of(user: User, referral: SupportReferral) -> list[RightLine]:
    """Every right in the order of the Code, with what became of it."""
    rows = RightCheck.objects.visible_to(user).filter(referral=referral)
    checked = {row.right: row for row in rows.select_related("recorded_by")}
    return [RightLine(code, str(label), checked.get(code)) for code, label in Right.choices]


def complaints_of(user: User, referral: SupportReferral) -> list[Complaint]:
    """Complaints about this person's support that the user may read."""
    return list(Complaint.objects.visible_to(user).filter(referral=referral))


def page_link(referral: SupportReferral) -> OneTimeLink | None:
    """The link to the person's own page that still works, or has been opened and not ended."""
    rows = OneTimeLink.objects.filter(referral=referral, kind=LinkKind.PAGE, ended_at=None)
    return rows.filter(expires_at__gt=timezone.now()).first()


def link_opened(pk: int) -> OneTimeLink | None:
    """A used link that has not been ended, for the session that used it."""
    rows = OneTimeLink.objects.filter(pk=pk, used_at__isnull=False, ended_at=None)
    return rows.select_related("referral__worker", "referral__provider", "referral__party").first()


@dataclass(frozen=True)
class Progress:
    """What a person reads of their own support: nothing on anybody else, nothing of where or how
    they are reached."""

    stage: str
    worker: str
    service: str
    next_contact: dt.date | None
    has_case: bool


STAGES = {
    "referred": "Your referral has arrived. Somebody will be in touch.",
    "in_support": "You are being supported.",
    "closed": "Your support has come to an end. You can ask for it again.",
    "not_supported": "You are not being supported now. You can ask for support again.",
}


def progress_of(referral: SupportReferral) -> Progress:
    """The plain facts for the person's own page."""
    return Progress(
        stage=STAGES[referral.status],
        worker=referral.worker.given_name if referral.worker else "",
        service=referral.provider.short_name,
        next_contact=referral.next_contact_due,
        has_case=referral.party_id is not None,
    )
