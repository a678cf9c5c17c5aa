"""Letters: begun from a template, written, checked, made, sent. What is made never changes."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.models import Case, CaseEventKind, DocumentKind, Party
from cases.services import add_event
from cases.services.documents import file_document
from cases.workflow import StaleVersion, WrongStatus, save_versioned
from letters import notices
from letters.access import can_pass_in_confidence
from letters.checks import Check, Facts, Finding, Grade, every_check, findings
from letters.facts import facts_of
from letters.merging import merge
from letters.models import Letter, LetterStatus, LetterTemplate, Sending
from letters.papers import File, letterhead_lines, pdf_of, word_of
from letters.queries import address_of, values_of
from letters.workflow import LETTER


class Stopped(Exception):
    """The letter may not leave; `findings` say why."""

    def __init__(self, found: Sequence[Finding]) -> None:
        super().__init__("; ".join(finding.says for finding in found))
        self.findings = tuple(found)


class ReasonNeeded(ValueError):
    """The letter may leave if somebody says why in spite of what was found."""


@transaction.atomic
def begin_letter(
    case: Case,
    *,
    by: User,
    agency: Agency,
    template: LetterTemplate,
    sending: str,
    party: Party | None = None,
    to_agency: Agency | None = None,
) -> Letter:
    """Begin a draft with the template's words, every merge field filled that has a value."""
    values = values_of(case, by=by, agency=agency, party=party, to_agency=to_agency)
    address = address_of(party) if party else ""
    letter = Letter.objects.create(
        case=case,
        party=party,
        to_agency=to_agency,
        agency=agency,
        template=template,
        sending=sending,
        address=address,
        address_seen=address,
        subject=merge(template.subject, values)[:200],
        body=merge(template.body, values),
        written_by=by,
    )
    _record("letter.begun", letter, by=by, operation=Operation.COLLECTION)
    return letter


@transaction.atomic
def save_letter(letter: Letter, *, by: User, version: int, **said: str) -> Letter:
    """Keep what was typed into a draft. Only an agency's address is typed: a person's is the one
    that the case has."""
    _require_draft(letter)
    changed = sorted(name for name, value in said.items() if getattr(letter, name) != value)
    save_versioned(letter, version, **said)
    _record("letter.changed", letter, by=by, changes={"fields": changed})
    return letter


@transaction.atomic
def take_new_address(letter: Letter, *, by: User, version: int) -> Letter:
    """Send a draft to where the case now says that the person lives."""
    _require_draft(letter)
    if letter.party is None:
        raise WrongStatus("An agency's address is typed into the letter.")
    address = address_of(letter.party)
    save_versioned(letter, version, address=address, address_seen=address)
    _record("letter.changed", letter, by=by, changes={"fields": ["address"]})
    return letter


@transaction.atomic
def set_letter_aside(letter: Letter, *, by: User) -> Letter:
    """A draft, or a letter that has not left, is not to be sent."""
    LETTER.move(letter, LetterStatus.SET_ASIDE)
    _record("letter.set_aside", letter, by=by)
    return letter


@transaction.atomic
def ask_for_letter(letter: Letter, *, by: User) -> Letter:
    """Ask the coordinator and the co-chairs to make a letter that only they may make. Once is
    enough."""
    now = timezone.now()
    drafts = Letter.objects.filter(pk=letter.pk, status=LetterStatus.DRAFT, asked_at=None)
    if not drafts.update(asked_at=now, asked_by=by):
        raise WrongStatus("Somebody has asked already, or the letter is no longer a draft.")
    letter.asked_at, letter.asked_by = now, by
    _record("letter.asked", letter, by=by)
    notices.letter_asked(letter)
    return letter


@transaction.atomic
def make_letter(letter: Letter, *, by: User, version: int, reason: str = "") -> Letter:
    """Check the letter as it stands now and make it; one by email leaves at once. Stopped,
    ReasonNeeded, or StaleVersion if it is not what the person looked at."""
    if letter.version != version:
        raise StaleVersion
    facts = facts_of(letter)
    found = _passable(facts, by)
    if found and not reason.strip():
        raise ReasonNeeded
    LETTER.move(
        letter,
        LetterStatus.MADE,
        made_by=by,
        made_at=timezone.now(),
        addressee=letter.recipient,
        letterhead=letterhead_lines(letter),
        passed=[finding.code for finding in found],
        passed_reason=reason if found else "",
    )
    _record(
        "letter.made",
        letter,
        by=by,
        reason=letter.passed_reason,
        changes={"template": letter.template_id, "passed": letter.passed},
    )
    if letter.sending == Sending.EMAIL:
        _send_email(letter, facts, by)
    else:
        _tell(letter, by, "made, to go " + letter.get_sending_display().lower())
    return letter


