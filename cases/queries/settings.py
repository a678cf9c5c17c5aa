"""What the partnership has decided, as it applied or applies on a day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.models import Setting
from cases.settings_catalogue import CATALOGUE
from cases.settings_choice import Choice
from ui.compiled import Rows, compiled


def setting(key: str, day: dt.date | None = None) -> Any:
    """One setting as it applies on a day; KeyError if the catalogue has no such setting."""
    return settings_on(day or timezone.localdate(), [key])[key]


def settings_on(day: dt.date, keys: Iterable[str]) -> dict[str, Any]:
    """Several settings as they apply on a day, in one query."""
    values: dict[str, Any] = {key: CATALOGUE[key].default for key in keys}
    values.update(compiled(_settings, day, tuple(values)))
    return values


def _settings(day: dt.date, keys: tuple[str, ...]) -> Rows:
    return Setting.objects.begun(day).filter(key__in=keys).values_list("key", "value")


@dataclass(frozen=True)
class Line:
    """One setting as the page shows it: what applies, since when, and what comes next."""

    choice: Choice
    value: Any
    since: Setting | None
    next: Setting | None


def settings_page(user: User, day: dt.date) -> dict[str, list[Line]]:
    """Every setting by group, in one query."""
    now: dict[str, Setting] = {}
    coming: dict[str, Setting] = {}
    for row in Setting.objects.visible_to(user).order_by("valid_from"):
        if row.valid_from <= day:
            now[row.key] = row
        else:
            coming.setdefault(row.key, row)
    groups: dict[str, list[Line]] = {}
    for key, choice in CATALOGUE.items():
        since = now.get(key)
        value = since.value if since else choice.default
        groups.setdefault(choice.group, []).append(Line(choice, value, since, coming.get(key)))
    return groups


def setting_history(user: User, key: str) -> list[Setting]:
    """Every value a setting has had or will have, the newest first."""
    rows = Setting.objects.visible_to(user).filter(key=key).select_related("set_by")
    return list(rows.order_by("-valid_from")[:50])
