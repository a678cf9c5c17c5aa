"""Offences: written down on the day they were committed, and what has come of them."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from offenders.models import Nominal, Offence
from offenders.services.trail import InTheFuture, record_nominal
from offenders.workflow import OFFENCE


@transaction.atomic
def record_offence(
    nominal: Nominal,
    *,
    by: User | None,
    committed_on: dt.date,
    category: str,
    status: str,
    source: str,
    description: str = "",
    source_reference: str = "",
) -> Offence:
    """Write down an offence of a nominal's person, on the day it was committed."""
    if committed_on > timezone.localdate():
        raise InTheFuture
    offence = Offence.objects.create(
        person=nominal.person,
        committed_on=committed_on,
        category=category,
        status=status,
        source=source,
        description=description,
        source_reference=source_reference,
        recorded_by=by,
    )
    changes = {
        "offence": offence.pk,
        "committed_on": committed_on.isoformat(),
        "category": category,
        "status": status,
    }
    record_nominal(
        "offence.recorded", nominal, by=by, operation=Operation.COLLECTION, changes=changes
    )
    return offence


@transaction.atomic
def change_offence(offence: Offence, nominal: Nominal, *, by: User, to: str) -> Offence:
    """Say what has come of an offence: charged, convicted, cautioned or no further action."""
    before = offence.status
    OFFENCE.move(offence, to)
    changes = {"offence": offence.pk, "status": [before, to]}
    record_nominal("offence.changed", nominal, by=by, changes=changes)
    return offence
