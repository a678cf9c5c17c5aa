"""Interventions: proposing one, taking it through its stages, sessions, and who facilitates."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.workflow import save_versioned
from victims.models import (
    Facilitator,
    Intervention,
    InterventionStatus,
    MediatorNote,
    Session,
    SessionForm,
    Side,
    SideAnswer,
    SideConsent,
    SupportReferral,
)
from victims.queries.interventions import answers_of_sides
from victims.services.contacts import require_consent
from victims.services.referrals import start_support
from victims.services.trail import record_support
from victims.workflow import WrongStatus, flow_of, require_open


class NotReady(Exception):
    """Something that the next stage requires is missing."""


@transaction.atomic
def propose_intervention(
    referral: SupportReferral, *, by: User, kind: str, aim: str, proposed_on: dt.date
) -> Intervention:
    """Propose something to be done for the person; the first one starts support. Refused without
    consent."""
    require_open(referral)
    require_consent(referral)
    row = Intervention.objects.create(
        referral=referral, kind=kind, aim=aim, proposed_on=proposed_on, added_by=by
    )
    _record("intervention.proposed", row, by=by, changes={"kind": kind, "fields": ["aim"]})
    start_support(referral, by=by)
    return row


@transaction.atomic
def move_intervention(
    intervention: Intervention,
    *,
    by: User,
    to: str,
    session: dict[str, Any] | None = None,
    **said: Any,
) -> Intervention:
    """Take an intervention to its next stage, if what the stage requires is there.

    Preparation needs both sides' agreement; holding it, also a facilitator whose training is in
    date (Ministry of Justice, neighbourhood justice panels). `session` is when it was held.
    """
    before = intervention.status
    if not flow_of(intervention).allows(intervention, to):
        flow_of(intervention).move(intervention, to)
    if to in {InterventionStatus.PREPARING, InterventionStatus.HELD, InterventionStatus.INDIRECT}:
        _require_both_sides(intervention)
    if to in {InterventionStatus.HELD, InterventionStatus.INDIRECT}:
        day = session["held_on"] if session else timezone.localdate()
        _require_facilitator(intervention, day)
    flow_of(intervention).move(intervention, to, **said)
    if session:
        Session.objects.create(intervention=intervention, recorded_by=by, **session)
    changes = {"status": [before, to], "reason": said.get("reason", "")}
    _record("intervention.moved", intervention, by=by, changes=changes)
    return intervention


def _require_both_sides(intervention: Intervention) -> None:
    answers = answers_of_sides(intervention)
    if any(answers.get(side) != SideAnswer.GIVEN for side in Side.values):
        raise NotReady("Record that each side agrees to take part first.")


def _require_facilitator(intervention: Intervention, day: dt.date) -> None:
    people = list(intervention.facilitators.all())
    if not any(person.is_ready(day) for person in people):
        raise NotReady("Name a facilitator whose training was in date on that day first.")


@transaction.atomic
def record_side_answer(
    intervention: Intervention, *, by: User, side: str, answer: str, how: str, answered_on: dt.date
) -> SideConsent:
    """Write down what one side said. The other side is asked only once the person harmed agrees."""
    require_going(intervention)
    answers = answers_of_sides(intervention)
    if side == Side.OTHER and answers.get(Side.HARMED) != SideAnswer.GIVEN:
        raise NotReady("Ask the person harmed first: the other side is asked only if they agree.")
    row = SideConsent.objects.create(
        intervention=intervention,
        side=side,
        answer=answer,
        how=how,
        answered_on=answered_on,
        recorded_by=by,
    )
    _record("intervention.asked", intervention, by=by, changes={"side": side, "answer": answer})
    return row


def require_going(intervention: Intervention) -> None:
    """WrongStatus if the intervention is over."""
    if intervention.is_over:
        raise WrongStatus(
            f"{intervention} is {intervention.get_status_display().lower()}, "
            "so this cannot be done."
        )


@transaction.atomic
def add_session(
    intervention: Intervention,
    *,
    by: User,
    held_on: dt.date,
    form: str,
    attended: Sequence[str],
    did_not_attend: Sequence[str] = (),
    note: str = "",
) -> Session:
    """Write down a session and who was there; a follow-up is still possible after the end."""
    if form != SessionForm.FOLLOW_UP:
        require_going(intervention)
    row = Session.objects.create(
        intervention=intervention,
        held_on=held_on,
        form=form,
        attended=list(attended),
        did_not_attend=list(did_not_attend),
        note=note,
        recorded_by=by,
    )
    if form == SessionForm.FOLLOW_UP:
        Intervention.objects.filter(pk=intervention.pk).update(followed_up_on=held_on)
    changes = {"form": form, "held_on": held_on.isoformat(), "attended": list(attended)}
    _record("intervention.session", intervention, by=by, changes=changes)
    return row


@transaction.atomic
def name_facilitators(
    intervention: Intervention, *, by: User, facilitators: Sequence[Facilitator]
) -> None:
    """Say who facilitates."""
    require_going(intervention)
    intervention.facilitators.set(facilitators)
    changes = {"facilitators": [person.pk for person in facilitators]}
    _record("intervention.facilitators", intervention, by=by, changes=changes)


@transaction.atomic
def write_mediator_note(intervention: Intervention, *, by: User, text: str) -> MediatorNote:
    """Keep what was said in confidence to a mediator, for that mediator alone."""
    note = MediatorNote.objects.create(intervention=intervention, text=text, written_by=by)
    _record("mediator.noted", intervention, by=by, changes={"fields": ["text"]})
    return note


def _record(verb: str, row: Intervention, *, by: User, changes: dict[str, Any]) -> None:
    record_support(
        verb,
        row.referral,
        by=by,
        operation=Operation.COLLECTION,
        changes={"intervention": row.pk, **changes},
    )


@transaction.atomic
def add_facilitator(provider: Agency, *, by: User, **said: Any) -> Facilitator:
    """Enter somebody trained to facilitate."""
    row = Facilitator.objects.create(provider=provider, **said)
    _record_person("facilitator.added", row, by=by, fields=sorted(said))
    return row


@transaction.atomic
def change_facilitator(row: Facilitator, *, by: User, version: int, **said: Any) -> Facilitator:
    """Keep a facilitator's training dates as they are now."""
    changed = sorted(name for name in said if getattr(row, name) != said[name])
    save_versioned(row, version, **said)
    _record_person("facilitator.changed", row, by=by, fields=changed)
    return row


def _record_person(verb: str, row: Facilitator, *, by: User, fields: list[str]) -> None:
    record(
        verb,
        by=by,
        subject=f"facilitator {row.pk}",
        operation=Operation.ALTERATION,
        changes={"fields": fields},
    )
