"""How a nominal is managed: officers, other panels, the contact plan, scores from elsewhere."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from audit.models import Operation
from offenders import notices
from offenders.lengths import Fault, Impossible
from offenders.models import FurtherInformation, Nominal, RiskScore
from offenders.scores import band_of
from offenders.services.trail import InTheFuture, record_nominal
from offenders.workflow import save_versioned


@transaction.atomic
def change_management(
    nominal: Nominal,
    *,
    by: User,
    version: int,
    lead_officer: User | None,
    second_officer: User | None,
    other_panels: list[str],
    contact_every_days: int | None,
    contact_how: str,
) -> Nominal:
    """Say who leads, who stands in, which other panels know them, how often they are seen."""
    if lead_officer and lead_officer == second_officer:
        raise Impossible([Fault("second_officer", "Select somebody other than the lead officer")])
    fields = {
        "lead_officer": lead_officer,
        "second_officer": second_officer,
        "other_panels": other_panels,
        "contact_every_days": contact_every_days,
        "contact_how": contact_how,
    }
    save_versioned(nominal, version, **fields)
    changes = {
        "lead_officer": lead_officer and lead_officer.pk,
        "second_officer": second_officer and second_officer.pk,
        "other_panels": other_panels,
        "contact_every_days": contact_every_days,
        "fields": ["contact_how"],
    }
    record_nominal("offender.management_changed", nominal, by=by, changes=changes)
    return nominal


@transaction.atomic
def record_score(
    nominal: Nominal,
    *,
    by: User | None,
    instrument: str,
    edition: str,
    value: Decimal,
    scored_on: dt.date,
    scored_by: str,
) -> RiskScore:
    """Copy a score that was worked out elsewhere. It is never changed: a new one is a new row."""
    if scored_on > timezone.localdate():
        raise InTheFuture
    score = RiskScore.objects.create(
        nominal=nominal,
        instrument=instrument,
        edition=edition,
        value=value,
        band=band_of(instrument, value),
        scored_on=scored_on,
        scored_by=scored_by,
        recorded_by=by,
    )
    changes = {"score": score.pk, "instrument": instrument, "edition": edition}
    record_nominal(
        "offender.score_recorded", nominal, by=by, operation=Operation.COLLECTION, changes=changes
    )
    return score


@transaction.atomic
def give_information(
    nominal: Nominal, *, by: User | None, agency: Agency, text: str
) -> FurtherInformation:
    """Keep what a second agency wrote about somebody who is nominated already."""
    given = FurtherInformation.objects.create(
        nominal=nominal, text=text, agency=agency, given_by=by
    )
    changes = {"information": given.pk, "agency": agency.slug}
    record_nominal(
        "offender.information_given",
        nominal,
        by=by,
        operation=Operation.COLLECTION,
        changes=changes,
    )
    notices.information_given(nominal)
    return given
