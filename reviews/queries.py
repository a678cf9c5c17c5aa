"""Page-shaped reads about case reviews, and the counts that are published each year."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone

from accounts.models import Agency, User
from accounts.queries import caseworkers, current_agencies
from cases.models import HARMED_ROLES, Case, CaseStatus, GroupedIncident, Incident, Party, Setting
from cases.queries.parts import person_seen_by
from cases.queries.settings import setting, settings_on
from cases.settings_catalogue import CATALOGUE
from people.models import Person
from reviews.clock import REPLY, due_on
from reviews.models import (
    Appeal,
    CaseReviewApplication,
    ClockStep,
    Complaint,
    InformationRequest,
    Recommendation,
    Reply,
    ReviewMeeting,
    ReviewMember,
    RightsNotice,
    Step,
    ThresholdOutcome,
)
from reviews.threshold import Finding, Rules, Told, last_day, work_out
from reviews.worked import from_kept
from ui.work import WorkItem

WORK_LIMIT = 50
MOST_COMPLAINTS = 500
RULES = {
    "complaints": "case_review_complaints",
    "complaints_by_several": "case_review_complaints_by_several",
    "window_months": "case_review_window_months",
    "report_within_months": "case_review_report_within_months",
}
TELL_AFTER, TELL_WITHIN = "case_review_tell_after_reports", "case_review_window_months"


def reviews_of(user: User) -> QuerySet[CaseReviewApplication]:
    """The applications a person may see, each with its next step and the day it is due."""
    running = ClockStep.objects.running().filter(review=OuterRef("pk")).order_by("due_on", "pk")
    rows = CaseReviewApplication.objects.visible_to(user).select_related("person")
    return rows.annotate(
        due_on=Subquery(running.values("due_on")[:1]),
        next_step=Subquery(running.values("step")[:1]),
    )


def overdue(
    rows: QuerySet[CaseReviewApplication], today: dt.date
) -> QuerySet[CaseReviewApplication]:
    """Those of which a step should have been done before today."""
    return rows.filter(Exists(ClockStep.objects.overdue(today).filter(review=OuterRef("pk"))))


# The threshold


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
    told = [*_in_logs(review, user, rules), *_told_of(review)]
    return work_out(told, applied_on=review.received_on, rules=rules, by_several=review.by_several)


def oldest_that_counts(review: CaseReviewApplication, rules: Rules) -> dt.date:
    """Behaviour before this day cannot count any more, and is not listed."""
    months = rules.window_months + rules.report_within_months
    return last_day(review.received_on, -months)


def _in_logs(review: CaseReviewApplication, user: User, rules: Rules) -> Iterator[Told]:
    """Incidents of the cases it is linked to, and of those its person is harmed in."""
    about = Q(case__in=review.cases.values("pk"))
    if review.person_id:
        harmed = Party.objects.filter(person=review.person_id, role__in=HARMED_ROLES)
        about |= Q(case__in=harmed.values("case"))
    rows = Incident.objects.visible_to(user).filter(about).select_related("case")
    grouped = GroupedIncident.objects.current().filter(incident=OuterRef("pk"))
    rows = rows.filter(happened_on__gte=oldest_that_counts(review, rules))
    rows = rows.annotate(in_group=Subquery(grouped.values("group")[:1]))
    for row in rows.order_by("-happened_on", "-pk")[:MOST_COMPLAINTS]:
        yield Told(
            happened_on=row.happened_on,
            reported_on=row.reported_on or timezone.localdate(row.recorded_at),
            heading=row.get_category_display(),
            reported_to=row.reported_to,
            place=row.postcode,
            reference=row.report_reference,
            source=row.case.reference,
            day_assumed=row.reported_on is None,
            group=row.in_group or 0,
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


# The page of an application


@dataclass(frozen=True)
class Page:
    """Everything an application's page shows, as far as it can exist by now."""

    cases: list[Case]
    steps: list[ClockStep]
    requests: list[InformationRequest]
    members: list[ReviewMember]
    meetings: list[ReviewMeeting]
    appeals: list[Appeal]


