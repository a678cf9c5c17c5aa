"""Telling victims of their right to a review."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.models import Party
from cases.queries.settings import setting
from reviews.models import RightsDue, RightsNotice
from reviews.queries.rights import telling_on, with_enough_reports
from reviews.services.refusals import Refused
from ui.working_days import add_working_days

TELL_WITHIN_DAYS = "case_review_tell_working_days"


@transaction.atomic
def find_rights_due(day: dt.date | None = None) -> int:
    """Write down who is to be told of their right, each with the day by which; forget whoever is
    told by now or no longer waits. Returns how many are new."""
    day = day or timezone.localdate()
    due_on = add_working_days(day, setting(TELL_WITHIN_DAYS, day))
    waiting = with_enough_reports(Party.objects.all(), day, *telling_on(day))
    RightsDue.objects.exclude(party__in=waiting.values("pk")).delete()
    new = waiting.filter(rights_due=None).values_list("pk", flat=True)
    rows = [RightsDue(party_id=pk, found_on=day, due_on=due_on) for pk in new]
    RightsDue.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    if rows:
        record(
            "case_review.rights_found_due",
            by=None,
            subject="case reviews",
            operation=Operation.COMBINATION,
            changes={"people": len(rows)},
        )
    return len(rows)


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
