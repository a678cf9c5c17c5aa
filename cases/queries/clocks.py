"""The clocks that run on referrals, each by the setting of the day on which it began."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from cases.clocks import Clock, due_after
from cases.models import Referral, ReferralStatus, Setting
from cases.settings_catalogue import CATALOGUE

ACKNOWLEDGE = "referral_acknowledge_working_days"
TRIAGE = "referral_triage_working_days"
MOST_WAITING = 50


def clocks_of(referrals: Iterable[Referral]) -> dict[int, list[Clock]]:
    """By referral: acknowledged and answered, due when and done or not; one query for them all.
    A draft has no clock."""
    sent = [row for row in referrals if row.sent_at is not None]
    if not sent:
        return {}
    history = _history([ACKNOWLEDGE, TRIAGE])
    return {row.pk: _clocks(row, history) for row in sent}


def triage_due(referral: Referral) -> dt.date | None:
    """The day by which the coordinator answers; None for a draft."""
    clocks = clocks_of([referral]).get(referral.pk)
    return clocks[1].due if clocks else None


def waiting(user: User) -> QuerySet[Referral]:
    """The referrals that somebody must still do something about, the longest waiting first."""
    rows = Referral.objects.visible_to(user).filter(
        Q(status=ReferralStatus.SENT) | Q(status=ReferralStatus.RETURNED)
    )
    return rows.select_related("agency", "author").order_by("sent_at", "pk")[:MOST_WAITING]


def waiting_with_clocks(user: User) -> list[tuple[Referral, str, bool]]:
    """Each waiting referral, what its nearest clock says, and whether that is late."""
    rows = list(waiting(user))
    clocks = clocks_of(rows)
    today = timezone.localdate()
    return [(row, *_nearest(row, clocks[row.pk], today)) for row in rows]


def _nearest(row: Referral, clocks: list[Clock], today: dt.date) -> tuple[str, bool]:
    if row.status == ReferralStatus.RETURNED:
        return "The referrer has questions to answer", False
    clock = min((each for each in clocks if each.met_at is None), key=lambda each: each.due)
    return f"{clock.label}: {clock.say(today)}", clock.due < today


def _clocks(row: Referral, history: dict[str, list[tuple[dt.date, int]]]) -> list[Clock]:
    sent_at = row.sent_at
    if sent_at is None:
        return []
    day = timezone.localdate(sent_at)
    days = {key: _then(history[key], day, key) for key in (ACKNOWLEDGE, TRIAGE)}
    return [
        Clock("Acknowledge", due_after(sent_at, days[ACKNOWLEDGE]), row.acknowledged_at),
        Clock("Answer", due_after(sent_at, days[TRIAGE]), row.answered_at),
    ]


def _history(keys: list[str]) -> dict[str, list[tuple[dt.date, int]]]:
    said: dict[str, list[tuple[dt.date, int]]] = defaultdict(list)
    rows = Setting.objects.filter(key__in=keys).order_by("valid_from")
    for key, day, value in rows.values_list("key", "valid_from", "value"):
        said[key].append((day, value))
    return said


def _then(changes: list[tuple[dt.date, int]], day: dt.date, key: str) -> int:
    begun = [value for start, value in changes if start <= day]
    return begun[-1] if begun else int(CATALOGUE[key].default)
