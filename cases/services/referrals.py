"""From a draft to the coordinator's answer."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases import notices
from cases.models import (
    AsbCategory,
    Case,
    Referral,
    ReferralQuestion,
    ReferralStatus,
    RiskInstrument,
)
from cases.queries.repeats import repeat_of
from cases.services.cases import next_reference, open_case
from cases.services.chronology import add_incident, add_note
from cases.services.content import PersonSaid, ReferralContent
from cases.services.documents import bring_documents
from cases.services.people import add_party
from cases.services.risk import assess_risk, score
from cases.services.sharing import share_case
from cases.workflow import REFERRAL, WrongStatus, save_versioned
from people.models import Person
from people.services import add_person


@transaction.atomic
def start_referral(*, by: User, agency: Agency) -> Referral:
    """Start a draft; its reference is given now, so that it can be spoken of."""
    referral = Referral.objects.create(
        reference=next_reference("R", timezone.localdate().year), agency=agency, author=by
    )
    _record("referral.started", referral, by=by, operation=Operation.COLLECTION)
    return referral


@transaction.atomic
def save_section(
    referral: Referral,
    *,
    by: User,
    section: str,
    typed: Mapping[str, Sequence[str]],
    done: bool,
    version: int,
) -> Referral:
    """Keep what was typed into one section, right or wrong; StaleVersion if it has changed."""
    answers = dict(referral.answers)
    answers[section] = {"typed": {name: list(value) for name, value in typed.items()}, "done": done}
    category = _category(typed) if section == "behaviour" else referral.category
    is_urgent = bool(typed.get("is_urgent")) if section == "why" else referral.is_urgent
    save_versioned(referral, version, answers=answers, category=category, is_urgent=is_urgent)
    _record(
        "referral.section_saved",
        referral,
        by=by,
        operation=Operation.COLLECTION,
        changes={"section": section, "done": done},
    )
    return referral


def _category(typed: Mapping[str, Sequence[str]]) -> str:
    said = next(iter(typed.get("category", ())), "")
    return said if said in AsbCategory.values else ""


@transaction.atomic
def send_referral(referral: Referral, *, by: User) -> Referral:
    """Send a finished referral to the coordinator; its working-day clocks start, or start again."""
    REFERRAL.move(
        referral,
        ReferralStatus.SENT,
        sent_at=timezone.now(),
        answered_at=None,
        answered_by=None,
        answer_reason="",
        acknowledged_at=None,
        acknowledged_by=None,
    )
    _record("referral.sent", referral, by=by, operation=Operation.DISCLOSURE)
    notices.referral_sent(referral)
    return referral


@transaction.atomic
def acknowledge_referral(referral: Referral, *, by: User) -> Referral:
    """Say that somebody has it in hand; once is enough, and the referrer is told."""
    now = timezone.now()
    waiting = Referral.objects.to_triage().filter(pk=referral.pk, acknowledged_at=None)
    if not waiting.update(acknowledged_at=now, acknowledged_by=by):
        return referral
    referral.acknowledged_at, referral.acknowledged_by = now, by
    _record("referral.acknowledged", referral, by=by, operation=Operation.ALTERATION)
    notices.referral_acknowledged(referral)
    return referral


@transaction.atomic
def return_referral(
    referral: Referral, *, by: User, reason: str = "", questions: Mapping[str, str] | None = None
) -> Referral:
    """Give a referral back to its author with questions: section to question, or `reason` alone
    about the whole of it."""
    questions = questions or {"": reason}
    reason = reason or "The questions are beside the sections they are about."
    _answer(referral, ReferralStatus.RETURNED, "referral.returned", by=by, reason=reason)
    ReferralQuestion.objects.bulk_create(
        ReferralQuestion(referral=referral, section=section, text=text, asked_by=by)
        for section, text in questions.items()
    )
    return referral


@transaction.atomic
def answer_questions(referral: Referral, *, by: User, replies: Mapping[int, str]) -> int:
    """Keep the referrer's replies to open questions; returns how many there were."""
    now = timezone.now()
    answered = 0
    for question in referral.questions.open().filter(pk__in=replies):
        rows = ReferralQuestion.objects.open().filter(pk=question.pk)
        answered += rows.update(answer=replies[question.pk], answered_by=by, answered_at=now)
    if answered:
        _record(
            "referral.questions_answered",
            referral,
            by=by,
            operation=Operation.COLLECTION,
            changes={"questions": answered},
        )
    return answered


@transaction.atomic
def decline_referral(
    referral: Referral, *, by: User, reason: str, belongs_to: str = ""
) -> Referral:
    """Decline a referral with advice: where it belongs, and how to take it there."""
    _answer(
        referral,
        ReferralStatus.DECLINED,
        "referral.declined",
        by=by,
        reason=reason,
        belongs_to=belongs_to,
    )
    return referral


