"""Third-party reporting of hate crime: centres, their trained staff, and reports."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from audit.services import record
from cases.services import next_reference
from cases.workflow import save_versioned
from victims.models import (
    CentreStaff,
    HateReport,
    Priority,
    PriorityReason,
    ReportingCentre,
    SourceKind,
    SupportAnswer,
    ToPolice,
)
from victims.services.referrals import refer_from_outside


class NameTaken(Exception):
    """The service has a centre of this name."""


class NamesNobody(ValueError):
    """An anonymous report can be neither passed on with a name nor led into support."""


@transaction.atomic
def add_centre(
    provider: Agency, *, by: User, name: str, opened_on: dt.date, closed_on: dt.date | None = None
) -> ReportingCentre:
    """Enter a place where people may report."""
    try:
        with transaction.atomic():
            centre = ReportingCentre.objects.create(
                provider=provider, name=name, opened_on=opened_on, closed_on=closed_on
            )
    except IntegrityError:
        raise NameTaken from None
    _record("centre.added", f"reporting centre {centre.pk}", by=by)
    return centre


@transaction.atomic
def change_centre(
    centre: ReportingCentre, *, by: User, version: int, **said: Any
) -> ReportingCentre:
    """Keep a centre's name and dates as they are now."""
    try:
        with transaction.atomic():
            save_versioned(centre, version, **said)
    except IntegrityError:
        raise NameTaken from None
    _record("centre.changed", f"reporting centre {centre.pk}", by=by)
    return centre


@transaction.atomic
def add_centre_staff(
    centre: ReportingCentre,
    *,
    by: User,
    name: str,
    trained_on: dt.date,
    refresh_by: dt.date | None = None,
) -> CentreStaff:
    """Enter somebody trained to take reports."""
    row = CentreStaff.objects.create(
        centre=centre, name=name, trained_on=trained_on, refresh_by=refresh_by
    )
    _record("centre.staff_added", f"reporting centre {centre.pk}", by=by)
    return row


def _record(verb: str, subject: str, *, by: User) -> None:
    record(verb, by=by, subject=subject, operation=Operation.ALTERATION)


@transaction.atomic
def record_hate_report(
    *, by: User, centre: ReportingCentre, person: Mapping[str, Any] | None = None, **said: Any
) -> HateReport:
    """Write down what somebody reported; `person` is who they are, if they want support."""
    anonymous = said["is_anonymous"]
    if anonymous and (said["to_police"] == ToPolice.PASSED or person):
        raise NamesNobody
    provider = centre.provider
    referral = None
    if said["support"] == SupportAnswer.ACCEPTED and person:
        referral = refer_from_outside(
            by=by,
            provider=provider,
            source_kind=SourceKind.HATE_CENTRE,
            source=centre.name[:60],
            priority=Priority.ENHANCED,
            codes=[PriorityReason.VULNERABLE],
            **person,
        )
    report = HateReport.objects.create(
        reference=next_reference("HR", timezone.localdate().year),
        provider=provider,
        centre=centre,
        referral=referral,
        recorded_by=by,
        **said,
    )
    record(
        "hate.reported",
        by=by,
        subject=f"hate report {report.reference}",
        trail=f"victim {referral.reference}" if referral else "",
        operation=Operation.COLLECTION,
        changes={name: said[name] for name in ("strands", "to_police", "support", "is_anonymous")},
    )
    return report
