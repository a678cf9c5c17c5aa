"""Making a case part of another, and taking it out again exactly as it was.

What moves is written down row by row. Nothing is seen by anybody through a merge unless the
coordinator says so for each agency: the case that was merged keeps its own sharing, and the one
that goes on is shared as the coordinator decides.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.models import (
    Action,
    Case,
    CaseEvent,
    CaseEventKind,
    CaseMerge,
    CaseShare,
    CaseStatus,
    Document,
    Incident,
    MergedRow,
    MergedShare,
    Note,
    Party,
    ShareLevel,
    StatusChange,
)
from cases.services.sharing import share_case, stop_sharing_case
from cases.workflow import MERGE, WrongStatus
from people.models import PersonAccess
from people.services import close_people_to, open_people_to

MOVED: dict[str, Any] = {
    "incident": Incident,
    "note": Note,
    "action": Action,
    "party": Party,
    "event": CaseEvent,
    "document": Document,
}


class CannotMerge(Exception):
    """What was asked for may not be done, in words for the person who asked."""


def movable(kind: str, merged: Case, into: Case) -> QuerySet[Any]:
    """The rows of one kind that would move; not those that the other case has already."""
    rows: QuerySet[Any] = MOVED[kind].objects.filter(case=merged)
    if kind == "party":
        same = Party.objects.filter(case=into, person=OuterRef("person"), role=OuterRef("role"))
        return rows.filter(~Exists(same))
    if kind == "event":
        told = CaseEvent.objects.filter(case=into, kind=OuterRef("kind"), source=OuterRef("source"))
        return rows.filter(~Exists(told.exclude(source="")))
    return rows


def movable_counts(merged: Case, into: Case) -> dict[str, int]:
    """How many rows of each kind would move."""
    return {kind: movable(kind, merged, into).count() for kind in MOVED}


@transaction.atomic
def merge_case(
    merged: Case, *, by: User, into: Case, levels: Mapping[Agency, str], reason: str
) -> CaseMerge:
    """Make a case part of another. `levels` says for every agency that sees either of them how
    much it will see of the one that goes on; "" for nothing."""
    before = _levels_of(into)
    _check(merged, into, levels)
    was = {"status_was": merged.status, "next_review_was": merged.next_review_on}
    MERGE.move(merged, CaseStatus.MERGED, next_review_on=None)
    merge = CaseMerge.objects.create(merged=merged, into=into, reason=reason, by=by, **was)
    StatusChange.objects.create(
        case=merged, was=merge.status_was, became=CaseStatus.MERGED, reason=reason, by=by
    )
    moved = {kind: _move(merge, kind) for kind in MOVED}
    for agency, level in levels.items():
        saw = before.get(agency.pk, "")
        MergedShare.objects.create(merge=merge, agency=agency, was=saw, became=level)
        _share(into, by=by, agency=agency, was=saw, level=level, reason=reason)
    _settle_people(merged, into)
    record(
        "case.merged",
        by=by,
        subject=f"case {into.reference}",
        trail=f"case {merged.reference}",
        operation=Operation.COMBINATION,
        reason=reason,
        recipients=[agency.name for agency, level in levels.items() if level],
        changes={"moved": moved},
    )
    return merge


@transaction.atomic
def undo_merge(merge: CaseMerge, *, by: User, reason: str) -> Case:
    """Take a case out again: what moved moves back, and each agency sees of the other case what
    it saw before, unless that was changed since. What was added since the merge stays there."""
    merged, into = merge.merged, merge.into
    if into.status == CaseStatus.MERGED:
        raise CannotMerge(f"{into.reference} is part of another case: take it out of there first.")
    standing = CaseMerge.objects.standing().filter(pk=merge.pk)
    if not standing.update(undone_at=timezone.now(), undone_by=by, undone_reason=reason):
        raise WrongStatus(f"Somebody else has just taken {merged.reference} out.")
    MERGE.move(merged, merge.status_was, next_review_on=merge.next_review_was)
    StatusChange.objects.create(
        case=merged, was=CaseStatus.MERGED, became=merge.status_was, reason=reason, by=by
    )
    _move_back(merge)
    now = _levels_of(into)
    for share in merge.shares.select_related("agency"):
        if now.get(share.agency_id, "") == share.became:
            _share(
                into,
                by=by,
                agency=share.agency,
                was=share.became,
                level=share.was,
                reason=reason,
            )
    _settle_people(merged, into)
    record(
        "case.merge_undone",
        by=by,
        subject=f"case {into.reference}",
        trail=f"case {merged.reference}",
        operation=Operation.ALTERATION,
        reason=reason,
    )
    return merged


def _check(merged: Case, into: Case, levels: Mapping[Agency, str]) -> None:
    if merged.pk == into.pk:
        raise CannotMerge("A case cannot become part of itself.")
    if merged.is_restricted or into.is_restricted:
        raise CannotMerge("A restricted case stays on its own: only people named on it see it.")
    if into.status not in (CaseStatus.OPEN, CaseStatus.MONITORING):
        raise CannotMerge(f"{into.reference} is not open. Reopen it first.")
    chosen = {agency.pk: level for agency, level in levels.items()}
    if {*_levels_of(merged), *_levels_of(into)} - set(chosen):
        raise CannotMerge("Say for every agency how much it will see: the sharing has changed.")
    if chosen.get(into.lead_agency_id) != ShareLevel.FULL:
        raise CannotMerge(f"{into.lead_agency} leads {into.reference}, so it must see all of it.")


def _levels_of(case: Case) -> dict[int, str]:
    shares = CaseShare.objects.current().filter(case=case)
    return dict(shares.values_list("agency_id", "level"))


def _move(merge: CaseMerge, kind: str) -> int:
    pks = list(movable(kind, merge.merged, merge.into).values_list("pk", flat=True))
    MOVED[kind].objects.filter(pk__in=pks).update(case=merge.into)
    MergedRow.objects.bulk_create([MergedRow(merge=merge, kind=kind, row=pk) for pk in pks])
    return len(pks)


def _move_back(merge: CaseMerge) -> None:
    moved: dict[str, set[int]] = defaultdict(set)
    for kind, pk in merge.rows.values_list("kind", "row"):
        moved[kind].add(pk)
    corrections = moved["note"]
    while corrections:
        rows = Note.objects.filter(corrects__in=corrections, case=merge.into)
        corrections = set(rows.values_list("pk", flat=True)) - moved["note"]
        moved["note"] |= corrections
    _follow_documents(merge, moved)
    for kind, pks in moved.items():
        rows = MOVED[kind].objects.filter(pk__in=pks, case=merge.into)
        rows.update(case=merge.merged)


def _follow_documents(merge: CaseMerge, moved: dict[str, set[int]]) -> None:
    """Newer versions of the documents that moved, evidence of the actions that moved, and what
    the chronology was told of any of them."""
    came = Document.objects.filter(case=merge.into)
    evidence = came.filter(action__in=moved["action"])
    moved["document"] |= set(evidence.values_list("pk", flat=True))
    versions = came.filter(original__in=moved["document"])
    moved["document"] |= set(versions.values_list("pk", flat=True))
    told = [f"document {pk}" for pk in moved["document"]]
    events = CaseEvent.objects.filter(case=merge.into, kind=CaseEventKind.DOCUMENT, source__in=told)
    moved["event"] |= set(events.values_list("pk", flat=True))


def _share(case: Case, *, by: User, agency: Agency, was: str, level: str, reason: str) -> None:
    reason = reason[:500]
    if level and level != was:
        share_case(case, by=by, agency=agency, level=level, reason=reason)
    elif was and not level:
        stop_sharing_case(case, by=by, agency=agency, reason=reason)


def _settle_people(*cases: Case) -> None:
    """Open the people of these cases to exactly the agencies that see a case of theirs in full."""
    people = set(Party.objects.filter(case__in=cases).values_list("person_id", flat=True))
    due = set(
        Party.objects.filter(
            person__in=people,
            case__is_restricted=False,
            case__shares__ended_at=None,
            case__shares__level=ShareLevel.FULL,
        ).values_list("case__shares__agency_id", "person_id")
    )
    rows = PersonAccess.objects.filter(person__in=people, user=None)
    open_now = set(rows.values_list("agency_id", "person_id"))
    for agency, opened in _by_agency(due - open_now):
        open_people_to(opened, [agency])
    for agency, closed in _by_agency(open_now - due):
        close_people_to(closed, agency)


def _by_agency(pairs: Iterable[tuple[int, int]]) -> Iterable[tuple[int, list[int]]]:
    people: dict[int, list[int]] = defaultdict(list)
    for agency, person in sorted(pairs):
        people[agency].append(person)
    return people.items()