@transaction.atomic
def accept_referral(
    referral: Referral,
    *,
    by: User,
    reason: str,
    content: ReferralContent,
    known: Mapping[int, Person],
    share_with: Iterable[Agency],
    instrument: RiskInstrument,
) -> Case:
    """Open a case from a referral: its people, incidents, notes and risk, shared with these
    agencies by the power the referrer named.

    `known` maps a position in `content.people` to the person of the index it turned out to be.
    """
    _answer(referral, ReferralStatus.ACCEPTED, "referral.accepted", by=by, reason=reason)
    case = _open_from(referral, content, by=by, reason=reason)
    for agency in dict.fromkeys([referral.agency, *share_with]):
        why = f"Accepted from {referral.reference}"
        share_case(case, by=by, agency=agency, reason=why, gateway=content.gateway)
    _take_in(case, referral, content, known, by=by)
    assess_risk(
        case,
        by=referral.author,
        source=referral.reference,
        instrument=instrument,
        answers=content.risk_answers,
    )
    _mark_repeat(referral, case, by=by)
    return case


@transaction.atomic
def match_referral(
    referral: Referral,
    *,
    by: User,
    case: Case,
    reason: str,
    content: ReferralContent,
    known: Mapping[int, Person],
    instrument: RiskInstrument,
) -> Case:
    """Add a referral to a case that is open already: its people, incidents and notes join it, and
    its agency sees it in full. The case's risk stays; what the form scored is said in a note."""
    if not Case.objects.open().filter(pk=case.pk).exists():
        raise WrongStatus(f"{case} is no longer open. Reopen it first, or accept the referral.")
    _answer(
        referral,
        ReferralStatus.MATCHED,
        "referral.matched",
        by=by,
        reason=reason,
        joined_case=case,
    )
    why = f"Added from {referral.reference}"
    share_case(case, by=by, agency=referral.agency, reason=why, gateway=content.gateway)
    _take_in(case, referral, content, known, by=by)
    total, band = score(instrument, content.risk_answers)
    text = f"The risk questions of {referral.reference} score {total}, {band}: {instrument}."
    add_note(case, by=referral.author, agency=referral.agency, text=text)
    return case


@transaction.atomic
def give_referrals(referrals: Sequence[Referral], *, by: User, author: User, reason: str) -> int:
    """Let a colleague write these drafts from now on; returns how many."""
    for referral in referrals:
        was = referral.author_id
        save_versioned(referral, referral.version, author=author)
        _record(
            "referral.author_changed",
            referral,
            by=by,
            operation=Operation.ALTERATION,
            reason=reason,
            changes={"author": [was, author.pk]},
        )
    return len(referrals)


def _open_from(referral: Referral, content: ReferralContent, *, by: User, reason: str) -> Case:
    case = open_case(
        by=by,
        lead_agency=referral.agency,
        lead_officer=referral.author,
        category=content.category,
        asb_type=content.asb_type,
        summary=content.summary,
        postcode=content.postcode,
        referral=referral,
        reason=reason,
    )
    case.hate_strands, case.consent = content.hate_strands, content.consent
    case.save(update_fields=["hate_strands", "consent"])
    return case


def _take_in(
    case: Case,
    referral: Referral,
    content: ReferralContent,
    known: Mapping[int, Person],
    *,
    by: User,
) -> None:
    """Put a referral's people, incidents and notes into a case."""
    for position, said in enumerate(content.people):
        person = known.get(position) or _new_person(said, by=by)
        add_party(case, by=by, person=person, **said.in_case)
    for incident in content.incidents:
        add_incident(case, by=referral.author, category=content.category, **vars(incident))
    for note in content.notes:
        add_note(case, by=referral.author, agency=referral.agency, **vars(note))
    bring_documents(referral, case, by=by)


def _mark_repeat(referral: Referral, case: Case, *, by: User) -> None:
    sent_on = timezone.localdate(referral.sent_at)
    earlier = repeat_of(by, case, sent_on)
    if earlier is None:
        return
    referral.is_repeat_of = earlier
    referral.save(update_fields=["is_repeat_of"])
    _record(
        "referral.found_repeat",
        referral,
        by=by,
        operation=Operation.COMBINATION,
        changes={"repeat_of": earlier.reference},
    )


def _new_person(said: PersonSaid, *, by: User) -> Person:
    return add_person(
        by=by,
        given_name=said.given_name,
        family_name=said.family_name,
        date_of_birth=said.date_of_birth,
        known_as=said.known_as,
    )


def _answer(
    referral: Referral, to: str, verb: str, *, by: User, reason: str, **fields: Any
) -> Referral:
    """Move it, with the moment, the person and the reason; answering acknowledges it too."""
    now = timezone.now()
    if referral.acknowledged_at is None:
        fields.update(acknowledged_at=now, acknowledged_by=by)
    REFERRAL.move(referral, to, answered_at=now, answered_by=by, answer_reason=reason, **fields)
    _record(verb, referral, by=by, operation=Operation.ALTERATION, reason=reason)
    notices.referral_answered(referral)
    return referral


def _record(
    verb: str,
    referral: Referral,
    *,
    by: User,
    operation: str,
    reason: str = "",
    changes: Mapping[str, object] | None = None,
) -> None:
    recipients = ["Panel coordinator"] if operation == Operation.DISCLOSURE else []
    record(
        verb,
        by=by,
        subject=f"referral {referral.reference}",
        operation=operation,
        reason=reason,
        recipients=recipients,
        changes=changes,
    )