@transaction.atomic
def record_sending(
    letter: Letter, *, by: User, sent_on: dt.date, left_already: bool = False
) -> Letter:
    """Say that a letter has left. It is checked again: Stopped if it must not leave, unless it has
    left already, which is written down as what it is."""
    stops = stops_now(letter)
    if stops and not left_already:
        raise Stopped(stops)
    LETTER.move(letter, LetterStatus.SENT, sent_on=sent_on, sent_by=by)
    record(
        "letter.sent_in_spite" if stops else "letter.sent",
        by=by,
        subject=f"case {letter.case.reference}",
        trail=f"letter {letter.pk}",
        operation=Operation.DISCLOSURE,
        recipients=[letter.recipient_role],
        changes={"sending": letter.sending, "stops": [stop.code for stop in stops]},
    )
    _keep(letter, by)
    said = f"sent {letter.get_sending_display().lower()}"
    _tell(letter, by, f"{said}, although a check stops it" if stops else said)
    return letter


@transaction.atomic
def take_letter_away(letter: Letter, *, by: User, kind: str) -> File:
    """The file of a letter. One that has not left is checked again first: Stopped."""
    if letter.status == LetterStatus.MADE and (stops := stops_now(letter)):
        raise Stopped(stops)
    record(
        "letter.downloaded",
        by=by,
        subject=f"case {letter.case.reference}",
        trail=f"letter {letter.pk}",
        operation=Operation.DISCLOSURE,
        recipients=[by.get_full_name()],
        changes={"format": kind},
    )
    return word_of(letter) if kind == "docx" else pdf_of(letter)


def checks_of(letter: Letter) -> list[Check]:
    """Every check of a letter as it stands now."""
    return every_check(facts_of(letter))


def stops_now(letter: Letter) -> list[Finding]:
    """What must keep a letter from leaving now."""
    return [each for each in findings(checks_of(letter)) if each.grade == Grade.STOP]


def _passable(facts: Facts, by: User) -> list[Finding]:
    found = findings(every_check(facts))
    most = Grade.ASK_COORDINATOR if can_pass_in_confidence(by) else Grade.WARNING
    if stops := [finding for finding in found if finding.grade > most]:
        raise Stopped(stops)
    return found


def _send_email(letter: Letter, facts: Facts, by: User) -> None:
    """To the address of their safe contact, which nobody need see; else to the one typed."""
    known = next((record.email for record in facts.safe_contact if record.email), "")
    notices.letter_leaves(letter, to=known or letter.email, in_words=bool(known))
    record_sending(letter, by=by, sent_on=timezone.localdate())


def _keep(letter: Letter, by: User) -> None:
    """The letter as it left, among the documents of the case. Not before: a document may be taken
    away unchecked."""
    file = pdf_of(letter)
    document = file_document(
        letter.case,
        by=by,
        content=file.content,
        name=file.name,
        title=_title(letter),
        kind=DocumentKind.LETTER,
        handling=letter.handling,
        agency=letter.agency,
        dated_on=letter.sent_on,
    )
    Letter.objects.filter(pk=letter.pk).update(document=document)
    letter.document = document


def _title(letter: Letter) -> str:
    return f"Letter to {letter.recipient_role.lower()}: {letter.template.name}"[:200]


def _require_draft(letter: Letter) -> None:
    if letter.status != LetterStatus.DRAFT:
        raise WrongStatus(
            f"This letter is {letter.get_status_display().lower()}: it cannot change."
        )


def _tell(letter: Letter, by: User, what: str) -> None:
    """The chronology learns of the letter and its fate, and nothing of its words."""
    add_event(
        letter.case,
        by=by,
        kind=CaseEventKind.DOCUMENT,
        title=_title(letter),
        text=f"Letter {letter.pk}, {what}.",
        agency=letter.agency,
        handling=letter.handling,
        url_name="case_letters",
        source=f"letter {letter.pk}",
    )


def _record(
    verb: str,
    letter: Letter,
    *,
    by: User,
    operation: str = Operation.ALTERATION,
    reason: str = "",
    changes: dict[str, object] | None = None,
) -> None:
    record(
        verb,
        by=by,
        subject=f"case {letter.case.reference}",
        trail=f"letter {letter.pk}",
        operation=operation,
        reason=reason,
        changes=changes,
    )
