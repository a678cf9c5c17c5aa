"""Who is to be told of their right to a review (statutory guidance, 2025)."""

import datetime as dt

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate

from accounts.models import User
from cases.models import HARMED_ROLES, CaseStatus, Incident, Party, real
from cases.queries.settings import settings_on
from reviews.models import RightsNotice
from reviews.threshold import last_day

TELL_AFTER, TELL_WITHIN = "case_review_tell_after_reports", "case_review_window_months"


def to_be_told(user: User, today: dt.date) -> QuerySet[Party]:
    """Of those to be told, what the user sees; the oldest first. Overseers see all, others their
    agency's."""
    rows = with_enough_reports(Party.objects.visible_to(user), today, *telling_on(today))
    if not user.desk.oversees_cases:
        rows = rows.filter(case__lead_agency__in=user.desk.casework_agency_ids)
    return rows.select_related("person", "case", "case__lead_officer", "case__lead_agency")


def telling_on(today: dt.date) -> tuple[dt.date, int]:
    """The day from which reports count, and how many are enough."""
    numbers = settings_on(today, [TELL_AFTER, TELL_WITHIN])
    return last_day(today, -int(numbers[TELL_WITHIN])), int(numbers[TELL_AFTER])


def with_enough_reports(
    parties: QuerySet[Party], today: dt.date, since: dt.date, enough: int
) -> QuerySet[Party]:
    """People harmed in an open case, with enough reports from a day up to today, whom nobody has
    told of their right yet."""
    reports = (
        Incident.objects.filter(
            case__parties__person=OuterRef("person"), case__parties__role__in=HARMED_ROLES
        )
        .exclude(reported_to="")
        .annotate(on=Coalesce("reported_on", TruncDate("recorded_at")))
        .filter(on__gte=since, on__lte=today)
        .order_by()
        .values("case__parties__person")
        .annotate(number=Count("pk", distinct=True))
        .values("number")
    )
    told = RightsNotice.objects.filter(person=OuterRef("person"))
    rows = parties.filter(real("case"), ~Exists(told), role__in=HARMED_ROLES)
    rows = rows.exclude(case__status__in=[CaseStatus.CLOSED, CaseStatus.MERGED])
    return rows.annotate(reports=Subquery(reports)).filter(reports__gte=enough)
