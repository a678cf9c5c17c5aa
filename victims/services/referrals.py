"""From the panel to the victim service, and the end of support."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from cases.models import HARMED_ROLES, CaseShare, Party, ShareLevel
from cases.queries.settings import setting
from cases.services import next_reference, share_case
from people.services import add_person
from victims import notices
from victims.models import (
    OPEN_STATUSES,
    OneTimeLink,
    OutcomeMeasure,
    PlannedContact,
    Priority,
    SourceKind,
    SupportReferral,
    SupportStatus,
)
from victims.queries import providers
from victims.services.trail import record_support
from victims.workflow import SUPPORT, WrongStatus, first_contact_due, require_open


class AlreadyReferred(Exception):
    """The person is already waiting for support, or in it, for this case."""


class NoProvider(Exception):
    """No victim service is set up as an agency."""


class NotHarmed(ValueError):
    """Only a victim or a complainant is referred to a victim service."""


@transaction.atomic
def refer_victim(
    party: Party,
    *,
    by: User | None,
    priority: str = Priority.STANDARD,
    codes: Sequence[str] = (),
    reasons: str = "",
    source: str = "",
    provider: Agency | None = None,
) -> SupportReferral:
    """Refer a person harmed to the victim service, which is shown the summary of the case."""
    provider = provider or providers().first()
    if provider is None:
        raise NoProvider
    _check(party)
    today = timezone.localdate()
    referral = SupportReferral(
        reference=next_reference("VS", today.year),
        person=party.person,
        party=party,
        provider=provider,
        source=source or f"case {party.case.reference}",
        source_kind=SourceKind.PANEL if source else SourceKind.CASE,
        priority=priority,
        priority_codes=list(codes),
        priority_reasons=reasons,
        referred_by=by,
        next_contact_due=_first_due(priority, today),
    )
    _insert(referral)
    _share_summary(referral, by=by)
    record_support(
        "victim.referred",
        referral,
        by=by,
        operation=Operation.DISCLOSURE,
        changes={"priority": priority, "provider": provider.slug, "fields": ["priority_reasons"]},
    )
    notices.victim_referred(referral)
    return referral


@transaction.atomic
def refer_from_outside(
    *,
    by: User,
    provider: Agency,
    given_name: str,
    family_name: str,
    source_kind: str,
    source: str = "",
    date_of_birth: dt.date | None = None,
    priority: str = Priority.STANDARD,
    codes: Sequence[str] = (),
    reasons: str = "",
) -> SupportReferral:
    """Take in a person whom somebody outside refers, or who comes by themselves: without a case,
    and known to the victim service alone."""
    today = timezone.localdate()
    person = add_person(
        by=by,
        given_name=given_name,
        family_name=family_name,
        date_of_birth=date_of_birth,
        is_restricted=True,
    )
    referral = SupportReferral.objects.create(
        reference=next_reference("VS", today.year),
        person=person,
        provider=provider,
        source=source or SourceKind(source_kind).label,
        source_kind=source_kind,
        priority=priority,
        priority_codes=list(codes),
        priority_reasons=reasons,
        referred_by=by,
        next_contact_due=_first_due(priority, today),
    )
    record_support(
        "victim.taken_in",
        referral,
        by=by,
        operation=Operation.COLLECTION,
        changes={"priority": priority, "source_kind": source_kind, "fields": ["priority_reasons"]},
    )
    notices.victim_referred(referral)
    return referral


@transaction.atomic
def join_case(referral: SupportReferral, *, by: User, party: Party) -> SupportReferral:
    """Say that somebody who came from outside is this person in a case: from now on the panel is
    told where support for them has got to. AlreadyReferred if that person is in support already."""
    require_open(referral)
    _check(party)
    rows = SupportReferral.objects.open().filter(pk=referral.pk, party=None)
    try:
        with transaction.atomic():
            joined = rows.update(party=party, person=party.person, version=F("version") + 1)
    except IntegrityError:
        raise AlreadyReferred from None
    if not joined:
        raise WrongStatus("Somebody else has just joined them to a case.")
    referral.refresh_from_db()
    _share_summary(referral, by=by)
    record_support("support.joined_case", referral, by=by, operation=Operation.DISCLOSURE)
    return referral


def _first_due(priority: str, day: dt.date) -> dt.date:
    return first_contact_due(setting(f"support_first_{priority}", day), day)


def _check(party: Party) -> None:
    if party.role not in HARMED_ROLES:
        raise NotHarmed
    if party.support_referrals.filter(status__in=OPEN_STATUSES).exists():
        raise AlreadyReferred


def _insert(referral: SupportReferral) -> None:
    """Two people may refer at once: the database lets one of them."""
    try:
        with transaction.atomic():
            referral.save(force_insert=True)
    except IntegrityError:
        raise AlreadyReferred from None


def _share_summary(referral: SupportReferral, *, by: User | None) -> None:
    """Open the summary of the case to the provider, unless it already sees the case."""
    case, provider = referral.case, referral.provider
    if case is None or CaseShare.objects.current().filter(case=case, agency=provider).exists():
        return
    share_case(
        case,
        by=by,
        agency=provider,
        level=ShareLevel.SUMMARY,
        reason=f"To support the person referred as {referral.reference}",
    )


@transaction.atomic
def take_support(referral: SupportReferral, *, by: User) -> SupportReferral:
    """Become the worker of a referral, whoever had it before."""
    require_open(referral)
    rows = SupportReferral.objects.open().filter(pk=referral.pk, worker=referral.worker)
    if rows.update(worker=by, version=referral.version + 1) != 1:
        raise WrongStatus(f"Somebody else has just changed {referral}. Look at it again.")
    before = referral.worker_id
    referral.refresh_from_db()
    record_support("support.taken", referral, by=by, changes={"worker": [before, by.pk]})
    return referral


def start_support(referral: SupportReferral, *, by: User) -> None:
    """Note that support has begun: with the first goal or the first supporting talk."""
    if referral.status != SupportStatus.REFERRED:
        return
    SUPPORT.move(
        referral,
        SupportStatus.IN_SUPPORT,
        support_started_at=timezone.now(),
        worker=referral.worker or by,
    )
    record_support(
        "support.started",
        referral,
        by=by,
        changes={"status": [SupportStatus.REFERRED, SupportStatus.IN_SUPPORT]},
    )


@transaction.atomic
def close_support(
    referral: SupportReferral, *, by: User, reason: str, note: str, outcomes: Mapping[str, str]
) -> SupportReferral:
    """End support, with the reason and how each of the four outcomes stands."""
    _end(referral, SupportStatus.CLOSED, reason, note)
    OutcomeMeasure.objects.bulk_create(
        [
            OutcomeMeasure(referral=referral, kind=kind, result=result)
            for kind, result in outcomes.items()
        ]
    )
    changes = {"status": [SupportStatus.IN_SUPPORT, SupportStatus.CLOSED], "reason": reason}
    record_support("support.closed", referral, by=by, changes={**changes, **outcomes})
    return referral


@transaction.atomic
def decline_support(
    referral: SupportReferral, *, by: User, reason: str, note: str
) -> SupportReferral:
    """Say that a referral did not come to support, and why."""
    _end(referral, SupportStatus.NOT_SUPPORTED, reason, note)
    changes = {"status": [SupportStatus.REFERRED, SupportStatus.NOT_SUPPORTED], "reason": reason}
    record_support("support.declined", referral, by=by, changes=changes)
    return referral


def _end(referral: SupportReferral, to: str, reason: str, note: str) -> None:
    SUPPORT.move(
        referral,
        to,
        closed_at=timezone.now(),
        closing_reason=reason,
        closing_note=note,
        next_contact_due=None,
        tries=0,
    )
    now = timezone.now()
    PlannedContact.objects.filter(referral=referral, done_at=None, cancelled_at=None).update(
        cancelled_at=now
    )
    OneTimeLink.objects.filter(referral=referral, ended_at=None).update(ended_at=now)
