"""From the panel to the victim service, and the end of support."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from cases.models import HARMED_ROLES, CaseShare, Party, ShareLevel
from cases.services import next_reference, share_case
from victims import notices
from victims.models import (
    OPEN_STATUSES,
    OutcomeMeasure,
    Priority,
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
        party=party,
        provider=provider,
        source=source or f"case {party.case.reference}",
        priority=priority,
        priority_reasons=reasons,
        referred_by=by,
        next_contact_due=first_contact_due(priority, today),
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
    case, provider = referral.party.case, referral.provider
    if CaseShare.objects.current().filter(case=case, agency=provider).exists():
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
    )
