"""Invented support for victims: one waiting, one in support with a panel held, one closed."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.models import Case, Party, PartyRole
from home.rehearsal.base import account, agency
from victims import services
from victims.models import (
    FROM_CASE,
    InterventionKind,
    OutcomeKind,
    SupportReferral,
)
from victims.queries import parts_of_life

SAFE: dict[str, Any] = {
    "phone": "020 7946 0000",
    "safe_ways": ["phone", "text", "visit"],
    "safe_times": "After 2pm, when the children are at school",
    "safe_days": [0, 1, 2, 3, 4, 5, 6],
    "code_word": "Lighthouse",
}


def set_support(today: dt.date) -> None:
    """Referrals at every stage, once; centres, facilitators and the survey's questions."""
    worker, manager = account("victim.worker"), account("victim.manager")
    for party in _to_refer():
        referral = services.refer_victim(
            party,
            by=account("coordinator"),
            priority="enhanced",
            codes=["vulnerable"],
            source=party.case.reference,
        )
        services.save_safe_contact(
            referral, by=worker, version=0, reason="Given with the referral", **SAFE
        )
    if SupportReferral.objects.exclude(source_kind__in=FROM_CASE).exists():
        return
    _ground(manager)
    _in_support(worker, today)
    _closed(worker, today)
    services.write_supervision(
        agency("victim-support"),
        worker,
        by=manager,
        held_on=today,
        note="Room for two more. Refresher on mediation in spring.",
    )


def _to_refer() -> list[Party]:
    helped = SupportReferral.objects.exclude(party=None).values("party")
    waiting = Party.objects.filter(role=PartyRole.VICTIM, case__in=Case.objects.open())
    return list(waiting.exclude(pk__in=helped).order_by("-pk")[:2])


def _ground(manager: User) -> None:
    provider = agency("victim-support")
    services.add_facilitator(
        provider,
        by=manager,
        name="Rosa Lindqvist",
        kind="volunteer",
        training="Restorative Justice panels, three days",
        trained_on=dt.date(2024, 5, 13),
    )
    centre = services.add_centre(
        provider, by=manager, name="Northbridge library", opened_on=dt.date(2015, 4, 1)
    )
    staff = services.add_centre_staff(
        centre, by=manager, name="Dilip Ransome", trained_on=dt.date(2024, 3, 4)
    )
    services.record_hate_report(
        by=manager,
        centre=centre,
        taken_by=staff,
        reported_on=timezone.localdate(),
        happened_on=None,
        strands=["race", "religion"],
        account="Shouted at from a car outside the shops.",
        is_anonymous=True,
        to_police="anonymously",
        consents_to_share=True,
        support="declined",
    )
    services.publish_survey(
        provider,
        by=manager,
        questions=[
            {"key": "q1", "kind": "scale", "text": "How satisfied are you with the support?"},
            {"key": "q2", "kind": "scale", "text": "Were you kept informed?"},
            {"key": "q3", "kind": "words", "text": "What could we do better?"},
        ],
    )


def _taken_in(worker: User, given_name: str, family_name: str) -> SupportReferral:
    referral = services.refer_from_outside(
        by=worker,
        provider=agency("victim-support"),
        given_name=given_name,
        family_name=family_name,
        source_kind="police",
        source="Northbridge police station",
    )
    services.take_support(referral, by=worker)
    now = timezone.now()
    services.record_contact(referral, by=worker, at=now, way="phone", outcome="spoke")
    services.record_consent(
        referral, by=worker, decision="given", how="phone", decided_on=timezone.localdate()
    )
    _assess(referral, worker, "start", 2)
    return referral


def _assess(referral: SupportReferral, worker: User, stage: str, stands: int) -> None:
    services.assess_needs(
        referral,
        by=worker,
        stage=stage,
        assessed_on=timezone.localdate(),
        needs={each.key: "some" for each in parts_of_life()},
        outcomes=dict.fromkeys(OutcomeKind.values, stands),
    )


def _in_support(worker: User, today: dt.date) -> None:
    referral = _taken_in(worker, "Beatrix", "Calloway")
    services.plan_contact(
        referral,
        by=worker,
        at=timezone.now() + dt.timedelta(hours=1),
        way="phone",
        about="How the yard is used this week",
    )
    panel = services.propose_intervention(
        referral,
        by=worker,
        kind=InterventionKind.RESTORATIVE,
        aim="Both households agree how the yard is used",
        proposed_on=today,
    )
    services.move_intervention(
        panel, by=worker, to="suitable", suitability="Neighbours of equal standing; no violence."
    )
    for side in ("harmed", "other"):
        services.record_side_answer(
            panel, by=worker, side=side, answer="given", how="visit", answered_on=today
        )


def _closed(worker: User, today: dt.date) -> None:
    referral = _taken_in(worker, "Ottoline", "Fairweather")
    services.add_goal(
        referral,
        by=worker,
        need="safety",
        goal="A second lock on the back door",
        owner="agency",
        due_on=today,
    )
    _assess(referral, worker, "end", 4)
    services.close_support(
        referral,
        by=worker,
        reason="goals_reached",
        note="",
        outcomes=dict.fromkeys(OutcomeKind.values, "improved"),
    )
    services.record_survey(
        referral,
        by=worker,
        how="phone",
        asked_on=today,
        answered_on=today,
        would_recommend="yes",
        answers={"q1": "Very satisfied", "q2": "Satisfied"},
    )
