"""Which way of reaching a person, at what time, their safe contact allows. Pure: no row is read."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

PHONE, TEXT, EMAIL, POST, VISIT = "phone", "text", "email", "post", "visit"
# What reaches a person at the moment it is done; a letter waits until they open it.
AT_A_TIME = frozenset({PHONE, TEXT, VISIT})
# What somebody who stands between can pass on.
BY_SPEAKING = frozenset({PHONE, VISIT})


@dataclass(frozen=True)
class SafeRules:
    """What is safe for one person. No days, or no times, means any."""

    ways: Collection[str]
    no_voicemail: bool = True
    days: Collection[int] = ()
    since: dt.time | None = None
    until: dt.time | None = None
    only_through_another: bool = False


def broken_rule(
    rules: SafeRules, way: str, *, at: dt.datetime | None = None, leaves_message: bool = False
) -> str:
    """The code of the first rule that this would break; nothing if it is safe.

    `way`: never this way. `through`: only by somebody who stands between. `voicemail`: no message
    may be left. `day` and `time`: not then, on London's clock.
    """
    if way not in rules.ways:
        return "way"
    if rules.only_through_another and way not in BY_SPEAKING:
        return "through"
    if rules.no_voicemail and way == PHONE and leaves_message:
        return "voicemail"
    return _broken_time(rules, timezone.localtime(at)) if at and way in AT_A_TIME else ""


def _broken_time(rules: SafeRules, at: dt.datetime) -> str:
    if rules.days and at.weekday() not in rules.days:
        return "day"
    moment = at.time().replace(second=0, microsecond=0)
    if (rules.since and moment < rules.since) or (rules.until and moment > rules.until):
        return "time"
    return ""