def review_page(review: CaseReviewApplication, user: User) -> Page:
    """The parts of an application; those that follow the threshold only once it is decided."""
    decided = bool(review.threshold)
    recommended = Recommendation.objects.select_related("agency").order_by("pk")
    meetings = review.meetings.prefetch_related(
        Prefetch("recommendations", queryset=recommended, to_attr="recommended")
    )
    return Page(
        cases=list(Case.objects.visible_to(user).filter(case_reviews=review).order_by("pk")),
        steps=list(review.steps.order_by("pk")),
        requests=list(review.information_requests.select_related("agency", "answered_by")),
        members=list(review.members.select_related("user", "agency")) if decided else [],
        meetings=list(meetings) if decided else [],
        appeals=list(review.appeals.order_by("pk")) if review.told_on else [],
    )


def harmed_people(case: Case, user: User) -> list[Person]:
    """The people harmed in a case the user sees in full."""
    rows = Party.objects.visible_to(user).filter(case=case, role__in=HARMED_ROLES)
    return list({row.person_id: row.person for row in rows.select_related("person")}.values())


def person_by_reference(user: User, reference: str) -> Person | None:
    """A person of the index, if the user may see them."""
    return person_seen_by(user, reference)


def cases_by_reference(user: User, references: list[str]) -> list[Case]:
    """Those of these cases that the user sees in full."""
    wanted = [reference.upper() for reference in references]
    return list(Case.objects.in_full_for(user).filter(reference__in=wanted))


def agencies_now() -> QuerySet[Agency]:
    """The agencies that can be asked."""
    return current_agencies()


def possible_members() -> QuerySet[User]:
    """Everybody who works on cases for a current agency."""
    people = caseworkers(list(current_agencies().values_list("pk", flat=True)))
    return people.order_by("family_name", "given_name")


def reply_due(day: dt.date) -> dt.date:
    """The day by which an agency replies to a recommendation, when nobody chose another."""
    return due_on(day, int(setting(REPLY, day)))


# The right to a review


def to_be_told(user: User, today: dt.date) -> QuerySet[Party]:
    """People harmed in an open case, with enough reports in the months up to today, whom nobody
    has told of their right yet; the oldest first. Overseers see all, others their agency's."""
    numbers = settings_on(today, [TELL_AFTER, TELL_WITHIN])
    since = last_day(today, -int(numbers[TELL_WITHIN]))
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
    rows = Party.objects.visible_to(user).filter(role__in=HARMED_ROLES)
    rows = rows.exclude(case__status=CaseStatus.CLOSED).filter(~Exists(told))
    if not user.desk.oversees_cases:
        rows = rows.filter(case__lead_agency__in=user.desk.casework_agency_ids)
    rows = rows.annotate(reports=Subquery(reports)).filter(reports__gte=int(numbers[TELL_AFTER]))
    return rows.select_related("person", "case", "case__lead_officer", "case__lead_agency")


# What is owed


def work_list(user: User) -> list[WorkItem]:
    """Steps to take, information and replies to give, victims to tell of their right; at most
    three queries. Overseers find all who are to be told under Case reviews, not here."""
    if not user.desk.works_on_cases:
        return []
    rights = [] if user.desk.oversees_cases else _rights(user)
    return [*_owed(user), *rights]


def _owed(user: User) -> Iterator[WorkItem]:
    mine = user.desk.casework_agency_ids
    requests = InformationRequest.objects.visible_to(user)
    requests = requests.filter(answered_on=None, agency__in=mine)
    replies = Recommendation.objects.visible_to(user).filter(reply=Reply.WAITING, agency__in=mine)
    parts = [
        _as_owed(requests, "due_on", Value("information", CharField())),
        _as_owed(replies, "reply_due_on", Value("reply", CharField())),
    ]
    if user.desk.oversees_cases:
        steps = ClockStep.objects.running().visible_to(user)
        parts.append(_as_owed(steps, "due_on", F("step")))
    rows = parts[0].union(*parts[1:], all=True).order_by("due", "key")
    for kind, due, reference, key in rows[:WORK_LIMIT]:
        yield _owed_item(kind, due, reference, key)


