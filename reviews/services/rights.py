"""Telling victims of their right to a review."""

import datetime as dt

from django.db import transaction

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.models import Party
from reviews.models import RightsNotice
from reviews.services.refusals import Refused


@transaction.atomic
def tell_rights(
    party: Party, *, by: User | None, told_on: dt.date, how: str, told_by: str
) -> RightsNotice:
    """Record that a victim was told of their right to a review: when, how and by whom."""
    if told_on < party.case.opened_on - dt.timedelta(days=366):
        raise Refused("Enter a date within a year of the opening of the case", "told_on")
    notice = RightsNotice.objects.create(
        person=party.person,
        case=party.case,
        told_on=told_on,
        how=how,
        told_by=told_by,
        recorded_by=by,
    )
    record(
        "case_review.rights_told",
        by=by,
        subject=f"case {party.case.reference}",
        trail=f"person {party.person.reference}",
        operation=Operation.DISCLOSURE,
        recipients=["victim"],
        changes={"told_on": told_on.isoformat(), "how": how},
    )
    return notice
