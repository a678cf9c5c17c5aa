"""One-time links, and what a person asks for on the page that one opens."""

import datetime as dt
import secrets
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from cases.queries.settings import setting
from victims import notices
from victims.models import LinkKind, OneTimeLink, SupportReferral, Wish, WishKind
from victims.services.safety import require_safe_way
from victims.services.surveys import record_survey, require_ended
from victims.services.trail import record_support
from victims.workflow import WrongStatus, require_open

SECRET_BYTES = 24
WISHES_A_DAY = 5


@transaction.atomic
def make_link(
    referral: SupportReferral, *, by: User, kind: str, way: str
) -> tuple[OneTimeLink, str]:
    """A link that opens once, and its secret, which is shown now and kept nowhere. Earlier links
    of its kind end. Refused where safe contact forbids the way it is to be sent."""
    if kind == LinkKind.PAGE:
        require_open(referral)
        require_safe_way(referral, way=way)
    else:
        require_ended(referral)
        record_survey(referral, by=by, how=way, asked_on=timezone.localdate())
    now = timezone.now()
    _going(referral).filter(kind=kind).update(ended_at=now)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    days = setting("support_link_days")
    link = OneTimeLink.objects.create(
        referral=referral,
        kind=kind,
        digest=digest_of(secret),
        made_by=by,
        expires_at=now + dt.timedelta(days=days),
    )
    record_support(
        "link.made",
        referral,
        by=by,
        operation=Operation.DISCLOSURE,
        changes={"kind": kind, "way": way, "days": days},
    )
    return link, secret


def digest_of(secret: str) -> str:
    """What is kept of a link's secret."""
    return sha256(secret.encode()).hexdigest()


def _going(referral: SupportReferral) -> QuerySet[OneTimeLink]:
    return OneTimeLink.objects.filter(referral=referral, ended_at=None)


@transaction.atomic
def use_link(secret: str) -> OneTimeLink | None:
    """Use up a link; None if it was used, has ended or run out, or never was."""
    now = timezone.now()
    rows = OneTimeLink.objects.filter(
        digest=digest_of(secret), used_at=None, ended_at=None, expires_at__gt=now
    )
    if rows.update(used_at=now) != 1:
        return None
    link: OneTimeLink = OneTimeLink.objects.select_related("referral__party__case").get(
        digest=digest_of(secret)
    )
    record_support(
        "link.used",
        link.referral,
        by=None,
        operation=Operation.CONSULTATION,
        changes={"kind": link.kind},
    )
    return link


@transaction.atomic
def end_links(referral: SupportReferral, *, by: User) -> int:
    """Turn the person's own page off: its links, and what they have opened, end now."""
    ended = _going(referral).filter(kind=LinkKind.PAGE).update(ended_at=timezone.now())
    record_support("link.ended", referral, by=by, changes={"links": ended})
    return int(ended)


@transaction.atomic
def make_wish(referral: SupportReferral, *, kind: str) -> Wish | None:
    """What the person asks for; asking twice is asking once. None if they have asked too often."""
    waiting = Wish.objects.filter(referral=referral, kind=kind, done_at=None).first()
    if waiting:
        return waiting
    since = timezone.now() - dt.timedelta(days=1)
    if Wish.objects.filter(referral=referral, asked_at__gt=since).count() >= WISHES_A_DAY:
        return None
    try:
        with transaction.atomic():
            wish = Wish.objects.create(referral=referral, kind=kind)
    except IntegrityError:
        return Wish.objects.get(referral=referral, kind=kind, done_at=None)
    record_support(
        "wish.made", referral, by=None, operation=Operation.COLLECTION, changes={"kind": kind}
    )
    if kind == WishKind.CALL:
        notices.call_wanted(referral)
    else:
        notices.review_wanted(referral)
    return wish


@transaction.atomic
def see_to_wish(wish: Wish, *, by: User) -> Wish:
    """Note that what the person asked for has been seen to."""
    rows = Wish.objects.filter(pk=wish.pk, done_at=None)
    if rows.update(done_at=timezone.now(), done_by=by) != 1:
        raise WrongStatus("Somebody has already seen to this.")
    wish.refresh_from_db()
    record_support("wish.seen_to", wish.referral, by=by, changes={"kind": wish.kind})
    return wish
