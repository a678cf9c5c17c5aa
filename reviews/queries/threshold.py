"""The count of a case review's threshold, as the logs have it or as it was kept."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import BigIntegerField, DateField, QuerySet
from django.utils import timezone

from accounts.anybody import compiled_for
from accounts.models import User
from cases.models import HARMED_ROLES, Incident, Party, Setting
from cases.queries.counting import found_apart, with_group
from cases.queries.incidents import seen_among
from cases.settings_catalogue import CATALOGUE
from reviews.models import CaseReviewApplication, Complaint
from reviews.threshold import Finding, Rules, Told, last_day, work_out
from reviews.worked import from_kept
from ui.compiled import Given

MOST_COMPLAINTS = 500
RULES = {
    "complaints": "case_review_complaints",
    "complaints_by_several": "case_review_complaints_by_several",
    "window_months": "case_review_window_months",
    "report_within_months": "case_review_report_within_months",
}


def rules_on(day: dt.date) -> Rules:
    """The numbers of the threshold as they apply on a day, and since when: no day, by default."""
    numbers = {name: int(CATALOGUE[key].default) for name, key in RULES.items()}
    names = {key: name for name, key in RULES.items()}
    since = None
    for row in Setting.objects.begun(day).filter(key__in=names):
        numbers[names[row.key]] = int(row.value)
        since = max(since or row.valid_from, row.valid_from)
    return Rules(**numbers, since=since)


def finding_of(review: CaseReviewApplication, user: User) -> Finding:
    """The count: as it was kept with the decision; before that, as the logs have it now."""
    if review.threshold_worked:
        return from_kept(review.threshold_worked)
    rules = rules_on(review.received_on)
    logs = _in_logs(review, user, rules)
    return work_out(
        [*map(_as_told, logs), *_told_of(review)],
        applied_on=review.received_on,
        rules=rules,
        by_several=review.by_several,
        apart=found_apart(logs),
    )


def linked_incidents(finding: Finding, user: User) -> set[int]:
    """The incidents of a count whose page the user may open."""
    return seen_among(user, (line.told.incident for line in finding.lines if line.told.incident))


def oldest_that_counts(review: CaseReviewApplication, rules: Rules) -> dt.date:
    """Behaviour before this day cannot count any more, and is not listed."""
    months = rules.window_months + rules.report_within_months
    return last_day(review.received_on, -months)


def _in_logs(review: CaseReviewApplication, user: User, rules: Rules) -> list[Incident]:
    """Incidents of the cases it is linked to, and of those its person is harmed in."""
    since, person = oldest_that_counts(review, rules), review.person_id
    rows: list[Incident] = compiled_for(
        user, _incidents_about, person is not None, review=review.pk, person=person, since=since
    )
    return rows


def _incidents_about(user: User, of_somebody: bool) -> QuerySet[Incident]:
    review = Given("review", BigIntegerField())
    # One set of cases and not one or the other: with an OR the planner reads every incident.
    about = CaseReviewApplication.cases.through.objects.filter(
        casereviewapplication=review
    ).values_list("case_id")
    if of_somebody:
        person = Given("person", BigIntegerField())
        harmed = Party.objects.filter(person=person, role__in=HARMED_ROLES)
        about = about.union(harmed.order_by().values_list("case_id"))
    rows: QuerySet[Incident] = Incident.objects.visible_to(user).filter(case__in=about)
    rows = rows.filter(happened_on__gte=Given("since", DateField())).select_related("case")
    incidents: QuerySet[Incident] = with_group(rows).order_by("-happened_on", "-pk")
    return incidents[:MOST_COMPLAINTS]


def _as_told(row: Any) -> Told:
    return Told(
        happened_on=row.happened_on,
        reported_on=row.reported_on or timezone.localdate(row.recorded_at),
        heading=row.get_category_display(),
        reported_to=row.reported_to,
        place=row.postcode,
        reference=row.report_reference,
        source=row.case.reference,
        day_assumed=row.reported_on is None,
        group=row.group or 0,
        incident=row.pk,
        hands=f"{row.case_id} {row.recorded_by_id} {row.reported_to.casefold()}",
    )


def _told_of(review: CaseReviewApplication) -> Iterator[Told]:
    """What the applicant or an agency has told of besides."""
    for row in Complaint.objects.filter(review=review)[:MOST_COMPLAINTS]:
        yield Told(
            happened_on=row.happened_on,
            reported_on=row.reported_on,
            heading=row.get_category_display(),
            reported_to=row.reported_to,
            place=row.postcode,
            reference=row.report_reference,
            source="Application",
        )
