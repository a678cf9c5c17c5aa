"""What is between cases in bulk: links, merges, incidents that are one, people who come back."""

import datetime as dt
from itertools import pairwise

from cases.models import (
    CaseLink,
    CaseMerge,
    GroupedIncident,
    IncidentGroup,
    IncidentMatch,
    MergedShare,
    RepeatFlag,
    RepeatIncident,
    UnrelatedCases,
)
from home.filling.cases import Made
from home.filling.plan import Plan, at

RECENT = dt.timedelta(days=60)
LINKED, MATCHED, UNRELATED, FLAGGED = 10, 20, 50, 25
KINDS = ("place", "people", "counter", "other")
# Decisions are not left lying: only what the last weeks brought still waits.
STATUSES, WAITING = ("joined", "joined", "apart"), ("joined", "apart", "proposed")


def relate(plan: Plan, made: list[Made], flagged: set[int]) -> None:
    """Write what each case has to do with the one before it; `flagged` keeps anybody from being
    flagged twice."""
    pairs = list(pairwise(made))
    _link(plan, [pair for pair in pairs if pair[1].number % LINKED == 0])
    _dismiss(plan, [pair for pair in pairs if pair[1].number % UNRELATED == 1])
    _merge(plan, [pair for pair in pairs if pair[1].case.status == "merged"])
    _match(plan, [pair for pair in pairs if pair[1].number % MATCHED == 2])
    _flag(plan, [each for each in made if each.number % FLAGGED == 3], flagged)


def _link(plan: Plan, pairs: list[tuple[Made, Made]]) -> None:
    row = plan.writer.table(CaseLink).row
    rows = [
        row(
            case_id=later.case.pk,
            other_id=earlier.case.pk,
            kind=later.dice.choice(KINDS),
            reason="Next door to each other.",
            by_id=later.case.lead_officer_id,
            at=at(later.case.opened_on, 12),
        )
        for earlier, later in pairs
    ]
    plan.writer.write(CaseLink, rows)


def _dismiss(plan: Plan, pairs: list[tuple[Made, Made]]) -> None:
    row = plan.writer.table(UnrelatedCases).row
    rows = [
        row(
            first_id=earlier.case.pk,
            second_id=later.case.pk,
            reason="Two streets of one name.",
            by_id=later.case.lead_officer_id,
            at=at(later.case.opened_on, 12),
        )
        for earlier, later in pairs
    ]
    plan.writer.write(UnrelatedCases, rows)


def _merge(plan: Plan, pairs: list[tuple[Made, Made]]) -> None:
    """The case stays empty-handed in the lists; what was in it is told from the other."""
    writer = plan.writer
    merges, shares = [], []
    for into, merged in pairs:
        merges.append(
            writer.table(CaseMerge).row(
                merged_id=merged.case.pk,
                into_id=into.case.pk,
                reason="One matter, referred twice.",
                by_id=merged.case.lead_officer_id,
                at=at(merged.case.opened_on, 17),
                status_was="open",
            )
        )
        merge = writer.table(CaseMerge).last
        shares += [
            writer.table(MergedShare).row(
                merge_id=merge, agency_id=agency.pk, was="full", became="full"
            )
            for agency in into.agencies
        ]
    writer.write(CaseMerge, merges)
    writer.write(MergedShare, shares)


def _match(plan: Plan, pairs: list[tuple[Made, Made]]) -> None:
    writer = plan.writer
    matches, groups, members = [], [], []
    for earlier, later in pairs:
        if not earlier.incidents or not later.incidents:
            continue
        statuses = WAITING if _is_recent(plan, later) else STATUSES
        status, day = later.dice.choice(statuses), at(later.case.opened_on, 13)
        first, second = earlier.incidents[0], later.incidents[0]
        decided = {"decided_by_id": later.case.lead_officer_id, "decided_at": day}
        matches.append(
            writer.table(IncidentMatch).row(
                first_id=first,
                second_id=second,
                status=status,
                proposed_at=day,
                **({} if status == "proposed" else decided),
            )
        )
        if status == "joined":
            groups.append(writer.table(IncidentGroup).row(made_at=day))
            group = writer.table(IncidentGroup).last
            members += [
                writer.table(GroupedIncident).row(group_id=group, incident_id=pk, joined_at=day)
                for pk in (first, second)
            ]
    writer.write(IncidentMatch, matches)
    writer.write(IncidentGroup, groups)
    writer.write(GroupedIncident, members)


def _flag(plan: Plan, made: list[Made], flagged: set[int]) -> None:
    writer = plan.writer
    flags, evidence = [], []
    for each in made:
        victim = next((party for party in each.parties if party.role == "victim"), None)
        if victim is None or victim.person_id in flagged:
            continue
        flagged.add(victim.person_id)
        flags.append(
            writer.table(RepeatFlag).row(
                rule="victim",
                person_id=victim.person_id,
                threshold=3,
                window_days=365,
                status="raised" if _is_recent(plan, each) else "lapsed",
                raised_at=at(each.case.opened_on, 18),
            )
        )
        evidence += [
            writer.table(RepeatIncident).row(
                flag_id=writer.table(RepeatFlag).last, incident_id=pk, mark=pk
            )
            for pk in each.incidents[:4]
        ]
    writer.write(RepeatFlag, flags)
    writer.write(RepeatIncident, evidence)


def _is_recent(plan: Plan, each: Made) -> bool:
    return plan.today - each.case.opened_on < RECENT
