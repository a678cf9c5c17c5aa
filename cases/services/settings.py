"""Deciding what applies from a day on."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.models import Setting
from cases.queries.settings import setting
from cases.settings_catalogue import CATALOGUE


class NotThatValue(ValueError):
    """The value is outside the range of the setting."""


class InThePast(ValueError):
    """A setting cannot be changed for days that are over."""


@transaction.atomic
def set_setting(
    key: str, *, by: User | None, value: int | str, valid_from: dt.date, reason: str
) -> Setting:
    """Decide what applies from today or a later day on; what applied before stays as it was."""
    choice = CATALOGUE[key]
    if valid_from < timezone.localdate():
        raise InThePast
    if isinstance(value, str) != choice.is_text or value == "":
        raise NotThatValue
    if isinstance(value, int) and not choice.lowest <= value <= choice.highest:
        raise NotThatValue
    before = setting(key, valid_from)
    row, _ = Setting.objects.update_or_create(
        key=key,
        valid_from=valid_from,
        defaults={"value": value, "reason": reason, "set_by": by, "set_at": timezone.now()},
    )
    record(
        "setting.changed",
        by=by,
        subject=f"setting {key}",
        operation=Operation.ALTERATION,
        reason=reason,
        changes={"value": [before, value], "valid_from": valid_from.isoformat()},
    )
    return row
