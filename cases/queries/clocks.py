"""The clocks that run on referrals, each by the setting of the day on which it began."""

import datetime as dt
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

from cases.clocks import Clock, due_after
from cases.models import Referral, ReferralStatus, Setting
from cases.queries.settings import settings_on
from cases.settings_catalogue import CATALOGUE

ACKNOWLEDGE = "referral_acknowledge_working_days"
TRIAGE = "referral_triage_working_days"
KEYS = (ACKNOWLEDGE, TRIAGE)


def with_clock_days(rows: Any) -> Any:
    """The same referrals with the settings of the London day each was sent on."""
    begun = Setting.objects.filter(valid_from__lte=OuterRef("sent_day")).order_by("-valid_from")
    return rows.annotate(
        sent_day=TruncDate("sent_at"),
        **{key: Subquery(begun.filter(key=key).values("value")[:1]) for key in KEYS},
    ).defer("answers")


def clocks_of(row: Referral) -> list[Clock]:
    """Acknowledged and answered: due when, and done or not. A draft has no clock. Costs no query
    for a row that comes `with_clock_days`."""
    if row.sent_at is None:
        return []
    if not hasattr(row, ACKNOWLEDGE):
        for key, value in settings_on(timezone.localdate(row.sent_at), KEYS).items():
            setattr(row, key, value)
    days = [int(getattr(row, key) or CATALOGUE[key].default) for key in KEYS]
    return [
        Clock("Acknowledge", due_after(row.sent_at, days[0]), row.acknowledged_at),
        Clock("Answer", due_after(row.sent_at, days[1]), row.answered_at),
    ]


def triage_due(referral: Referral) -> dt.date | None:
    """The day by which the coordinator answers; None for a draft."""
    clocks = clocks_of(referral)
    return clocks[1].due if clocks else None


def what_is_owed(row: Referral, today: dt.date) -> tuple[str, bool]:
    """What somebody must still do about a referral, by its nearest clock, and whether it is late;
    nothing for one that is answered."""
    if row.status == ReferralStatus.DRAFT:
        return "To be finished by its author", False
    if row.status == ReferralStatus.RETURNED:
        return "The referrer has questions to answer", False
    if row.status != ReferralStatus.SENT:
        return "", False
    running = [each for each in clocks_of(row) if each.met_at is None]
    clock = min(running, key=lambda each: each.due)
    return f"{clock.label}: {clock.say(today)}", clock.due < today