def _as_owed(rows: QuerySet[Any], due: str, kind: Value | F) -> Any:
    """Rows of one kind in the one shape that all kinds share."""
    named = rows.order_by().annotate(
        kind=kind, due=F(due), reference=F("review__reference"), key=F("pk")
    )
    return named.values_list("kind", "due", "reference", "key")


def _owed_item(kind: str, due: dt.date, reference: str, key: int) -> WorkItem:
    if kind == "information":
        url = reverse("answer_request", args=[reference, key])
        return WorkItem(f"Give information on {reference}", url, due, "Case review")
    if kind == "reply":
        url = reverse("answer_recommendation", args=[reference, key])
        return WorkItem(f"Reply to a recommendation of {reference}", url, due, "Case review")
    url = reverse("case_review", args=[reference])
    return WorkItem(f"{Step(kind).label}: {reference}", url, due, "Case review")


def _rights(user: User) -> Iterator[WorkItem]:
    rows = to_be_told(user, timezone.localdate()).filter(case__lead_officer=user)
    for row in rows.order_by("pk")[:WORK_LIMIT]:
        url = reverse("tell_rights", args=[row.pk])
        text = f"Tell a victim of {row.case.reference} of their right to a review"
        yield WorkItem(text, url, None, "Case review")


# What is published


class YearlyCounts(TypedDict):
    """The four figures of section 104, and what a reader needs beside them."""

    applications: int
    not_met: int
    reviews: int
    with_recommendations: int
    reviewed_anyway: int
    rights_told: int


def yearly_counts(start: dt.date, end: dt.date) -> YearlyCounts:
    """The publishable counts of a period, both days included, whoever asks."""
    return counts_of([(start, end)])[0]


def counts_of(periods: Sequence[tuple[dt.date, dt.date]]) -> list[YearlyCounts]:
    """The publishable counts of several periods, in three queries however many they are."""
    applied, held, told = {}, {}, {}
    recommended = Exists(Recommendation.objects.filter(meeting=OuterRef("pk")))
    for number, days in enumerate(periods):
        decided = Q(threshold_on__range=days)
        not_met = decided & Q(threshold=ThresholdOutcome.NOT_MET)
        anyway = decided & Q(threshold=ThresholdOutcome.ANYWAY)
        applied[f"applications_{number}"] = _number(Q(received_on__range=days))
        applied[f"not_met_{number}"] = _number(not_met)
        applied[f"reviewed_anyway_{number}"] = _number(anyway)
        held[f"reviews_{number}"] = _number(Q(held_on__range=days))
        held[f"with_recommendations_{number}"] = _number(Q(held_on__range=days, advised=True))
        told[f"rights_told_{number}"] = _number(Q(told_on__range=days))
    found = {
        **CaseReviewApplication.objects.aggregate(**applied),
        **ReviewMeeting.objects.annotate(advised=recommended).aggregate(**held),
        **RightsNotice.objects.aggregate(**told),
    }
    return [
        {
            "applications": found[f"applications_{number}"],
            "not_met": found[f"not_met_{number}"],
            "reviews": found[f"reviews_{number}"],
            "with_recommendations": found[f"with_recommendations_{number}"],
            "reviewed_anyway": found[f"reviewed_anyway_{number}"],
            "rights_told": found[f"rights_told_{number}"],
        }
        for number in range(len(periods))
    ]


def _number(condition: Q) -> Count:
    return Count("pk", filter=condition)


def years_with_reviews(today: dt.date) -> list[int]:
    """The starting years of the financial years from the first application to today's, the newest
    first."""
    first = (
        CaseReviewApplication.objects.order_by("received_on")
        .values_list("received_on", flat=True)
        .first()
    )
    return list(range(_start_year(today), _start_year(min(first or today, today)) - 1, -1))


def _start_year(day: dt.date) -> int:
    return day.year if day.month >= 4 else day.year - 1
