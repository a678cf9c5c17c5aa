"""The same change to many actions: which of those ticked it moves, and why it skips the others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import transaction

from accounts.models import User
from cases.access import can_end_action
from cases.models import Action, ActionStatus, Case
from cases.services.actions import change_due_dates, end_actions, hand_over_actions
from cases.workflow import StaleVersion

MOST = 100
Why = Callable[[User, Action, Mapping[str, Any]], str]


@dataclass(frozen=True)
class Sorted:
    """What a change moves, and what it skips with the reason."""

    moves: list[Action]
    skips: list[tuple[Action, str]]

    @property
    def digest(self) -> str:
        """What was looked at before it was confirmed, hashed."""
        rows = [(action.pk, action.version) for action in self.moves]
        return sha256(repr(rows).encode()).hexdigest()


def sort_picked(act: str, picked: Sequence[Action], *, by: User, said: Mapping[str, Any]) -> Sorted:
    """Which of the ticked actions `act` moves when `by` asks for it with what is `said`; without
    anything said yet, what can be told already."""
    moves: list[Action] = []
    skips: list[tuple[Action, str]] = []
    if owner := said.get("owner"):
        cases = Case.objects.visible_to(owner).filter(pk__in={each.case_id for each in picked})
        said = {**said, "open_to": set(cases.values_list("pk", flat=True))}
    for action in picked:
        why = _why_not(by, action) or _WHY[act](by, action, said)
        if why:
            skips.append((action, why))
        else:
            moves.append(action)
    return Sorted(moves, skips)


@transaction.atomic
def change_picked(
    act: str, picked: Sequence[Action], *, by: User, said: Mapping[str, Any], looked_at: str
) -> int:
    """Carry it out on exactly what was shown, or StaleVersion; returns how many moved."""
    found = sort_picked(act, picked, by=by, said=said)
    if found.digest != looked_at:
        raise StaleVersion
    return _DO[act](found.moves, by=by, **said)


def _why_not(by: User, action: Action) -> str:
    if action.status != ActionStatus.OPEN:
        return f"It is no longer to do: {action.get_status_display().lower()}"
    if not can_end_action(by, action):
        return f"It is an action of {action.agency.short_name}, which changes it itself"
    return ""


def _same_day(by: User, action: Action, said: Mapping[str, Any]) -> str:
    return "It is due that day already" if action.due_on == said.get("due_on") else ""


def _not_theirs(by: User, action: Action, said: Mapping[str, Any]) -> str:
    owner = said.get("owner")
    if owner is None:
        return ""
    if action.owner_id == owner.pk:
        return f"{owner} has it already"
    if action.agency_id != said["agency"].pk:
        return f"It is an action of {action.agency.short_name}, and {owner} works elsewhere"
    if action.case_id not in said["open_to"]:
        return f"{owner} may not see this case"
    return ""


def _nothing(by: User, action: Action, said: Mapping[str, Any]) -> str:
    return ""


_WHY: dict[str, Why] = {"due": _same_day, "owner": _not_theirs, "end": _nothing}
_DO: dict[str, Callable[..., int]] = {
    "due": change_due_dates,
    "owner": hand_over_actions,
    "end": end_actions,
}
