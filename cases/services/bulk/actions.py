"""What may be done to many actions together."""

from collections.abc import Callable, Sequence

from accounts.models import User
from cases.access import can_end_action
from cases.models import Action, ActionStatus, Case
from cases.services.actions import change_due_dates, end_actions, hand_over_actions
from cases.services.bulk.change import Change, Said

Why = Callable[[User, Action, Said], str]


def _of_open(more: Why | None = None) -> Why:
    def why_not(by: User, action: Action, said: Said) -> str:
        if action.status != ActionStatus.OPEN:
            return f"It is no longer to do: {action.get_status_display().lower()}"
        if not can_end_action(by, action):
            return f"It is an action of {action.agency.short_name}, which changes it itself"
        return more(by, action, said) if more else ""

    return why_not


def _same_day(by: User, action: Action, said: Said) -> str:
    return "It is due that day already" if action.due_on == said.get("due_on") else ""


def _not_theirs(by: User, action: Action, said: Said) -> str:
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


def _cases_of_owner(by: User, picked: Sequence[Action], said: Said) -> Said:
    if owner := said.get("owner"):
        cases = Case.objects.visible_to(owner).filter(pk__in={each.case_id for each in picked})
        return {**said, "open_to": set(cases.values_list("pk", flat=True))}
    return said


ACTION_CHANGES: dict[str, Change[Action]] = {
    "due": Change(_of_open(_same_day), change_due_dates),
    "owner": Change(_of_open(_not_theirs), hand_over_actions, know=_cases_of_owner),
    "end": Change(_of_open(), end_actions),
}
