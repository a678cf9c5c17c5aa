"""How many working days a first contact may take, by the setting of the day of the referral."""

import datetime as dt
from collections.abc import Mapping
from typing import TypeVar

from cases.models import Setting
from cases.settings_catalogue import CATALOGUE
from victims.models import Priority

KEYS = {priority: f"support_first_{priority}" for priority in Priority.values}


K = TypeVar("K")


def target_days(rows: Mapping[K, tuple[str, dt.date]]) -> dict[K, int]:
    """The working days allowed for each row of (priority, day of referral), by one query."""
    if not rows:
        return {}
    chosen = list(
        Setting.objects.filter(key__in=KEYS.values())
        .order_by("-valid_from")
        .values_list("key", "valid_from", "value")
    )
    return {
        pk: next(
            (int(value) for key, since, value in chosen if key == KEYS[priority] and since <= day),
            int(CATALOGUE[KEYS[priority]].default),
        )
        for pk, (priority, day) in rows.items()
    }
