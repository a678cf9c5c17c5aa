"""What may be done to many cases together."""

from collections.abc import Callable, Sequence
from typing import Any

from accounts.models import User
from cases.access import can_add_to
from cases.models import Case, CaseShare, ShareLevel
from cases.services.bulk.change import Change, Said
from cases.services.cases import give_cases, set_reviews
from cases.services.sharing import share_case

Why = Callable[[User, Case, Said], str]


def _of_open(more: Why) -> Why:
    def why_not(by: User, case: Case, said: Said) -> str:
        if not can_add_to(case):
            return f"It is {case.get_status_display().lower()}"
        if case.pk not in said["in_full"]:
            return "Only its summary is shared with your agency"
        return more(by, case, said)

    return why_not


def _another_lead(by: User, case: Case, said: Said) -> str:
    to = said.get("lead_officer")
    if to is None:
        return ""
    if case.lead_officer_id == to.pk:
        return f"{to} leads it already"
    if case.lead_agency_id not in to.desk.casework_agency_ids:
        return f"{case.lead_agency.short_name} leads it, and {to} works elsewhere"
    return "" if case.pk in said["open_to"] else f"{to} may not see this case"


def _another_day(by: User, case: Case, said: Said) -> str:
    if said.get("next_review_on") and case.next_review_on == said["next_review_on"]:
        return "It is reviewed that day already"
    return ""


def _more_than_it_sees(by: User, case: Case, said: Said) -> str:
    if case.is_restricted:
        return "It is restricted to named people"
    agency, level = said.get("agency"), said["sees"].get(case.pk)
    if not agency or not level:
        return ""
    if level == said["level"]:
        return f"{agency.short_name} sees that much of it already"
    return f"{agency.short_name} sees all of it" if level == ShareLevel.FULL else ""


def _depth(by: User, picked: Sequence[Case], said: Said) -> dict[str, Any]:
    return {**said, "in_full": _keys(Case.objects.in_full_for(by), picked)}


def _whose(by: User, picked: Sequence[Case], said: Said) -> Said:
    known = _depth(by, picked, said)
    if to := said.get("lead_officer"):
        known["open_to"] = _keys(Case.objects.in_full_for(to), picked)
    return known


def _shares(by: User, picked: Sequence[Case], said: Said) -> Said:
    rows = CaseShare.objects.current().filter(case__in=picked, agency=said.get("agency"))
    return {**_depth(by, picked, said), "sees": dict(rows.values_list("case_id", "level"))}


def _keys(rows: Any, picked: Sequence[Case]) -> set[int]:
    return set(rows.filter(pk__in=[case.pk for case in picked]).values_list("pk", flat=True))


def _share(cases: Sequence[Case], *, by: User, **said: Any) -> int:
    for case in cases:
        share_case(case, by=by, **said)
    return len(cases)


CASE_CHANGES: dict[str, Change[Case]] = {
    "lead": Change(_of_open(_another_lead), give_cases, know=_whose),
    "review": Change(_of_open(_another_day), set_reviews, know=_depth),
    "share": Change(_of_open(_more_than_it_sees), _share, know=_shares),
}
