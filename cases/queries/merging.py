"""What merging two cases would do, said before it is done."""

from dataclasses import dataclass

from accounts.models import Agency
from cases.models import Case, CaseMerge, CaseShare, ShareLevel

KINDS = {
    "incident": ("incident", "incidents"),
    "note": ("note", "notes"),
    "action": ("action", "actions"),
    "party": ("person", "people"),
    "event": ("other entry of the chronology", "other entries of the chronology"),
    "document": ("document", "documents"),
}


@dataclass(frozen=True)
class Sight:
    """What one agency sees of the two cases now, "" for nothing."""

    agency: Agency
    of_into: str
    of_merged: str
    leads: bool

    @property
    def sees_both(self) -> bool:
        """Whether it sees all of both, so that it would gain nothing."""
        return self.of_into == self.of_merged == ShareLevel.FULL


def sights(merged: Case, into: Case) -> list[Sight]:
    """Every agency that sees either case, with what it sees of each."""
    levels: dict[Agency, dict[int, str]] = {}
    shares = CaseShare.objects.current().filter(case__in=[merged, into])
    for share in shares.select_related("agency").order_by("agency__name"):
        if share.agency:
            levels.setdefault(share.agency, {})[share.case_id] = share.level
    levels.setdefault(into.lead_agency, {})
    return [
        Sight(agency, seen.get(into.pk, ""), seen.get(merged.pk, ""), agency == into.lead_agency)
        for agency, seen in levels.items()
    ]


def say_counts(counts: dict[str, int]) -> list[str]:
    """`3 incidents`, `1 note`: what moves, in words."""
    return [f"{number} {KINDS[kind][number != 1]}" for kind, number in counts.items() if number]


def moved_counts(merge: CaseMerge) -> dict[str, int]:
    """How many rows of each kind moved with a case."""
    kinds = list(merge.rows.values_list("kind", flat=True))
    return {kind: kinds.count(kind) for kind in KINDS}
