"""Asking every invited agency what it knows, taking its answers, chasing those that are missing."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.models import CaseShare, Party, ShareLevel
from cases.workflow import WrongStatus, save_versioned
from panels import notices
from panels.models import (
    ChaserKind,
    InformationAnswer,
    InformationAsked,
    InformationChaser,
    Meeting,
)
from panels.queries.meetings import invited_agencies
from panels.queries.requests import BEFORE, agencies_behind, people_to_ask_about
from panels.services.invitations import invite
from ui.working_days import add_working_days


@transaction.atomic
def ask_information(meeting: Meeting, *, by: User) -> int:
    """Ask every invited agency about every person on the agenda; returns how many questions that
    makes. Asking again asks only about whoever is new. To ask is to disclose a name and a date of
    birth, so each case's entry in the log says to whom."""
    if meeting.status not in BEFORE:
        raise WrongStatus("The meeting has begun, so nothing more is asked for it.")
    agencies = {agency.pk: agency for agency in invited_agencies(meeting)}
    parties = {party.pk: party for party in people_to_ask_about(meeting)}
    asked, _ = InformationAsked.objects.get_or_create(
        meeting=meeting, defaults={"asked_by": by, "due_on": meeting.answers_by}
    )
    known = set(asked.answers.values_list("agency", "party"))
    pairs = [pair for pair in _pairs(meeting, agencies, parties.values()) if pair not in known]
    InformationAnswer.objects.bulk_create(
        [
            InformationAnswer(asked=asked, agency_id=agency, party_id=party)
            for agency, party in pairs
        ],
        ignore_conflicts=True,
    )
    if pairs:
        newly = [agencies[pk] for pk in sorted({agency for agency, _ in pairs})]
        invite(meeting, newly)
        _record_asking(meeting, by, [(agencies[a], parties[p]) for a, p in pairs])
        notices.information_asked(asked, newly)
    return len(pairs)


@transaction.atomic
def answer_information(
    answer: InformationAnswer, *, by: User, version: int, **said: Any
) -> InformationAnswer:
    """Say what an agency knows about a person; StaleVersion if a colleague said so meanwhile."""
    meeting = answer.asked.meeting
    if meeting.status not in BEFORE:
        raise WrongStatus("The meeting has begun, so answers are closed. Say it at the meeting.")
    was = answer.knows
    save_versioned(answer, version, answered_by=by, answered_at=timezone.now(), **said)
    record(
        "information.answered",
        by=by,
        subject=f"case {answer.party.case.reference}",
        trail=f"meeting {meeting.reference}",
        operation=Operation.ALTERATION if was else Operation.COLLECTION,
        agency=answer.agency.name,
        changes={
            "answer": answer.pk,
            "knows": [was, answer.knows],
            "is_opinion": answer.is_opinion,
            "handling": answer.handling,
        },
    )
    return answer


def chase_information() -> int:
    """Write once shortly before the day, and once after it, to each agency that still owes answers
    for a meeting to come; returns how many agencies. Safe to run twice and at any hour."""
    today = timezone.localdate()
    chased = 0
    for asked, agency, count in agencies_behind():
        panel = asked.meeting.panel
        after = add_working_days(asked.due_on, panel.chase_after_working_days)
        before = add_working_days(asked.due_on, -panel.chase_before_working_days)
        if today >= after and today > asked.due_on:
            chased += _chase(asked, agency, ChaserKind.LATE, count)
        elif before <= today <= asked.due_on:
            chased += _chase(asked, agency, ChaserKind.SOON, count)
    return chased


def _chase(asked: InformationAsked, agency: Agency, kind: str, count: int) -> int:
    """One chaser and its row in one transaction; a second worker meets the row and sends none."""
    try:
        with transaction.atomic():
            _, made = InformationChaser.objects.get_or_create(
                asked=asked, agency=agency, kind=kind, due_on=asked.due_on
            )
            if made:
                notices.information_chased(asked, agency, kind, count)
                record(
                    "information.chased",
                    by=None,
                    subject=f"meeting {asked.meeting.reference}",
                    operation=Operation.CONSULTATION,
                    changes={"agency": agency.slug, "kind": kind, "people": count},
                )
    except IntegrityError:
        return 0
    return int(made)


def _pairs(
    meeting: Meeting, agencies: dict[int, Agency], parties: Iterable[Party]
) -> list[tuple[int, int]]:
    """Which agency is asked about whom: each about everybody, or only about people in the cases
    that are open to it in full, as the panel has it."""
    if meeting.panel.asks_everybody:
        return [(agency, party.pk) for party in parties for agency in agencies]
    case_ids = {party.case_id for party in parties}
    shares = CaseShare.objects.current().filter(
        case__in=case_ids, agency__in=agencies, level=ShareLevel.FULL
    )
    open_to = defaultdict(list)
    for case_id, agency_id in shares.values_list("case", "agency"):
        open_to[case_id].append(agency_id)
    return [(agency, party.pk) for party in parties for agency in open_to[party.case_id]]


def _record_asking(meeting: Meeting, by: User, pairs: list[tuple[Agency, Party]]) -> None:
    told: dict[str, set[str]] = defaultdict(set)
    people: dict[str, set[int]] = defaultdict(set)
    for agency, party in pairs:
        told[party.case.reference].add(agency.name)
        people[party.case.reference].add(party.pk)
    for reference, names in told.items():
        record(
            "information.asked",
            by=by,
            subject=f"case {reference}",
            trail=f"meeting {meeting.reference}",
            operation=Operation.DISCLOSURE,
            reason=meeting.panel.gateway,
            recipients=sorted(names),
            changes={"people": len(people[reference])},
        )
