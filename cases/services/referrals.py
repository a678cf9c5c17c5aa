"""From a draft to the coordinator's answer."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases import notices
from cases.models import AsbCategory, Case, Referral, ReferralStatus, RiskInstrument
from cases.services.cases import next_reference, open_case
from cases.services.chronology import add_incident, add_note
from cases.services.content import PersonSaid, ReferralContent
from cases.services.people import add_party
from cases.services.risk import assess_risk
from cases.services.sharing import share_case
from cases.workflow import REFERRAL, save_versioned
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
    save_versioned(referral, version, answers=answers, category=category)
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
    """Send a finished referral to the coordinator; the working-day clock starts."""
    REFERRAL.move(referral, ReferralStatus.SENT, sent_at=timezone.now(), answer_reason="")
    _record("referral.sent", referral, by=by, operation=Operation.DISCLOSURE)
    notices.referral_sent(referral)
    return referral


@transaction.atomic
def return_referral(referral: Referral, *, by: User, reason: str) -> Referral:
    """Give a referral back to its author with the coordinator's questions."""
    return _answer(referral, ReferralStatus.RETURNED, "referral.returned", by=by, reason=reason)


@transaction.atomic
def decline_referral(referral: Referral, *, by: User, reason: str) -> Referral:
    """Decline a referral with advice: where it belongs, and how to take it there."""
    return _answer(referral, ReferralStatus.DECLINED, "referral.declined", by=by, reason=reason)


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
    """Open a case from a referral: its people, incidents and risk, shared with these agencies.

    `known` maps a position in `content.people` to the person of the index it turned out to be.
    """
    _answer(referral, ReferralStatus.ACCEPTED, "referral.accepted", by=by, reason=reason)
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
    for agency in dict.fromkeys([referral.agency, *share_with]):
        share_case(case, by=by, agency=agency, reason=f"Accepted from {referral.reference}")
    for position, said in enumerate(content.people):
        person = known.get(position) or _new_person(said, by=by)
        add_party(case, by=by, person=person, role=said.role, vulnerability=said.vulnerability)
    for incident in content.incidents:
        add_incident(case, by=referral.author, category=content.category, **vars(incident))
    add_note(case, by=referral.author, agency=referral.agency, text=content.tried)
    assess_risk(
        case,
        by=referral.author,
        source=referral.reference,
        instrument=instrument,
        answers=content.risk_answers,
    )
    return case


def _new_person(said: PersonSaid, *, by: User) -> Person:
    return add_person(
        by=by,
        given_name=said.given_name,
        family_name=said.family_name,
        date_of_birth=said.date_of_birth,
        known_as=said.known_as,
    )


def _answer(referral: Referral, to: str, verb: str, *, by: User, reason: str) -> Referral:
    REFERRAL.move(referral, to, answered_at=timezone.now(), answered_by=by, answer_reason=reason)
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
